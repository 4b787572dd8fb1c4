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
  /** As it is now, for when the known secrets do not fit: LINE signs with a new one from the moment it is issued. */
  findAgain(webhookKey: string): Promise<WebhookChannel | undefined>;
};

const KEEP_MS = 30_000;
/** Wrong signatures make the database be asked this often at most. */
const ASK_AGAIN_MS = 1_000;
/** An address that nobody has is asked for again soon: it may just have been made. */
const KEEP_UNKNOWN_MS = 2_000;
/** Room for every municipality several times over; guessed addresses cannot fill the memory. */
const MAX_ENTRIES = 10_000;

type Entry = { channel: Promise<WebhookChannel | undefined>; since: number; until: number };

export function createChannelDirectory(db: Database, secrets: TenantSecrets): ChannelDirectory {
  const known = new Map<string, Entry>();

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

  const loadAndKeep = (webhookKey: string): Entry['channel'] => {
    if (known.size >= MAX_ENTRIES) known.clear();
    const since = performance.now();
    const entry: Entry = { channel: load(webhookKey), since, until: since + KEEP_MS };
    known.set(webhookKey, entry);
    entry.channel.then(
      (channel) => {
        if (!channel) entry.until = since + KEEP_UNKNOWN_MS;
      },
      () => known.delete(webhookKey),
    );
    return entry.channel;
  };

  return {
    find: (webhookKey) => {
      const entry = known.get(webhookKey);
      return entry && entry.until > performance.now() ? entry.channel : loadAndKeep(webhookKey);
    },
    findAgain: (webhookKey) => {
      const entry = known.get(webhookKey);
      return entry && entry.since + ASK_AGAIN_MS > performance.now() ? entry.channel : loadAndKeep(webhookKey);
    },
  };
}
