import { listAudit } from '@tenohira/audit';
import { addDays, jstDateOf, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NewPush, storePush, storeReply } from '../outbox.ts';
import { countMessagesByDay } from './count-messages.ts';
import { listMessages, type MessageFilter } from './list-messages.ts';
import { resendMessage } from './resend-message.ts';

const ACTOR = 'staff:test';

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  ({ residentId } = await createTestResident(database.db, tenant));
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const list = (filter: MessageFilter = {}, page = { limit: 50 }) => run((db) => listMessages(db, filter, page));

async function push(more: Partial<NewPush> = {}): Promise<string> {
  const dedupeKey = more.dedupeKey ?? uuidv7();
  const messages = [{ type: 'text' as const, text: '文章' }];
  await run((db) => storePush(db, { residentId, messages, ...more, dedupeKey }));
  const [row] = await run(({ sql }) =>
    sql<{ id: string }>('select id from outbox_message where dedupe_key = $1', [dedupeKey]),
  );
  return row?.id ?? '';
}

const set = (messageId: string, columns: string) =>
  run(({ sql }) => sql(`update outbox_message set ${columns} where id = $1`, [messageId]));
const FAILED = `status = 'failed', error_code = 'TOO_OLD', finished_at = now()`;
const UNKNOWN = `status = 'unknown', error_code = 'RETRY_KEY_EXPIRED', first_push_at = now() - interval '25 hours'`;

describe('the list', () => {
  it('says to whom, what for and what became of it, newest first', async () => {
    const first = await push({ purpose: 'case', about: 'a-case' });
    await set(first, FAILED);
    await push({ purpose: 'benefit', about: 'a-program' });
    const [second, older] = await list();
    expect(second).toMatchObject({
      purposeText: '給付のお知らせ',
      about: 'a-program',
      statusText: '送信待ち',
      problem: null,
    });
    expect(older).toMatchObject({
      messageId: first,
      residentId,
      residentNumber: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/),
      purpose: 'case',
      statusText: '送れませんでした',
      problem: { text: expect.stringContaining('24時間'), advice: expect.stringContaining('送り直') },
      content: { kinds: ['テキスト'], texts: ['文章'] },
      resend: 'possible',
    });
  });

  it.each(['conversation', 'identity', 'feature', 'other'] as const)('shows no words of %s', async (purpose) => {
    await push({ purpose });
    const [message] = await list();
    expect(message?.content).toEqual({ kinds: ['テキスト'], texts: null });
    expect(JSON.stringify(message)).not.toContain('文章');
  });

  it('shows no words of an answer in the chat, which nobody has to declare', async () => {
    await run((db) =>
      storeReply(db, {
        ...{ residentId, dedupeKey: 'reply', replyUntil: new Date() },
        messages: [{ type: 'text', text: '「わたしの住所」を受け付けました' }],
      }),
    );
    const listed = await list();
    expect(listed).toMatchObject([{ purpose: 'conversation' }]);
    expect(JSON.stringify(listed)).not.toContain('住所');
  });

  it('finds by resident, purpose, status and day, and goes on where a page ended', async () => {
    const { residentId: other } = await createTestResident(database.db, tenant);
    const mine = [await push({ purpose: 'case' }), await push({ purpose: 'benefit' })];
    await push({ residentId: other });
    await set(mine[0] ?? '', FAILED);
    const ids = async (filter: MessageFilter) => (await list(filter)).map(({ messageId }) => messageId);
    expect(await ids({ residentId })).toEqual(mine.toReversed());
    const number = (await list({ residentId }))[0]?.residentNumber ?? '';
    expect(await ids({ residentNumber: number })).toEqual(mine.toReversed());
    expect(await ids({ purpose: 'case' })).toEqual([mine[0]]);
    expect(await ids({ statuses: ['failed', 'unknown'] })).toEqual([mine[0]]);
    const today = jstDateOf(new Date());
    expect(await ids({ from: today, to: today })).toHaveLength(3);
    expect(await ids({ to: addDays(today, -1) })).toEqual([]);
    expect(await ids({ from: addDays(today, 1) })).toEqual([]);
    const [first] = await list({}, { limit: 1 });
    const rest = await run((db) => listMessages(db, {}, { after: first?.messageId ?? '', limit: 50 }));
    expect(rest.map(({ messageId }) => messageId)).toEqual(mine.toReversed());
  });

  it('holds nothing of another city', async () => {
    await push();
    const stranger = await createTestTenant(database.db);
    expect(await database.db.withTenant(stranger.tenantId, (db) => listMessages(db, {}, { limit: 9 }))).toEqual([]);
  });
});

