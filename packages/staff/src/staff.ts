import type { Role } from './roles.ts';

/** Somebody who works for a city. */
export type Staff = { tenantId: string; staffId: string; name: string; role: Role };
