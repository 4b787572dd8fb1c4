import type { ClaimDependencies } from '@tenohira/benefits';
import type { Catalog } from '@tenohira/catalog';
import type { LineClients } from '@tenohira/messaging';

/** What a process hands in, once. */
export type ConversationDependencies = ClaimDependencies & {
  catalog: Catalog;
  lineClients: LineClients;
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
