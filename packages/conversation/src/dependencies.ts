import type { Catalog } from '@tenohira/catalog';
import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { LineClients } from '@tenohira/messaging';
import type { TenantSecrets } from '@tenohira/secrets';

/** What a process hands in, once. */
export type ConversationDependencies = {
  db: Database;
  catalog: Catalog;
  secrets: TenantSecrets;
  lineClients: LineClients;
  clock: Clock;
  /** Where residents reach the gateway, without a slash at the end: `https://line.example.jp`. */
  publicBaseUrl: string;
  /** Told of what staff and operators should know; never of what a resident wrote. */
  log(entry: ConversationLog): void;
};

export type ConversationLog = {
  level: 'info' | 'warning' | 'error';
  code: string;
  tenantId: string;
  detail?: Readonly<Record<string, unknown>>;
};
