import { createDatabase } from '@tenohira/db';
import { type LineStub, PUSH, REPLY, react, startLineStub } from '@tenohira/messaging/testing';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ignoreEvent, processResident } from './process-resident.ts';
import { type Chat, openChat } from './testing/open-chat.ts';

let database: TestDatabase;
let line: LineStub;
let chat: Chat;

beforeAll(async () => {
  database = await openTestDatabase();
  line = await startLineStub();
});
beforeEach(async () => {
  line.forget();
  chat = await openChat(database.db, line);
});
afterAll(async () => {
  await line.close();
  await database.drop();
});

const statuses = async () => (await chat.inbox()).map(({ status }) => status);
const recorded = async (): Promise<unknown[]> =>
  chat.inTenant(async ({ sql }) => {
    const rows = await sql<{ text: string }>(
      "select payload ->> 'text' as text from scheduled_job where feature_key = 'count' order by dedupe_key::int",
    );
    return rows.map(({ text }) => text);
  });

describe('a text', () => {
  it('is answered with its own reply token, within the time that the token is good for', async () => {
    line.on(REPLY, react(500, {}));
    await chat.receive(chat.text('報告', { replyToken: 'the-token' }));
    await chat.run();
    const [row] = await chat.outbox();
    const [event] = await chat.inbox();
    expect(row).toMatchObject({
      replyToken: 'the-token',
      status: 'pending',
      dedupeKey: `reply:${event?.webhookEventId}`,
    });
    expect((row?.replyUntil?.getTime() ?? 0) - (event?.receivedAt.getTime() ?? 0)).toBe(50_000);
    expect(JSON.parse(line.calls(REPLY)[0]?.body ?? '')).toMatchObject({ replyToken: 'the-token' });
  });

  it('leads from question to question to a case', async () => {
    expect(await chat.say('報告')).toEqual(['どうしましたか？']);
    expect(await chat.say('穴があいています')).toEqual(['写真を送ってください。']);
    expect((await chat.say('写真なし')).join()).toContain('受け付けました。番号は');
    const [submitted] = await chat.cases();
    expect(submitted).toMatchObject({ featureKey: 'report', fields: [{ value: '穴があいています' }] });
    expect(await chat.session()).toBeUndefined();
    expect(line.calls(PUSH)).toEqual([]);
  });

  it('without a reply token is answered by a push', async () => {
    await chat.send(chat.text('報告', { replyToken: null }));
    expect([line.calls(REPLY).length, line.calls(PUSH).length]).toEqual([0, 1]);
  });

  it('has its effect once, however often it comes', async () => {
    const event = chat.text('報告');
    await chat.receive(event, event);
    await chat.run();
    await chat.receive({ ...event, deliveryContext: { isRedelivery: true } });
    expect(await chat.run()).toBe(0);
    expect(line.calls(REPLY)).toHaveLength(1);
  });

  it('with a My Number is refused, and not kept', async () => {
    await chat.say('報告');
    expect((await chat.say('1234-5678-9018')).join()).toContain('受け取れません');
    expect(JSON.stringify([await chat.inbox(), await chat.session()])).not.toContain('5678');
  });
});

