import { API_AREAS, ROLES } from '@tenohira/staff';
import { z } from 'zod';
import { instant } from '../answer.ts';

export const role = z.enum(ROLES);
export const apiScope = z.enum(API_AREAS.flatMap((area) => [`${area}:read` as const, `${area}:prepare` as const]));

const status = z.enum(['invited', 'active', 'disabled']);

export const staffMember = z
  .object({
    ...{ staffId: z.uuid(), name: z.string(), role, email: z.string(), status },
    passkeys: z.int(),
    createdAt: instant,
    lastSeenAt: instant.nullable(),
    departments: z.array(z.object({ departmentId: z.uuid(), name: z.string() })),
  })
  .meta({ id: 'StaffMember' });

export const colleague = z.object({ staffId: z.uuid(), name: z.string(), role, status }).meta({ id: 'Colleague' });

export const networks = z.object({
  networks: z.array(z.string()).meta({ description: 'IPアドレスの範囲。空はどこからでも' }),
  here: z.string().meta({ description: '呼び出し元のIPアドレス' }),
});

export const apiToken = z
  .object({
    ...{ tokenId: z.uuid(), name: z.string(), scopes: z.array(apiScope) },
    ...{ createdAt: instant, expiresAt: instant, lastUsedAt: instant.nullable() },
  })
  .meta({ id: 'ApiToken' });
