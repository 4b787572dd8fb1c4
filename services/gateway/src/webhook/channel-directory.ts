// From a webhook's address to its channel and tenant, kept in memory for a while: every webhook asks.
import type { Database } from '@tenohira/db';
import { channelSecretPlace } from '@tenohira/messaging';
import type { TenantSecrets } from '@tenohira/secrets';

export type WebhookChannel = {
  tenantId: string;
  channelId: string;
  botUserId: string;
  /** The channel secret, and the previous one while a rotation is under way. */
  secrets: readonly string[];
};

export type ChannelDirectory = {
  find(webhookKey: string): Promise<WebhookChannel | undefined>;
};

/** A changed secret is noticed within this time. */
const KEEP_MS = 30_000;
/** An address that nobody has is asked for again soon: it may just have been made. */
const KEEP_UNKNOWN_MS = 2_000;
/** Room for every municipality several times over; guessed addresses cannot fill the memory. */
const MAX_ENTRIES = 10_000;

export function createChannelDirectory(db: Database, secrets: TenantSecrets): ChannelDirectory {
  const known = new Map<string, { channel: Promise<WebhookChannel | undefined>; until: number }>();

  const load = async (webhookKey: string): Promise<WebhookChannel | undefined> => {
    const found = await db.platform.findChannel(webhookKey);
    if (!found) return undefined;
    const { tenantId, channelId, botUserId, secret, previousSecret } = found;
    const sealed = previousSecret ? [secret, previousSecret] : [secret];
    const opened = await Promise.all(
      sealed.map((bytes) => secrets.decrypt(tenantId, channelSecretPlace(channelId), bytes)),
    );
    return { tenantId, channelId, botUserId, secrets: opened.map((bytes) => bytes.toString()) };
  };

  return {
    find: (webhookKey) => {
      const cached = known.get(webhookKey);
      if (cached && cached.until > performance.now()) return cached.channel;
      if (known.size >= MAX_ENTRIES) known.clear();
      const entry = { channel: load(webhookKey), until: performance.now() + KEEP_MS };
      known.set(webhookKey, entry);
      entry.channel.then(
        (channel) => {
          if (!channel) entry.until = performance.now() + KEEP_UNKNOWN_MS;
        },
        () => known.delete(webhookKey),
      );
      return entry.channel;
    },
  };
}
