import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox, text } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const PUSH = '/v2/bot/message/push';
const MULTICAST = '/v2/bot/message/multicast';
const BROADCAST = '/v2/bot/message/broadcast';
const STRANGER = `U${'0'.repeat(32)}`;

describe('push', () => {
  it('puts the messages into the talk room and returns their ids', async () => {
    const { line, userId, transcript } = await sandbox.friends();
    const answer = await line('POST', PUSH, { to: userId, messages: [text('一'), text('二')] });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const city = (await transcript()).filter((entry) => entry.from === 'city');
    expect(city.map((entry) => [entry.kind, entry.via, entry.message])).toEqual([
      ['message', 'push', text('一')],
      ['message', 'push', text('二')],
    ]);
    expect(answer.body.sentMessages).toEqual(
      city.map(({ messageId }) => ({ id: messageId, quoteToken: expect.any(String) })),
    );
  });

  it('refuses an id that the channel never met', async () => {
    const { line, channel } = await sandbox.friends();
    const neverMet = await sandbox.resident(channel.channelId, 'はなこ');
    for (const to of [STRANGER, neverMet.userId]) {
      const answer = await line('POST', PUSH, { to, messages: [text('x')] });
      expect([answer.status, answer.body.message]).toEqual([400, 'Failed to send messages']);
    }
  });

  it('refuses the id that the same person has on another channel', async () => {
    const { line } = await sandbox.friends();
    const other = await sandbox.city('other');
    const { userId } = await sandbox.resident(other.channel.channelId);
    expect((await line('POST', PUSH, { to: userId, messages: [text('x')] })).body.message).toBe(
      'Failed to send messages',
    );
  });

  it('answers 200 for somebody who blocked, delivers nothing and counts nothing', async () => {
    const { line, userId, act, transcript } = await sandbox.friends();
    await act({ type: 'block' });
    expect((await line('POST', PUSH, { to: userId, messages: [text('x')] })).status).toBe(200);
    expect((await transcript()).filter((entry) => entry.from === 'city')).toEqual([]);
    expect((await line('GET', '/v2/bot/message/quota/consumption')).body).toEqual({ totalUsage: 0 });
  });

  it('reaches for seven days who wrote without being a friend', async () => {
    const { line, channel } = await sandbox.city();
    const { userId, act, transcript } = await sandbox.resident(channel.channelId);
    await act({ type: 'text', text: 'こんにちは' });
    await line('POST', PUSH, { to: userId, messages: [text('はい')] });
    expect((await transcript()).at(-1)?.message).toEqual(text('はい'));
    await sandbox.control('POST', '/clock', { advanceMs: 7 * 86_400_000 + 1 });
    const fresh = { authorization: `Bearer ${await sandbox.token(channel)}` };
    expect((await sandbox.call('POST', PUSH, { to: userId, messages: [text('遅い')] }, fresh)).status).toBe(200);
    expect((await transcript()).at(-1)?.message).toEqual(text('はい'));
  });

  it('names what is missing or malformed', async () => {
    const { line, userId } = await sandbox.friends();
    expect((await line('POST', PUSH, { messages: [text('x')] })).body).toEqual({
      message: 'The request body has 1 error(s)',
      details: [{ message: 'May not be empty', property: 'to' }],
    });
    expect((await line('POST', PUSH, { to: 'U123', messages: [text('x')] })).body.message).toBe(
      "The property, 'to', in the request body is invalid (line: -, column: -)",
    );
    for (const messages of [[], Array.from({ length: 6 }, () => text('x'))]) {
      expect((await line('POST', PUSH, { to: userId, messages })).body.details).toEqual([
        { message: 'Size must be between 1 and 5', property: 'messages' },
      ]);
    }
    const units = await line('POST', PUSH, { to: userId, messages: [text('x')], customAggregationUnits: ['だめ'] });
    expect(units.body.details[0].property).toBe('customAggregationUnits[0]');
  });
});

describe('multicast', () => {
  it('reaches friends, and leaves out who blocked and who is not known', async () => {
    const { line, channel, userId, transcript } = await sandbox.friends();
    const blocked = await sandbox.resident(channel.channelId, 'はなこ');
    await blocked.act({ type: 'follow' });
    await blocked.act({ type: 'block' });
    const to = [userId, userId, blocked.userId, STRANGER];
    const answer = await line('POST', MULTICAST, { to, messages: [text('お知らせ')] });
    expect([answer.status, answer.body]).toEqual([200, {}]);
    expect((await transcript()).filter((entry) => entry.via === 'multicast')).toHaveLength(1);
    expect((await blocked.transcript()).filter((entry) => entry.from === 'city')).toEqual([]);
    expect((await line('GET', '/v2/bot/message/quota/consumption')).body).toEqual({ totalUsage: 1 });
  });

  it('refuses all for one malformed id, and more than 500', async () => {
    const { line, userId, transcript } = await sandbox.friends();
    const one = await line('POST', MULTICAST, { to: [userId, 'U1'], messages: [text('x')] });
    expect(one.status).toBe(400);
    expect((await transcript()).filter((entry) => entry.from === 'city')).toEqual([]);
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `U${String(index).padStart(32, '0')}`);
    expect((await line('POST', MULTICAST, { to: ids(500), messages: [text('x')] })).status).toBe(200);
    expect((await line('POST', MULTICAST, { to: ids(501), messages: [text('x')] })).body.details).toEqual([
      { message: 'Size must be between 1 and 500', property: 'to' },
    ]);
  });
});

