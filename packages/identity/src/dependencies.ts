import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import type { IdentityProvider } from './provider/identity-provider.ts';

export type IdentityDependencies = { db: Database; secrets: TenantSecrets; clock: Clock; provider: IdentityProvider };
