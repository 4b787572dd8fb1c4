// The row of a city's LINE channel, and the only queries of it here.
import { type Actor, appendAudit } from '@tenohira/audit';
import { randomToken, uuidv7 } from '@tenohira/core';
import type { ChannelCheck, TenantDb } from '@tenohira/db';
import { channelSecretPlace } from '@tenohira/messaging';
import type { TenantSecrets } from '@tenohira/secrets';
import { errors } from '../errors.ts';

/** What LINE said of the account when it was asked with the secret. */
export type Account = { lineChannelId: string; secret: string; botUserId: string; displayName: string };

export type ChannelRow = {
  channelId: string;
  lineChannelId: string;
  botUserId: string;
  displayName: string;
  webhookKey: string;
  secret: Buffer;
  previousSecret: Buffer | null;
  secretChangedAt: Date | null;
};

const CHANNEL = `select id as "channelId", line_channel_id as "lineChannelId", bot_user_id as "botUserId",
  display_name as "displayName", webhook_key as "webhookKey", secret, previous_secret as "previousSecret",
  secret_changed_at as "secretChangedAt" from line_channel order by created_at limit 1`;

/** How long the secret before the last one stays valid: LINE signs with the new one at once, but for what was on its way. */
export const OLD_SECRET_HOURS = 24;

/** The city's channel: it has one, or none yet. */
export async function findChannel(db: TenantDb): Promise<ChannelRow | undefined> {
  const [row] = await db.sql<ChannelRow>(CHANNEL);
  return row;
}

export async function openSecret(secrets: TenantSecrets, tenantId: string, channel: ChannelRow): Promise<string> {
  return (await secrets.decrypt(tenantId, channelSecretPlace(channel.channelId), channel.secret)).toString();
}

/**
 * Makes the channel, or brings it up to date. A new secret leaves the old one valid for OLD_SECRET_HOURS.
 *
 * @throws AppError ONBOARDING_CHANNEL_TAKEN, ONBOARDING_CHANNEL_IN_USE
 */
export async function saveChannel(
  db: TenantDb,
  secrets: TenantSecrets,
  account: Account,
  actor: Actor,
): Promise<ChannelRow> {
  // One channel a city, also if two people connect it at the same moment.
  await db.sql('select 1 from tenant for no key update');
  const [existing] = await db.sql<ChannelRow>(`${CHANNEL} for update`);
  const channelId = existing?.channelId ?? uuidv7();
  const change = await changeOf(db, secrets, existing, account);
  if (change !== 'nothing') {
    const sealed = await secrets.encrypt(db.tenantId, channelSecretPlace(channelId), account.secret);
    const values = [channelId, account.lineChannelId, account.botUserId, account.displayName, sealed];
    if (change === 'made') {
      await refusedIfTaken(
        db.sql(
          `insert into line_channel (id, line_channel_id, bot_user_id, display_name, secret, webhook_key)
           values ($1, $2, $3, $4, $5, $6)`,
          [...values, randomToken()],
        ),
      );
    } else {
      await refusedIfTaken(
        db.sql(
          `update line_channel set line_channel_id = $2, bot_user_id = $3, display_name = $4, secret = $5,
             previous_secret = case $6 when 'secret-changed' then secret when 'renamed' then previous_secret end,
             secret_changed_at = case $6 when 'secret-changed' then now() when 'renamed' then secret_changed_at end
           where id = $1`,
          [...values, change],
        ),
      );
    }
    const detail = { change, lineChannelId: account.lineChannelId };
    await appendAudit(db, [{ actor, action: 'onboarding.channel-saved', subject: `channel:${channelId}`, detail }]);
  }
  const saved = await findChannel(db);
  if (!saved) throw errors.CHANNEL_MISSING();
  return saved;
}

type Change = 'made' | 'replaced' | 'secret-changed' | 'renamed' | 'nothing';

async function changeOf(
  db: TenantDb,
  secrets: TenantSecrets,
  existing: ChannelRow | undefined,
  account: Account,
): Promise<Change> {
  if (!existing) return 'made';
  if (existing.lineChannelId !== account.lineChannelId) {
    // LINE gives a person another id with every provider: residents of one channel are strangers to another.
    if ((await db.prisma.resident.count({ take: 1 })) > 0) throw errors.CHANNEL_IN_USE();
    return 'replaced';
  }
  if ((await openSecret(secrets, db.tenantId, existing)) !== account.secret) return 'secret-changed';
  const isSame = existing.displayName === account.displayName && existing.botUserId === account.botUserId;
  return isSame ? 'nothing' : 'renamed';
}

const UNIQUE = ['line_channel_line_channel_id_key', 'line_channel_bot_user_id_key'];

async function refusedIfTaken(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (cause) {
    if (cause instanceof Error && 'constraint' in cause && UNIQUE.includes(String(cause.constraint))) {
      throw errors.CHANNEL_TAKEN({ cause });
    }
    throw cause;
  }
}

/** Also forgets a secret whose time is over. */
export async function saveCheck(db: TenantDb, channelId: string, check: ChannelCheck): Promise<void> {
  const { checkedAt, lineError, chatMode, isVerified, webhookIsOurs, webhookIsActive } = check;
  await db.sql(
    `insert into channel_health (channel_id, checked_at, line_error, chat_mode, is_verified, webhook_is_ours,
       webhook_is_active, webhook_test, webhook_status, quota_limit, quota_used)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (tenant_id, channel_id) do update set checked_at = excluded.checked_at, line_error = excluded.line_error,
       chat_mode = excluded.chat_mode, is_verified = excluded.is_verified, webhook_is_ours = excluded.webhook_is_ours,
       webhook_is_active = excluded.webhook_is_active, webhook_test = excluded.webhook_test,
       webhook_status = excluded.webhook_status, quota_limit = excluded.quota_limit, quota_used = excluded.quota_used`,
    [
      ...[channelId, checkedAt, lineError, chatMode, isVerified, webhookIsOurs, webhookIsActive],
      ...[check.webhookTest, check.webhookStatus, check.quotaLimit, check.quotaUsed],
    ],
  );
  await db.sql(
    `update line_channel set previous_secret = null where id = $1 and secret_changed_at < now() - $2 * interval '1 hour'`,
    [channelId, OLD_SECRET_HOURS],
  );
}
