import type { BillingDependencies } from '@tenohira/billing';
import type { Catalog } from '@tenohira/catalog';
import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { LineClients } from '@tenohira/messaging';
import type { PayoutDependencies, PayoutMethods } from '@tenohira/payouts';
import type { TenantSecrets } from '@tenohira/secrets';

/** What a process hands in, once. */
export type ConsoleTools = {
  db: Database;
  secrets: TenantSecrets;
  clock: Clock;
  methods: PayoutMethods;
  payouts: PayoutDependencies;
  catalog: Catalog;
  lineClients: LineClients;
  /** Where residents reach the gateway, for the addresses in letters. */
  publicBaseUrl: string;
  billing: BillingDependencies;
  /** Where staff reach the console, for ways back to it. */
  consoleBaseUrl: string;
};
