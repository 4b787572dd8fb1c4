import type pg from 'pg';

/** What LINE said when it was last asked; null where it could not be asked. Columns of `channel_health`. */
export type ChannelCheck = {
  checkedAt: Date;
  lineError: string | null;
  chatMode: string | null;
  isVerified: boolean | null;
  webhookIsOurs: boolean | null;
  webhookIsActive: boolean | null;
  webhookTest: string | null;
  webhookStatus: number | null;
  quotaLimit: number | null;
  quotaUsed: number | null;
};

export type CityHealth = {
  tenantId: string;
  slug: string;
  name: string;
  municipalityCode: string | null;
  createdAt: Date;
  /** Null while it practises. */
  liveAt: Date | null;
  channel: { channelId: string; lineChannelId: string; displayName: string; check: ChannelCheck | null } | null;
  /** When the newest event that LINE sent us happened. */
  lastWebhookAt: Date | null;
  /** What waits: how many, and for how long the oldest of it, in seconds. Messages are counted up to 10,000. */
  inboxPending: number;
  inboxOldestSeconds: number;
  outboxPending: number;
  outboxOldestSeconds: number;
  /** In the last seven days. */
  inboxFailed: number;
  outboxFailed: number;
  /** Messages of which nobody knows whether they arrived; in the last seven days. */
  outboxUnknown: number;
  /** Nobody knows whether these were paid. */
  payoutsUnknown: number;
};

export type CityHealthQuery = {
  /** That one only. */
  tenantId?: string;
  /** Part of the name, the slug or the code; or one of `codes`. */
  text?: string;
  /** Codes of municipalities that fit the text in other ways, by their kana for instance. */
  codes?: readonly string[];
  /** Slug of the last city of the page before. */
  after?: string;
  limit: number;
};

// Each count looks at a partial index of the city's own, however long the history. LINE's event ids are ULIDs
// (https://developers.line.biz/en/reference/messaging-api/#common-properties) and begin with a digit up to 7; events of our
// own do not, and say nothing about LINE.
const HEALTH = `
  select t.id as "tenantId", t.slug, t.name, t.municipality_code as "municipalityCode", t.created_at as "createdAt",
    t.live_at as "liveAt", channel.shown as channel,
    (select e.occurred_at from inbox_event e where e.tenant_id = t.id and e.channel_id = channel.id and e.webhook_event_id < '8'
     order by e.webhook_event_id desc limit 1) as "lastWebhookAt",
    inbox.pending as "inboxPending", inbox.oldest as "inboxOldestSeconds",
    outbox.pending as "outboxPending", outbox.oldest as "outboxOldestSeconds",
    (select count(*)::int from inbox_event e where e.tenant_id = t.id and e.status = 'failed'
       and e.occurred_at > now() - interval '7 days') as "inboxFailed",
    unsent.failed as "outboxFailed", unsent.unknown as "outboxUnknown",
    (select count(*)::int from payout p where p.tenant_id = t.id and p.status = 'unknown') as "payoutsUnknown"
  from tenant t
  left join lateral (
    select c.id, c.line_channel_id, c.display_name from line_channel c where c.tenant_id = t.id order by c.created_at limit 1
  ) own on true
  left join lateral (
    select own.id, jsonb_build_object('channelId', own.id, 'lineChannelId', own.line_channel_id, 'displayName', own.display_name,
      'check', (select to_jsonb(h) from (
        select h.checked_at as "checkedAt", h.line_error as "lineError", h.chat_mode as "chatMode",
          h.is_verified as "isVerified", h.webhook_is_ours as "webhookIsOurs", h.webhook_is_active as "webhookIsActive",
          h.webhook_test as "webhookTest", h.webhook_status as "webhookStatus", h.quota_limit as "quotaLimit",
          h.quota_used as "quotaUsed"
        from channel_health h where h.tenant_id = t.id and h.channel_id = own.id) h)) as shown
    where own.id is not null
  ) channel on true
  cross join lateral (
    select count(*)::int as pending, coalesce(extract(epoch from now() - min(e.occurred_at)), 0)::float8 as oldest
    from inbox_event e where e.tenant_id = t.id and e.status = 'pending'
  ) inbox
  cross join lateral (
    select count(*)::int as pending, coalesce(extract(epoch from now() - min(o.created_at)), 0)::float8 as oldest from (
      select o.created_at from outbox_message o where o.tenant_id = t.id and o.status in ('pending', 'queued', 'sending')
      limit 10000) o
  ) outbox
  cross join lateral (
    select count(*) filter (where o.status = 'failed')::int as failed, count(*) filter (where o.status = 'unknown')::int as unknown
    from outbox_message o where o.tenant_id = t.id and o.status in ('failed', 'unknown')
      and o.created_at > now() - interval '7 days'
  ) unsent
  where t.kind = 'city' and ($1::uuid is null or t.id = $1)
    and ($2::text is null or position($2 in t.name) > 0 or position($2 in t.slug) > 0
         or position($2 in t.municipality_code) = 1 or t.municipality_code = any($3::text[]))
    and ($4::text is null or t.slug > $4)
  order by t.slug limit $5`;

type Row = Omit<CityHealth, 'channel'> & {
  channel: (Omit<NonNullable<CityHealth['channel']>, 'check'> & { check: Stored<ChannelCheck> | null }) | null;
};
/** As it comes in JSON. */
type Stored<Value> = { [Key in keyof Value]: Value[Key] extends Date ? string : Value[Key] };

export async function readCityHealth(pool: pg.Pool, query: CityHealthQuery): Promise<CityHealth[]> {
  const { tenantId = null, text = null, codes = [], after = null, limit } = query;
  const { rows } = await pool.query<Row>(HEALTH, [tenantId, text, codes, after, limit]);
  return rows.map(({ channel, ...row }) => ({
    ...row,
    channel: channel && { ...channel, check: toCheck(channel.check) },
  }));
}

function toCheck(stored: Stored<ChannelCheck> | null): ChannelCheck | null {
  return stored && { ...stored, checkedAt: new Date(stored.checkedAt) };
}