describe('order', () => {
  it("is LINE's, not that of arrival", async () => {
    await chat.say('数える');
    await chat.receive(chat.text('三', { at: 30 }));
    await chat.receive(chat.text('一', { at: 10 }), chat.text('二', { at: 20 }));
    expect(await chat.run()).toBe(3);
    expect(await recorded()).toEqual(['一', '二', '三']);
  });

  it('an event that a conversation has overtaken is late, and changes nothing', async () => {
    await chat.send(chat.text('報告', { at: 1_000 }));
    const session = await chat.session();
    expect(await chat.send(chat.text('おそい答え', { at: 500 }))).toEqual([]);
    expect(await statuses()).toEqual(['late', 'processed']);
    expect(await chat.session()).toEqual(session);
  });

  it('between conversations an overtaken event is answered, unless it is old', async () => {
    await chat.send(chat.text('やめる', { at: 1_000 }));
    expect(await chat.send(chat.text('報告', { at: 500 }))).toEqual(['どうしましたか？']);
    const other = await openChat(database.db, line);
    await other.send(other.text('やめる', { at: 1_000 }));
    other.clock.advanceMs(21 * 60_000);
    expect(await other.send(other.text('報告', { at: 500 }))).toEqual([]);
  });

  it('of a burst of fifty holds with two processes at once, each event exactly once', async () => {
    await chat.say('数える');
    const texts = Array.from({ length: 50 }, (_, index) => `${index}`);
    const events = texts.map((text, index) => chat.text(text, { at: 1_000 + index }));
    await chat.receive(...events.toReversed());
    const second = createDatabase({ ...database.urls, maxConnections: 4 });
    try {
      const processes = [chat.deps, chat.dependenciesOn(second)].map((deps) => processResident(deps, chat.key));
      const counts = await Promise.all(processes);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
    } finally {
      await second.close();
    }
    expect(await recorded()).toEqual(texts);
    expect(new Set(await statuses())).toEqual(new Set(['processed']));
    expect(line.calls(REPLY)).toHaveLength(51);
  });
});

describe('what is not for us', () => {
  it.each([
    ['another module answers', { mode: 'standby', replyToken: null }],
    ['it is of a group', { source: { type: 'group', groupId: 'C1', userId: 'U1' } }],
    ['it is of nobody', { source: undefined }],
  ])('is kept and ignored when %s', async (_title, options) => {
    expect(await chat.send(chat.text('報告', options))).toEqual([]);
    expect(await chat.inbox()).toMatchObject([{ status: 'ignored', payload: expect.stringContaining('報告') }]);
  });

  it.each([
    ['a type that LINE has added since', 'hologram', {}],
    ['a message without an id', 'message', { message: { type: 'text' } }],
    ['a tab of the rich menu', 'postback', { postback: { data: 'x', params: { newRichMenuAliasId: 'a' } } }],
    ['a beacon', 'beacon', { beacon: { hwid: '1', type: 'enter' } }],
  ])('is ignored: %s', async (_title, type, body) => {
    expect(await chat.send(chat.event(type, body))).toEqual([]);
    expect(await statuses()).toEqual(['ignored']);
  });

  it('is ignored by name, once', async () => {
    await chat.receive(chat.event('join', {}, { id: 'joined' }));
    await ignoreEvent(chat.deps, chat.tenant.tenantId, chat.tenant.channelId, 'joined');
    expect(await statuses()).toEqual(['ignored']);
  });
});

describe('an event that fails', () => {
  const APOLOGY = '申し訳ありません。ただいま処理できませんでした。少し時間をおいて、もう一度お試しください。';

  it.each([
    ['a port aborts the transaction', { port: 'aborts' } as const],
    ['an effect throws', { effect: true }],
  ])('because %s leaves nothing behind, is tried six times, and then the resident is told', async (_title, fault) => {
    Object.assign(chat.faults, fault);
    await chat.receive(chat.text('こわれもの'), chat.text('報告'));
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await chat.run()).toBe(0);
      expect((await chat.inbox())[0]).toMatchObject({
        status: 'pending',
        attempts: attempt,
        errorCode: 'CONVERSATION_UNEXPECTED',
      });
      // Not before its time, and those behind it wait with it.
      expect(await chat.run()).toBe(0);
      expect((await chat.inbox())[0]).toMatchObject({ attempts: attempt });
      await chat.skipPause();
    }
    expect([await chat.cases(), await chat.outbox(), line.calls()]).toEqual([[], [], []]);
    expect(await chat.run()).toBe(2);
    expect(await statuses()).toEqual(['failed', 'processed']);
    expect(await chat.outbox()).toMatchObject([{ messages: [{ text: APOLOGY }], status: 'pending' }, {}]);
    const tries = chat.log.filter(({ code }) => code === 'CONVERSATION_UNEXPECTED');
    expect(tries.map(({ level }) => level)).toEqual([...Array(5).fill('warning'), 'error']);
    expect(JSON.stringify(chat.log)).not.toContain('こわれもの');
  });

  it('has its effect when the reason has passed, and gets no gap in the numbers', async () => {
    chat.faults.effect = true;
    await chat.receive(chat.text('こわれもの'));
    await chat.run();
    chat.faults.effect = false;
    await chat.skipPause();
    expect(await chat.run()).toBe(1);
    expect((await chat.cases()).map(({ number }) => number.slice(3))).toEqual(['00001']);
    expect((await chat.outbox()).map(({ dedupeKey }) => dedupeKey.split(':')[0]).sort()).toEqual(['effect', 'reply']);
  });

  it('is answered politely at once when only the block broke', async () => {
    chat.faults.port = 'throws';
    expect((await chat.say('こわれもの')).join()).toContain('うまく動きませんでした');
    expect(await statuses()).toEqual(['processed']);
    expect(chat.log).toMatchObject([{ level: 'error', code: 'BLOCK_THREW' }]);
  });
});

