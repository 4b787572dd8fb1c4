// A city in the system under test: a tenant with a LINE channel in the sandbox, and residents who use their phones.
import { randomBytes } from 'node:crypto';
import { type Catalog, installFeature, saveCitySettings } from '@tenohira/catalog';
import { randomToken, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { channelSecretPlace, storePush } from '@tenohira/messaging';
import type { TenantSecrets } from '@tenohira/secrets';
import type pg from 'pg';
import type { Entry, RawWebhook, RawWebhookOutcome, SandboxChannel, SandboxControl } from './sandbox-control.ts';
import { waitUntil } from './wait-until.ts';

export type CityTools = {
  db: Database;
  admin: pg.Pool;
  secrets: TenantSecrets;
  catalog: Catalog;
  sandbox: SandboxControl;
  gatewayUrl: string;
};

export type Resident = {
  personId: string;
  /** Of this person on this city's channel. */
  userId: string;
  /** Any action of the sandbox's control API, as it was delivered. */
  act(action: { type: string; [field: string]: unknown }): Promise<Delivered>;
  say(text: string): Promise<Delivered>;
  /** All that the city has said to this resident, oldest first: texts, or the alternative text of anything else. */
  heard(): Promise<string[]>;
  entries(): Promise<Entry[]>;
  /** Resolves when the city has said that, or a text for which the predicate holds. */
  hears(text: string | ((text: string) => boolean), deadlineMs?: number): Promise<void>;
};

export type Delivered = { status: number | null; webhookEventId: string; reason?: string; messageId?: string };

export type InboxRow = {
  webhookEventId: string;
  type: string;
  status: string;
  lineUserId: string | null;
  payload: string | null;
  attempts: number;
};
export type OutboxRow = {
  id: string;
  dedupeKey: string;
  status: string;
  attempts: number;
  sentVia: string | null;
  errorCode: string | null;
};

export type City = {
  tenantId: string;
  /** The row of the channel, and what LINE knows it by. */
  channelId: string;
  channel: SandboxChannel;
  webhookKey: string;
  webhookUrl: string;
  /** A friend of the account, of whom the gateway has not heard yet. */
  resident(): Promise<Resident>;
  /** A person who has not added the account. */
  stranger(): Promise<Resident>;
  webhook(webhook: RawWebhook): Promise<RawWebhookOutcome>;
  /** Stores a push for that resident, as a feature's job would. */
  push(userId: string, text: string): Promise<void>;
  inbox(): Promise<InboxRow[]>;
  outbox(): Promise<OutboxRow[]>;
  /** Titles of the cases that the probe feature made. */
  cases(): Promise<string[]>;
  /** Resolves when every event has had its effect and every message its outcome. */
  settled(deadlineMs?: number): Promise<void>;
  /** A new secret, with the old one still good. Returns the channel as LINE now knows it. */
  rotateSecret(): Promise<SandboxChannel>;
};

export async function addCity(
  tools: CityTools,
  features: readonly { key: string; settings: unknown }[] = [{ key: 'probe', settings: {} }],
): Promise<City> {
  const { db, admin, secrets, catalog, sandbox, gatewayUrl } = tools;
  const tenantId = uuidv7();
  const slug = `t-${randomBytes(6).toString('hex')}`;
  const name = `試験市${slug.slice(-4)}`;
  const channelId = uuidv7();
  const webhookKey = randomToken();
  const webhookUrl = `${gatewayUrl}/line/webhook/${webhookKey}`;

  const channel = await sandbox.makeChannel(slug, name);
  await db.platform.createTenant({ id: tenantId, slug, name, wrappedKey: secrets.wrapNewKey(tenantId) });
  const seal = async (text: string) =>
    new Uint8Array(await secrets.encrypt(tenantId, channelSecretPlace(channelId), text));
  const secret = await seal(channel.channelSecret);
  await db.withTenant(tenantId, async (scope) => {
    const { channelId: lineChannelId, botUserId } = channel;
    await scope.prisma.lineChannel.create({
      data: { id: channelId, webhookKey, lineChannelId, botUserId, displayName: name, secret },
    });
    await saveCitySettings(scope, { greeting: `${name}へようこそ` }, 'system');
    for (const feature of features) await installFeature(scope, catalog, feature, 'system');
  });
  await sandbox.patchChannel(channel.channelId, { webhookUrl, redelivery: { enabled: true, delaysMs: REDELIVERY_MS } });

  // One after another: they switch the webhook off and on.
  let befriending: Promise<unknown> = Promise.resolve();
  const rows = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
    (await admin.query<Row>(text, [tenantId])).rows;

  return {
    tenantId,
    channelId,
    channel,
    webhookKey,
    webhookUrl,
    resident: () => {
      const made = befriending.then(async () => {
        await sandbox.patchChannel(channel.channelId, { webhookActive: false });
        const resident = await addPerson(sandbox, channel.channelId);
        await sandbox.act(channel.channelId, resident.personId, { type: 'follow' });
        await sandbox.patchChannel(channel.channelId, { webhookActive: true });
        return resident;
      });
      befriending = made;
      return made;
    },
    stranger: () => addPerson(sandbox, channel.channelId),
    webhook: (webhook) => sandbox.sendWebhook(channel.channelId, webhook),
    push: (userId, text) =>
      db.withTenant(tenantId, async (scope) => {
        const resident = await scope.prisma.resident.findFirstOrThrow({ where: { lineUserId: userId } });
        await storePush(scope, {
          residentId: resident.id,
          messages: [{ type: 'text', text }],
          dedupeKey: `test:${text}`,
        });
      }),
    inbox: () =>
      rows(`select webhook_event_id as "webhookEventId", type, status, line_user_id as "lineUserId", payload, attempts
            from inbox_event where tenant_id = $1 order by occurred_at, webhook_event_id`),
    outbox: () =>
      rows(`select id, dedupe_key as "dedupeKey", status, attempts, sent_via as "sentVia", error_code as "errorCode"
            from outbox_message where tenant_id = $1 order by created_at, id`),
    cases: async () =>
      (await rows<{ title: string }>('select title from service_case where tenant_id = $1 order by title')).map(
        (row) => row.title,
      ),
    settled: async (deadlineMs = 60_000) => {
      await waitUntil(
        'nothing is pending',
        async () => {
          const [waiting] = await rows<{ inbox: number; outbox: number }>(
            `select (select count(*)::int from inbox_event where tenant_id = $1 and status = 'pending') as inbox,
                    (select count(*)::int from outbox_message
                     where tenant_id = $1 and status in ('pending', 'queued', 'sending')) as outbox`,
          );
          return waiting?.inbox === 0 && waiting.outbox === 0;
        },
        deadlineMs,
      );
    },
    rotateSecret: async () => {
      const rotated = await sandbox.patchChannel(channel.channelId, { rotateSecret: true });
      await db.withTenant(tenantId, async ({ prisma }) => {
        await prisma.lineChannel.updateMany({
          where: { id: channelId },
          data: { secret: await seal(rotated.channelSecret), previousSecret: await seal(channel.channelSecret) },
        });
      });
      return rotated;
    },
  };
}

/** Before the first, second, … redelivery. LINE does not say how often it redelivers; a test cannot wait for long. */
const REDELIVERY_MS = [300, 700, 1_500, 3_000, 5_000, 8_000, 8_000, 8_000];

async function addPerson(sandbox: SandboxControl, channelId: string): Promise<Resident> {
  const { personId } = await sandbox.makePerson('みほん');
  const { userId } = await sandbox.person(channelId, personId);
  const entries = (after = 0, waitMs = 0) => sandbox.transcript(channelId, personId, after, waitMs);
  const act: Resident['act'] = async (action) => {
    const { delivered, messageId } = await sandbox.act(channelId, personId, action);
    if (!delivered) throw new Error(`${action.type} makes no webhook`);
    return messageId === undefined ? delivered : { ...delivered, messageId };
  };
  const heard = async () => (await entries()).flatMap(wordsOf);
  return {
    personId,
    userId,
    act,
    say: (text) => act({ type: 'text', text }),
    heard,
    entries: () => entries(),
    hears: async (text, deadlineMs = 20_000) => {
      const fits = typeof text === 'string' ? (words: string) => words === text : text;
      const until = performance.now() + deadlineMs;
      for (let after = 0; ; ) {
        const news = await entries(after, 1_000);
        if (news.some((entry) => wordsOf(entry).some(fits))) return;
        after = news.at(-1)?.seq ?? after;
        if (performance.now() > until) {
          throw new Error(`waited in vain for ${String(text)}; heard: ${JSON.stringify(await heard())}`);
        }
      }
    },
  };
}

function wordsOf(entry: Entry): string[] {
  if (entry.from !== 'city' || !entry.message) return [];
  return [entry.message.text ?? entry.message.altText ?? entry.message.type];
}
