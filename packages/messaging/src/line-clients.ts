import type { Database } from '@tenohira/db';
import { createLineClient, type LineClient } from '@tenohira/line';
import type { TenantSecrets } from '@tenohira/secrets';
import { errors } from './errors.ts';

export type LineClients = {
  /** The client of a tenant's channel, with its access token cached. @throws AppError MESSAGING_CHANNEL_NOT_FOUND */
  of(tenantId: string, channelId: string): Promise<LineClient>;
  /** Forgets a client, for instance after LINE refused its secret. */
  forget(channelId: string): void;
};

export type LineClientsOptions = {
  db: Database;
  secrets: TenantSecrets;
  apiBaseUrl: string;
  dataApiBaseUrl: string;
  timeoutMs?: number;
};

/** How long a client keeps a channel's secret, in milliseconds: a rotated one is noticed within this time. */
const KEEP_MS = 5 * 60_000;

export function createLineClients(options: LineClientsOptions): LineClients {
  const { db, secrets, apiBaseUrl, dataApiBaseUrl, timeoutMs } = options;
  const clients = new Map<string, { client: Promise<LineClient>; until: number }>();

  const open = async (tenantId: string, channelId: string): Promise<LineClient> => {
    const channel = await db.readTenant(tenantId, ({ prisma }) =>
      prisma.lineChannel.findFirst({ where: { id: channelId } }),
    );
    if (!channel) throw errors.CHANNEL_NOT_FOUND();
    const channelSecret = await secrets.decrypt(tenantId, channelSecretPlace(channelId), channel.secret);
    return createLineClient({
      apiBaseUrl,
      dataApiBaseUrl,
      channelId: channel.lineChannelId,
      channelSecret: channelSecret.toString(),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  };

  return {
    of: (tenantId, channelId) => {
      const known = clients.get(channelId);
      if (known && known.until > performance.now()) return known.client;
      const client = open(tenantId, channelId);
      clients.set(channelId, { client, until: performance.now() + KEEP_MS });
      client.catch(() => clients.delete(channelId));
      return client;
    },
    forget: (channelId) => {
      clients.delete(channelId);
    },
  };
}

/** Where a channel's secret is encrypted for, see packages/secrets. */
export function channelSecretPlace(channelId: string): string {
  return `line_channel.secret:${channelId}`;
}