describe('friendship', () => {
  const unfollow = (at?: number) =>
    chat.event('unfollow', {}, { replyToken: null, ...(at === undefined ? {} : { at }) });

  it('is greeted, once it begins', async () => {
    expect((await chat.send(chat.event('follow', {}))).join()).toContain('友だち追加ありがとうございます');
    expect(await chat.resident()).toMatchObject({ status: 'friend' });
  });

  it('that ends takes the conversation and what waits with it', async () => {
    line.on(REPLY, react(429, { message: 'The API rate limit has been exceeded. Try again later.' }));
    await chat.say('報告');
    await chat.send(unfollow());
    expect(await chat.resident()).toMatchObject({ status: 'left' });
    expect(await chat.session()).toBeUndefined();
    expect(await chat.outbox()).toMatchObject([{ status: 'cancelled', errorCode: 'RESIDENT_LEFT' }]);
  });

  it.each([
    ['a reply', 'reply', true],
    ['a push', 'push', false],
  ])('that ends while LINE may have taken %s leaves it unknown, not cancelled', async (_title, via, hasToken) => {
    line.on(via === 'reply' ? REPLY : PUSH, react(500, {}));
    await chat.send(chat.text('報告', hasToken ? {} : { replyToken: null }));
    expect(await chat.outbox()).toMatchObject([{ status: 'pending' }]);
    await chat.send(unfollow());
    expect(await chat.outbox()).toMatchObject([
      { status: 'unknown', errorCode: 'RESIDENT_LEFT', replyToken: null, leaseUntil: null },
    ]);
  });

  it('that ended is not brought back by an older follow', async () => {
    await chat.send(unfollow(1_000));
    await chat.send(chat.event('follow', {}, { at: 500 }));
    expect(await chat.resident()).toMatchObject({ status: 'left' });
    expect(line.calls()).toEqual([]);
  });

  it('is taken for granted again when somebody who had left writes, though the follow event was lost', async () => {
    await chat.send(unfollow(1_000));
    expect(await chat.send(chat.text('報告', { at: 2_000 }))).toHaveLength(1);
    expect(await chat.resident()).toMatchObject({ status: 'friend' });
    expect(await chat.outbox()).toMatchObject([{ status: 'sent' }]);
  });

  it('that began again is not ended, nor its conversation, by an older unfollow', async () => {
    await chat.send(chat.event('follow', {}, { at: 1_000 }));
    await chat.send(chat.text('報告', { at: 2_000 }));
    await chat.send(unfollow(500));
    expect(await chat.resident()).toMatchObject({ status: 'friend' });
    expect(await chat.session()).toBeDefined();
    expect(await statuses()).toEqual(['late', 'processed', 'processed']);
  });
});
