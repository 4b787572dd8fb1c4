import type { ChannelDependencies } from '../dependencies.ts';
import { errors } from '../errors.ts';
import { channelProblems } from './channel-problems.ts';
import { findChannel, OLD_SECRET_HOURS } from './channel-row.ts';
import { webhookUrlOf } from './connect-channel.ts';

/** A city's own look at its LINE account: everything but the secrets. */
export async function readChannel(deps: ChannelDependencies, tenantId: string) {
  const [health] = await deps.db.platform.readCityHealth({ tenantId, limit: 1 });
  if (!health) throw errors.CITY_NOT_FOUND();
  const row = await deps.db.readTenant(tenantId, findChannel);
  const { channel, lastWebhookAt, inboxPending, inboxOldestSeconds, inboxFailed } = health;
  const { outboxPending, outboxOldestSeconds, outboxFailed, outboxUnknown } = health;
  return {
    channel: row
      ? {
          lineChannelId: row.lineChannelId,
          displayName: row.displayName,
          webhookUrl: webhookUrlOf(deps, row),
          oldSecretUntil: row.previousSecret && endOfOldSecret(row.secretChangedAt),
        }
      : null,
    check: channel?.check ?? null,
    problems: channel?.check ? channelProblems(channel.check) : [],
    lastWebhookAt,
    inbox: { pending: inboxPending, oldestSeconds: inboxOldestSeconds, failed: inboxFailed },
    outbox: {
      pending: outboxPending,
      oldestSeconds: outboxOldestSeconds,
      failed: outboxFailed,
      unknown: outboxUnknown,
    },
  };
}

function endOfOldSecret(changedAt: Date | null): Date | null {
  return changedAt && new Date(changedAt.getTime() + OLD_SECRET_HOURS * 3_600_000);
}
