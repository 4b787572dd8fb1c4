import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox, type TestSandbox, text } from '../testing/start-sandbox.ts';
import { DEFAULT_RATE_LIMITS, limitOf } from './rate-limits.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const PUSH = '/v2/bot/message/push';

it('has the values of LINE', () => {
  const channel = { rateLimits: {} } as Parameters<typeof limitOf>[0];
  expect(limitOf(channel, 'POST /v2/bot/message/push')).toEqual({ limit: 2_000, perMs: 1_000 });
  expect(DEFAULT_RATE_LIMITS['POST /v2/bot/message/multicast']).toEqual({ limit: 200, perMs: 1_000 });
  expect(DEFAULT_RATE_LIMITS['POST /v2/bot/message/broadcast']).toEqual({ limit: 60, perMs: 3_600_000 });
});

it('lets 60 broadcasts through in an hour, and one more a minute later', async () => {
  const { line } = await sandbox.friends();
  const broadcast = async () => (await line('POST', '/v2/bot/message/broadcast', { messages: [text('x')] })).status;
  for (let count = 0; count < 60; count += 1) expect(await broadcast()).toBe(200);
  const refused = await line('POST', '/v2/bot/message/broadcast', { messages: [text('x')] });
  expect([refused.status, refused.body]).toEqual([
    429,
    { message: 'The API rate limit has been exceeded. Try again later.' },
  ]);
  await sandbox.control('POST', '/clock', { advanceMs: 60_000 });
  expect(await broadcast()).toBe(200);
  expect(await broadcast()).toBe(429);
});

it('counts each channel, endpoint and method apart, refused requests too', async () => {
  const { line, channel, userId } = await sandbox.friends();
  await sandbox.control('PATCH', `/channels/${channel.channelId}`, {
    rateLimits: { [`POST ${PUSH}`]: { limit: 2, perMs: 1_000 } },
  });
  expect((await line('POST', PUSH, { to: userId, messages: [] })).status).toBe(400);
  expect((await line('POST', PUSH, { to: userId, messages: [text('x')] })).status).toBe(200);
  expect((await line('POST', PUSH, { to: userId, messages: [text('x')] })).status).toBe(429);
  expect((await line('POST', '/v2/bot/message/multicast', { to: [userId], messages: [text('x')] })).status).toBe(200);
  const other = await sandbox.city('other');
  expect((await other.line('POST', PUSH, { to: userId, messages: [text('x')] })).status).toBe(400);
});

it('fills the bucket again when the sandbox is reset', async () => {
  const { line, channel } = await sandbox.friends();
  await sandbox.control('PATCH', `/channels/${channel.channelId}`, {
    rateLimits: { 'GET /v2/bot/info': { limit: 1, perMs: 3_600_000 } },
  });
  expect((await line('GET', '/v2/bot/info')).status).toBe(200);
  expect((await line('GET', '/v2/bot/info')).status).toBe(429);
  await sandbox.control('POST', '/reset');
  expect((await line('GET', '/v2/bot/info')).status).toBe(200);
});
