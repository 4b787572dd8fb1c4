import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox, type TestSandbox, text } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const PUSH = '/v2/bot/message/push';
const key = (value: string) => ({ 'x-line-retry-key': value });

it('answers 409 to a push that was accepted, with the id of that request and its messages', async () => {
  const { line, userId, transcript } = await sandbox.friends();
  const retryKey = randomUUID();
  const first = await line('POST', PUSH, { to: userId, messages: [text('一度だけ')] }, key(retryKey));
  const second = await line('POST', PUSH, { to: userId, messages: [text('一度だけ')] }, key(retryKey.toUpperCase()));
  expect(second.status).toBe(409);
  expect(second.body).toEqual({ message: 'The retry key is already accepted', sentMessages: first.body.sentMessages });
  expect(second.headers.get('x-line-accepted-request-id')).toBe(first.headers.get('x-line-request-id'));
  expect(second.headers.get('x-line-request-id')).not.toBe(first.headers.get('x-line-request-id'));
  const sent = (await transcript()).filter((entry) => entry.from === 'city');
  expect(sent.map((entry) => entry.retryKey)).toEqual([retryKey]);
});

it('answers 409 for another body, too', async () => {
  const { line, userId } = await sandbox.friends();
  const retryKey = randomUUID();
  await line('POST', PUSH, { to: userId, messages: [text('a')] }, key(retryKey));
  expect((await line('POST', PUSH, { to: userId, messages: [text('b')] }, key(retryKey))).status).toBe(409);
  expect((await line('POST', '/v2/bot/message/broadcast', { messages: [text('b')] }, key(retryKey))).status).toBe(409);
});

it('gives no sentMessages for multicast and broadcast', async () => {
  const { line, userId } = await sandbox.friends();
  for (const [path, body] of [
    ['/v2/bot/message/multicast', { to: [userId], messages: [text('a')] }],
    ['/v2/bot/message/broadcast', { messages: [text('a')] }],
  ] as const) {
    const retryKey = randomUUID();
    expect((await line('POST', path, body, key(retryKey))).status).toBe(200);
    expect((await line('POST', path, body, key(retryKey))).body).toEqual({
      message: 'The retry key is already accepted',
    });
  }
});

it('remembers a key for 24 hours', async () => {
  const { channel, userId } = await sandbox.friends();
  const retryKey = randomUUID();
  const push = async () => {
    const authorization = `Bearer ${await sandbox.token(channel)}`;
    const body = { to: userId, messages: [text('a')] };
    return (await sandbox.call('POST', PUSH, body, { authorization, ...key(retryKey) })).status;
  };
  expect(await push()).toBe(200);
  await sandbox.control('POST', '/clock', { advanceMs: 24 * 3_600_000 - 1 });
  expect(await push()).toBe(409);
  await sandbox.control('POST', '/clock', { advanceMs: 1 });
  expect(await push()).toBe(200);
});

it('does not use up the key of a request that was refused', async () => {
  const { line, userId } = await sandbox.friends();
  const retryKey = randomUUID();
  expect((await line('POST', PUSH, { to: userId, messages: [] }, key(retryKey))).status).toBe(400);
  expect((await line('POST', PUSH, { to: userId, messages: [text('a')] }, key(retryKey))).status).toBe(200);
});

it('is refused where the endpoint takes none, and where it is no UUID', async () => {
  const { line, userId, act, bot } = await sandbox.friends();
  await act({ type: 'text', text: 'やあ' });
  const body = { replyToken: bot.events()[0]?.replyToken, messages: [text('x')] };
  expect((await line('POST', '/v2/bot/message/reply', body, key(randomUUID()))).status).toBe(400);
  expect((await line('GET', '/v2/bot/info', undefined, key(randomUUID()))).status).toBe(400);
  expect((await line('POST', PUSH, { to: userId, messages: [text('x')] }, key('abc'))).status).toBe(400);
  expect((await line('POST', '/v2/bot/message/reply', body)).status).toBe(200);
});

it('is accepted once of many at the same moment', async () => {
  const { line, userId, transcript } = await sandbox.friends();
  const retryKey = randomUUID();
  const body = { to: userId, messages: [text('a')] };
  const answers = await Promise.all(Array.from({ length: 10 }, () => line('POST', PUSH, body, key(retryKey))));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
  expect((await transcript()).filter((entry) => entry.from === 'city')).toHaveLength(1);
});

it('is counted per channel', async () => {
  const { line, userId } = await sandbox.friends();
  const other = await sandbox.city('other');
  const retryKey = randomUUID();
  await line('POST', PUSH, { to: userId, messages: [text('a')] }, key(retryKey));
  const answer = await other.line('POST', '/v2/bot/message/broadcast', { messages: [text('a')] }, key(retryKey));
  expect(answer.status).toBe(200);
});
