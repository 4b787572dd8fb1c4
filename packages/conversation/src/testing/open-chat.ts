// A resident with a phone, for the tests of this package: events go through the inbox as the gateway writes them, and
// what the resident reads is what arrives at LINE.
import { randomBytes } from 'node:crypto';
import { sharedBlocks } from '@tenohira/blocks';
import { type Catalog, createCatalog, installFeature } from '@tenohira/catalog';
import { createFixedClock } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { WebhookEvent } from '@tenohira/line';
import { createLineClients } from '@tenohira/messaging';
import { type LineStub, PUSH, REPLY } from '@tenohira/messaging/testing';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import type { ConversationDependencies, ConversationLog } from '../dependencies.ts';
import { findMessageId } from '../inbox-event.ts';
import { processResident } from '../process-resident.ts';
import { createSampleFeatures, type Faults } from './sample-features.ts';

export type Chat = Awaited<ReturnType<typeof openChat>>;
export type EventOptions = {
  /** When it happened, in milliseconds after the chat was opened; later than the one before, unless it is given. */
  at?: number;
  id?: string;
  replyToken?: string | null;
  mode?: string;
  source?: unknown;
};

export async function openChat(db: Database, line: LineStub) {
  const tenant: TestTenant = await createTestTenant(db);
  const faults: Faults = {};
  const catalog: Catalog = createCatalog(createSampleFeatures(faults), sharedBlocks);
  await db.withTenant(tenant.tenantId, async (tenantDb) => {
    for (const key of catalog.features.keys()) await installFeature(tenantDb, catalog, { key, settings: {} }, 'system');
  });
  const clock = createFixedClock(new Date());
  const openedAt = clock.now().getTime();
  const log: ConversationLog[] = [];
  const dependenciesOn = (database: Database): ConversationDependencies => ({
    db: database,
    catalog,
    secrets: tenant.secrets,
    lineClients: createLineClients({
      db: database,
      secrets: tenant.secrets,
      apiBaseUrl: line.baseUrl,
      dataApiBaseUrl: line.baseUrl,
    }),
    methods: new Map(),
    clock,
    publicBaseUrl: 'https://line.example.jp',
    log: (entry) => void log.push(entry),
  });
  const deps = dependenciesOn(db);
  const lineUserId = `U${randomBytes(16).toString('hex')}`;
  const key = { tenantId: tenant.tenantId, channelId: tenant.channelId, lineUserId };

  let happened = 0;
  const event = (type: string, body: object, options: EventOptions = {}): WebhookEvent => {
    happened = options.at ?? happened + 1;
    const { id = randomBytes(13).toString('hex'), replyToken = `token-${id}`, mode = 'active' } = options;
    return {
      type,
      webhookEventId: id,
      timestamp: openedAt + happened,
      mode,
      deliveryContext: { isRedelivery: false },
      source: 'source' in options ? options.source : { type: 'user', userId: lineUserId },
      ...(replyToken === null ? {} : { replyToken }),
      ...body,
    } as WebhookEvent; // a test may make what LINE never sends
  };
  /** Into the inbox, without anybody working on it yet. */
  const receive = (...events: readonly WebhookEvent[]) =>
    db.platform.insertInboxEvents(
      events.map((each) => ({
        tenantId: tenant.tenantId,
        channelId: tenant.channelId,
        webhookEventId: each.webhookEventId,
        type: each.type,
        lineUserId,
        lineMessageId: findMessageId(each) ?? null,
        occurredAtMs: each.timestamp,
        payload: JSON.stringify(each),
      })),
    );
  const run = () => processResident(deps, key);
  const send = async (each: WebhookEvent): Promise<string[]> => {
    const before = line.calls().length;
    await receive(each);
    await run();
    return readTexts(line, before);
  };
  const inTenant = <Result>(work: (tenantDb: TenantDb) => Promise<Result>) => db.withTenant(tenant.tenantId, work);

  const text = (words: string, options: EventOptions & { messageId?: string } = {}) => {
    const { messageId = `m-${randomBytes(8).toString('hex')}` } = options;
    return event('message', { message: { type: 'text', id: messageId, text: words } }, options);
  };

  return {
    tenant,
    key,
    deps,
    clock,
    faults,
    log,
    dependenciesOn,
    event,
    text,
    photo: (messageId: string, options: EventOptions = {}) =>
      event('message', { message: { type: 'image', id: messageId, contentProvider: { type: 'line' } } }, options),
    unsend: (messageId: string, options: EventOptions = {}) =>
      event('unsend', { unsend: { messageId } }, { replyToken: null, ...options }),
    receive,
    run,
    send,
    say: (words: string) => send(text(words)),
    inTenant,
    inbox: () => inTenant(({ prisma }) => prisma.inboxEvent.findMany({ orderBy: { occurredAt: 'asc' } })),
    outbox: () => inTenant(({ prisma }) => prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } })),
    cases: () => inTenant(({ prisma }) => prisma.serviceCase.findMany()),
    photos: () => inTenant(({ prisma }) => prisma.storedObject.findMany()),
    resident: () => inTenant(({ prisma }) => prisma.resident.findFirstOrThrow({ where: { lineUserId } })),
    session: async () => (await inTenant(({ prisma }) => prisma.conversationSession.findFirst()))?.state ?? undefined,
    /** Lets the pause before the next try pass. */
    skipPause: () => inTenant(({ sql }) => sql("update inbox_event set next_attempt_at = now() - interval '1 second'")),
  };
}

/** The texts of what LINE got since its n-th call, or the alternative texts of what is no text. */
function readTexts(line: LineStub, since: number): string[] {
  return line
    .calls()
    .slice(since)
    .filter(({ path }) => path === REPLY || path === PUSH)
    .flatMap(({ body }): { text?: string; altText?: string }[] => JSON.parse(body).messages)
    .map(({ text, altText }) => text ?? altText ?? '');
}
