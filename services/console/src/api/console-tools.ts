import type { BillingDependencies } from '@tenohira/billing';
import type { Catalog } from '@tenohira/catalog';
import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { LineClients } from '@tenohira/messaging';
import type { OnboardingDependencies } from '@tenohira/onboarding';
import type { PayoutDependencies, PayoutMethods } from '@tenohira/payouts';
import type { Queues } from '@tenohira/queue';
import type { TenantSecrets } from '@tenohira/secrets';
import type { BreachedPasswords, RelyingParty } from '@tenohira/staff';
import type { Limits } from '../access/limits.ts';

/** What a process hands in, once. */
export type ConsoleTools = {
  db: Database;
  secrets: TenantSecrets;
  clock: Clock;
  methods: PayoutMethods;
  payouts: PayoutDependencies;
  catalog: Catalog;
  lineClients: LineClients;
  onboarding: OnboardingDependencies;
  /** The console as browsers and passkeys know it. */
  party: RelyingParty;
  limits: Limits;
  /** What no new password may be. */
  breached: BreachedPasswords;
  /** Where residents reach the gateway, for the addresses in letters. */
  publicBaseUrl: string;
  billing: BillingDependencies;
  /** The worker's, for operators to look at. */
  queues?: Queues | undefined;
};