it('broadcasts to every friend, a crowd included', async () => {
  const { line, channel, transcript } = await sandbox.friends();
  const { userIds } = await sandbox.control('POST', `/channels/${channel.channelId}/crowd`, { count: 30 });
  expect(new Set(userIds).size).toBe(30);
  expect((await line('POST', BROADCAST, { messages: [text('避難してください')] })).body).toEqual({});
  expect((await transcript()).at(-1)?.via).toBe('broadcast');
  expect((await line('GET', '/v2/bot/message/quota/consumption')).body).toEqual({ totalUsage: 31 });
});

describe('what is counted', () => {
  it('is recipients, not message objects, and replies are free', async () => {
    const { line, userId, act, bot } = await sandbox.friends();
    await act({ type: 'text', text: 'やあ' });
    await line('POST', '/v2/bot/message/reply', {
      replyToken: bot.events()[0]?.replyToken,
      messages: [text('a'), text('b')],
    });
    await line('POST', PUSH, { to: userId, messages: [text('a'), text('b'), text('c')] });
    expect((await line('GET', '/v2/bot/message/quota/consumption')).body).toEqual({ totalUsage: 1 });
  });

  it('is told on the next day in Japan', async () => {
    const { line, channel, userId } = await sandbox.friends();
    await line('POST', PUSH, { to: userId, messages: [text('x')] });
    const path = '/v2/bot/message/delivery/push?date=20260803';
    expect((await line('GET', path)).body).toEqual({ status: 'unready' });
    await sandbox.control('POST', '/clock', { advanceMs: 14 * 3_600_000 });
    const fresh = { authorization: `Bearer ${await sandbox.token(channel)}` };
    expect((await sandbox.call('GET', path, undefined, fresh)).body).toEqual({ status: 'ready', success: 1 });
    expect((await sandbox.call('GET', '/v2/bot/message/delivery/push?date=0803', undefined, fresh)).status).toBe(400);
  });

  it('stops at the monthly limit, the whole request at once, and begins anew next month', async () => {
    const { line, channel, userId } = await sandbox.friends();
    expect((await line('GET', '/v2/bot/message/quota')).body).toEqual({ type: 'none' });
    await sandbox.control('PATCH', `/channels/${channel.channelId}`, { quota: { type: 'limited', value: 2 } });
    expect((await line('GET', '/v2/bot/message/quota')).body).toEqual({ type: 'limited', value: 2 });
    const { userIds } = await sandbox.control('POST', `/channels/${channel.channelId}/crowd`, { count: 2 });
    const over = await line('POST', MULTICAST, { to: [userId, ...userIds], messages: [text('x')] });
    expect([over.status, over.body.message]).toEqual([429, 'You have reached your monthly limit.']);
    expect((await line('POST', MULTICAST, { to: userIds, messages: [text('x')] })).status).toBe(200);
    expect((await line('POST', PUSH, { to: userId, messages: [text('x')] })).status).toBe(429);
    await sandbox.control('POST', '/clock', { advanceMs: 31 * 86_400_000 });
    const fresh = { authorization: `Bearer ${await sandbox.token(channel)}` };
    expect((await sandbox.call('POST', PUSH, { to: userId, messages: [text('x')] }, fresh)).status).toBe(200);
  });
});

describe('the request itself', () => {
  it('may have 2 MB and not more', async () => {
    const { line, userId } = await sandbox.friends();
    const padded = (bytes: number) => {
      const body = JSON.stringify({ to: userId, messages: [text('x')], padding: '' });
      return body.replace('"padding":""', `"padding":"${'x'.repeat(bytes - body.length)}"`);
    };
    const json = { 'content-type': 'application/json' };
    expect((await line('POST', PUSH, padded(2 * 1024 * 1024), json)).status).toBe(200);
    const large = await line('POST', PUSH, padded(2 * 1024 * 1024 + 1), json);
    expect(large.status).toBe(413);
    expect(large.headers.get('x-line-request-id')).not.toBeNull();
  });

  it('has to be JSON, and is told with a line and a column where it is not', async () => {
    const { line } = await sandbox.city();
    const json = { 'content-type': 'application/json' };
    for (const body of ['{\n  "to": ,\n}', '{"to"', '', '[1]']) {
      const answer = await line('POST', PUSH, body, json);
      expect(answer.status).toBe(400);
      expect(answer.body.message).toMatch(/^The request body could not be parsed as JSON \(line: \d+, column: \d+\)$/);
    }
    const other = await line('POST', PUSH, '{}', { 'content-type': 'text/plain' });
    expect([other.status, other.body.message]).toEqual([415, 'The content type, text/plain, is not supported']);
  });

  it('can be validated without sending', async () => {
    const { line, transcript } = await sandbox.friends();
    for (const via of ['reply', 'push', 'multicast', 'broadcast']) {
      expect((await line('POST', `/v2/bot/message/validate/${via}`, { messages: [text('x')] })).body).toEqual({});
      const bad = await line('POST', `/v2/bot/message/validate/${via}`, { messages: [text('')] });
      expect(bad.body.details).toEqual([{ message: 'May not be empty', property: 'messages[0].text' }]);
    }
    expect((await transcript()).filter((entry) => entry.from === 'city')).toEqual([]);
  });
});