it('counts by day in Japan, with the days on which nothing was sent', async () => {
  const [sent, failed] = [await push(), await push()];
  await push();
  await set(sent, `status = 'sent'`);
  await set(failed, FAILED);
  const today = jstDateOf(new Date());
  expect(await run((db) => countMessagesByDay(db, { from: addDays(today, -1), to: today }))).toEqual([
    { day: addDays(today, -1), sent: 0, waiting: 0, failed: 0, unknown: 0, cancelled: 0 },
    { day: today, sent: 1, waiting: 1, failed: 1, unknown: 0, cancelled: 0 },
  ]);
});

describe('sending again', () => {
  const resend = (messageId: string, confirmed = false) =>
    run((db) => resendMessage(db, { messageId, confirmed, actor: ACTOR }));

  it('makes a new message with a key of its own, once, and says who did it', async () => {
    const failed = await push({ purpose: 'case', about: 'a-case' });
    await set(failed, FAILED);
    const { messageId } = await resend(failed);
    const [again, old] = await list();
    expect(again).toMatchObject({
      ...{ messageId, resendOf: failed, status: 'pending', purpose: 'case', about: 'a-case' },
      content: { texts: ['文章'] },
    });
    expect(messageId).not.toBe(failed);
    expect(old).toMatchObject({ messageId: failed, status: 'failed', resend: 'resent' });
    await expect(resend(failed)).rejects.toMatchObject({ code: 'MESSAGING_ALREADY_RESENT', statusCode: 409 });
    expect(await run((db) => listAudit(db, { subject: `message:${messageId}` }))).toMatchObject([
      { actor: ACTOR, action: 'message.resent', detail: { resendOf: failed, mayArriveTwice: false } },
    ]);
  });

  it('is one message when two staff ask at once', async () => {
    const failed = await push();
    await set(failed, FAILED);
    const results = await Promise.allSettled([resend(failed), resend(failed)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await list()).toHaveLength(2);
  });

  it('asks whether twice would be all right where nobody knows', async () => {
    const unknown = await push();
    await set(unknown, UNKNOWN);
    await expect(resend(unknown)).rejects.toMatchObject({ code: 'MESSAGING_RESEND_UNCONFIRMED', statusCode: 409 });
    await resend(unknown, true);
    expect(await run((db) => listAudit(db, {}))).toMatchObject([{ detail: { mayArriveTwice: true } }]);
  });

  it.each([
    ['MESSAGING_ALREADY_SENT', `status = 'sent'`],
    ['MESSAGING_UNDER_WAY', `status = 'pending'`],
    ['MESSAGING_RESEND_TOO_EARLY', `status = 'unknown', first_push_at = now()`],
    ['MESSAGING_RESEND_POINTLESS', `${FAILED}, messages = null`],
  ])('refuses with %s, also when it is confirmed', async (code, columns) => {
    const message = await push();
    await set(message, columns);
    await expect(resend(message, true)).rejects.toMatchObject({ code });
    expect(await list()).toHaveLength(1);
  });

  it("does not find another city's message", async () => {
    const failed = await push();
    await set(failed, FAILED);
    const stranger = await createTestTenant(database.db);
    const attempt = database.db.withTenant(stranger.tenantId, (db) =>
      resendMessage(db, { messageId: failed, confirmed: true, actor: ACTOR }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'MESSAGING_MESSAGE_NOT_FOUND', statusCode: 404 });
  });
});
