import { afterEach, beforeEach, expect, it } from 'vitest';
import { waitFor } from '../testing/bot-server.ts';
import { startSandbox, type TestSandbox, text } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const REPLY = '/v2/bot/message/reply';
const MINUTE = 60_000;

async function talk() {
  const friends = await sandbox.friends();
  await friends.act({ type: 'text', text: 'やあ' });
  const replyToken = friends.bot.events()[0]?.replyToken;
  // A fresh access token each time: tests that move the clock outlive the first.
  const reply = async (messages: object[] = [text('はい')]) => {
    const headers = { authorization: `Bearer ${await sandbox.token(friends.channel)}` };
    const answer = await sandbox.call('POST', REPLY, { replyToken, messages }, headers);
    return answer.status === 200 ? 'sent' : answer.body.message;
  };
  return { ...friends, replyToken, reply };
}

it('works once', async () => {
  const { reply, transcript } = await talk();
  expect(await reply()).toBe('sent');
  expect(await reply()).toBe('Invalid reply token');
  expect((await transcript()).filter((entry) => entry.via === 'reply')).toHaveLength(1);
});

it('works for one minute after the webhook', async () => {
  const { reply } = await talk();
  await sandbox.control('POST', '/clock', { advanceMs: MINUTE + 1 });
  expect(await reply()).toBe('Invalid reply token');
});

it('works in the last moment of the minute', async () => {
  const { reply } = await talk();
  await sandbox.control('POST', '/clock', { advanceMs: MINUTE });
  expect(await reply()).toBe('sent');
});

it('is not used up by messages that are refused', async () => {
  const { reply } = await talk();
  expect(await reply([text('')])).toBe('The request body has 1 error(s)');
  expect(await reply()).toBe('sent');
});

it('belongs to its channel', async () => {
  const { replyToken } = await talk();
  const other = await sandbox.city('other');
  const answer = await other.line('POST', REPLY, { replyToken, messages: [text('x')] });
  expect(answer.body.message).toBe('Invalid reply token');
});

it('lives another minute after a redelivery', async () => {
  const { reply } = await talk();
  await sandbox.control('POST', '/clock', { advanceMs: 10 * MINUTE });
  await redeliverLast();
  await sandbox.control('POST', '/clock', { advanceMs: MINUTE });
  expect(await reply()).toBe('sent');
});

it('stays used after a redelivery', async () => {
  const { reply } = await talk();
  await reply();
  await redeliverLast();
  expect(await reply()).toBe('Invalid reply token');
});

it('is dead when a redelivery comes 20 minutes after the event', async () => {
  const { reply, bot } = await talk();
  await sandbox.control('POST', '/clock', { advanceMs: 20 * MINUTE + 1 });
  await redeliverLast();
  await waitFor(() => bot.events().length === 2);
  expect(bot.events()[1]?.deliveryContext).toEqual({ isRedelivery: true });
  expect(await reply()).toBe('Invalid reply token');
});

it('is not given in standby', async () => {
  const { channel, userId, bot } = await sandbox.friends();
  const events = ['active', 'standby'].map((mode) => ({
    type: 'message',
    mode,
    source: { type: 'user', userId },
    message: { id: '1', type: 'text', text: 'x' },
  }));
  await sandbox.control('POST', `/channels/${channel.channelId}/webhook`, { events });
  expect(bot.events().map((event) => typeof event.replyToken)).toEqual(['string', 'undefined']);
});

it('lives from its delivery, however long ago the event was', async () => {
  const { channel, userId, bot, line } = await sandbox.friends();
  const message = { id: '1', type: 'text', text: 'x' };
  const timestamp = sandbox.clock.now().getTime() - 5 * MINUTE;
  const event = { type: 'message', timestamp, source: { type: 'user', userId }, message };
  await sandbox.control('POST', `/channels/${channel.channelId}/webhook`, { events: [event] });
  expect(bot.events()[0]?.timestamp).toBe(timestamp);
  const { replyToken } = bot.events()[0] ?? {};
  expect((await line('POST', REPLY, { replyToken, messages: [text('はい')] })).status).toBe(200);
});

async function redeliverLast() {
  const { deliveries } = await sandbox.control('GET', '/deliveries');
  await sandbox.control('POST', `/deliveries/${deliveries.at(-1).seq}/redeliver`);
}
