import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox, text } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ webhookTimeoutMs: 200 });
});
afterEach(() => sandbox.close());

it('tells who the bot is', async () => {
  const { line, channel } = await sandbox.city();
  expect((await line('GET', '/v2/bot/info')).body).toEqual({
    userId: channel.botUserId,
    basicId: expect.stringMatching(/^@/),
    displayName: 'みほん市',
    chatMode: 'bot',
    markAsReadMode: 'manual',
  });
});

it('gives the profile of friends only', async () => {
  const { line, userId, act } = await sandbox.friends();
  expect((await line('GET', `/v2/bot/profile/${userId}`)).body).toEqual({
    userId,
    displayName: 'たろう',
    language: 'ja',
  });
  await act({ type: 'block' });
  const blocked = await line('GET', `/v2/bot/profile/${userId}`);
  expect([blocked.status, blocked.body]).toEqual([404, { message: 'Not found' }]);
  expect((await line('GET', `/v2/bot/profile/U${'0'.repeat(32)}`)).status).toBe(404);
  expect((await line('GET', '/v2/bot/profile/U1')).status).toBe(400);
});

it('gives one person another user id on each channel', async () => {
  const first = await sandbox.friends();
  const other = await sandbox.city('other');
  const there = await sandbox.resident(other.channel.channelId);
  expect(there.personId).toBe(first.personId);
  expect(there.userId).not.toBe(first.userId);
  expect(there.userId).toMatch(/^U[0-9a-f]{32}$/);
});

it('lists followers in pages', async () => {
  const { line, channel, userId } = await sandbox.friends();
  const { userIds } = await sandbox.control('POST', `/channels/${channel.channelId}/crowd`, { count: 4 });
  const first = (await line('GET', '/v2/bot/followers/ids?limit=3')).body;
  const second = (await line('GET', `/v2/bot/followers/ids?limit=3&start=${first.next}`)).body;
  expect([...first.userIds, ...second.userIds]).toEqual([userId, ...userIds]);
  expect(second.next).toBeUndefined();
  expect((await line('GET', '/v2/bot/followers/ids?limit=1001')).status).toBe(400);
});

it('shows an account that is answered by hand, and keeps followers from one that is not verified', async () => {
  const { line, channel } = await sandbox.city();
  const patched = await sandbox.control('PATCH', `/channels/${channel.channelId}`, {
    chatMode: 'chat',
    verified: false,
  });
  expect(patched).toMatchObject({ chatMode: 'chat', verified: false });
  expect((await line('GET', '/v2/bot/info')).body.chatMode).toBe('chat');
  const answer = await line('GET', '/v2/bot/followers/ids');
  expect([answer.status, answer.body]).toEqual([
    403,
    { message: 'Access to this API is not available for your account' },
  ]);
});

describe('the webhook endpoint', () => {
  const PATH = '/v2/bot/channel/webhook/endpoint';

  it('is set and read', async () => {
    const { line } = await sandbox.city();
    expect((await line('PUT', PATH, { endpoint: 'https://city.example.jp/hook' })).body).toEqual({});
    expect((await line('GET', PATH)).body).toEqual({ endpoint: 'https://city.example.jp/hook', active: true });
  });

  it('has to be HTTPS, except on this machine, and 500 characters', async () => {
    const { line } = await sandbox.city();
    const statusOf = async (endpoint: string) => (await line('PUT', PATH, { endpoint })).status;
    expect(await statusOf('http://127.0.0.1:3000/hook')).toBe(200);
    expect(await statusOf('http://gateway:3000/hook')).toBe(200);
    expect(await statusOf('http://city.example.jp/hook')).toBe(400);
    expect(await statusOf('nonsense')).toBe(400);
    expect(await statusOf(`https://city.example.jp/${'a'.repeat(477)}`)).toBe(400);
  });

  it('is tested with an empty, signed webhook', async () => {
    const { line, bot } = await sandbox.city();
    const test = async (body: object = {}) => (await line('POST', '/v2/bot/channel/webhook/test', body)).body;
    expect(await test()).toMatchObject({ success: true, statusCode: 200, reason: 'OK', detail: '200' });
    expect(bot.received[0]?.events).toEqual([]);
    bot.answerWith(503);
    expect(await test()).toMatchObject({ success: false, statusCode: 503, reason: 'ERROR_STATUS_CODE' });
    bot.answerWith('hang');
    expect(await test()).toMatchObject({ success: false, statusCode: 0, reason: 'REQUEST_TIMEOUT' });
    expect(await test({ endpoint: 'http://127.0.0.1:9/' })).toMatchObject({ success: false });
  });
});

