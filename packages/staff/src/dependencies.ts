import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import type { Tell } from './access-news.ts';
import type { RelyingParty } from './relying-party.ts';

export type StaffDependencies = { db: Database; secrets: TenantSecrets; clock: Clock; party: RelyingParty; tell: Tell };