it('starts the loading animation for 5 to 60 seconds in steps of 5', async () => {
  const { line, userId } = await sandbox.friends();
  const start = (loadingSeconds?: number) =>
    line('POST', '/v2/bot/chat/loading/start', { chatId: userId, loadingSeconds });
  expect([(await start()).status, (await start(5)).status, (await start(60)).status]).toEqual([202, 202, 202]);
  for (const seconds of [0, 7, 65]) expect((await start(seconds)).status).toBe(400);
  expect((await line('POST', '/v2/bot/chat/loading/start', { chatId: 'C1' })).status).toBe(400);
});

it('marks as read by the token of a message, which belongs to its channel', async () => {
  const { line, act, bot } = await sandbox.friends();
  await act({ type: 'text', text: 'やあ' });
  const markAsReadToken = bot.events()[0]?.message?.markAsReadToken;
  expect((await line('POST', '/v2/bot/chat/markAsRead', { markAsReadToken })).body).toEqual({});
  expect((await line('POST', '/v2/bot/chat/markAsRead', { markAsReadToken: 'x' })).status).toBe(400);
  const other = await sandbox.city('other');
  expect((await other.line('POST', '/v2/bot/chat/markAsRead', { markAsReadToken })).status).toBe(400);
  expect((await line('POST', '/v2/bot/message/markAsRead', {})).status).toBe(403);
});

describe('account link', () => {
  it('says ok once, within ten minutes, for a nonce of 10 to 255 characters', async () => {
    const { line, userId, act, bot } = await sandbox.friends();
    const issue = async () => (await line('POST', `/v2/bot/user/${userId}/linkToken`)).body.linkToken;
    const linkToken = await issue();
    const nonce = 'n'.repeat(22);
    await act({ type: 'accountLink', linkToken, nonce });
    await act({ type: 'accountLink', linkToken, nonce });
    await act({ type: 'accountLink', linkToken: await issue(), nonce: 'short' });
    const late = await issue();
    await sandbox.control('POST', '/clock', { advanceMs: 10 * 60_000 });
    await act({ type: 'accountLink', linkToken: late, nonce });
    expect(bot.events().map((event) => event.link)).toEqual([
      { result: 'ok', nonce },
      { result: 'failed', nonce },
      { result: 'failed', nonce: 'short' },
      { result: 'failed', nonce },
    ]);
  });
});

describe('what is not there', () => {
  it('is Not found, with a request id', async () => {
    const { line } = await sandbox.city();
    for (const [method, path] of [
      ['GET', '/v2/bot/poems'],
      ['DELETE', '/v2/bot/message/push'],
      ['GET', '/v2/bot/message/push'],
    ] as const) {
      const answer = await line(method, path);
      expect([answer.status, answer.body]).toEqual([404, { message: 'Not found' }]);
      expect(answer.headers.get('x-line-request-id')).not.toBeNull();
    }
  });

  it('names the sandbox where LINE has it and the sandbox does not play it', async () => {
    const { line } = await sandbox.city();
    for (const path of ['/v2/bot/message/narrowcast', '/v2/bot/audienceGroup/upload', '/v2/bot/richmenu/batch']) {
      const answer = await line('POST', path, { messages: [text('x')] });
      expect(answer.status).toBe(404);
      expect(answer.body.message).toMatch(/^The Tenohira sandbox does not play /);
    }
  });
});
