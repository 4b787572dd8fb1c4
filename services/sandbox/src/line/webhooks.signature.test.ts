import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';
import { signBody } from './signature.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

it('signs as the example in the documentation of LINE', () => {
  // developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
  const body = '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}';
  expect(signBody('8c570fa6dd201bb328f1c1eac23a96d8', body)).toBe('GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=');
});

it('signs the exact bytes it sends, also those that are not ASCII', async () => {
  const { bot, channel, act } = await sandbox.friends();
  await act({ type: 'text', text: '穴があいています🕳️' });
  const [received] = bot.received;
  expect(received?.destination).toBe(channel.botUserId);
  expect(received?.signature).toBe(signBody(channel.channelSecret, received?.raw ?? ''));
});

it('spoils the signature as told', async () => {
  const { bot, channel } = await sandbox.city('spoiled');
  const other = await sandbox.control('POST', '/channels', { key: 'other', displayName: 'べつの市' });
  const path = `/channels/${channel.channelId}/webhook`;
  for (const signature of ['absent', 'wrong', 'truncated'])
    await sandbox.control('POST', path, { body: {}, signature });
  await sandbox.control('POST', path, { rawBody: '{"events":[]', secret: other.channelSecret });
  const right = signBody(channel.channelSecret, '{}');
  const [absent, wrong, truncated, foreign] = bot.received;
  expect(absent?.signature).toBeUndefined();
  expect(wrong?.signature).toHaveLength(right.length);
  expect(wrong?.signature).not.toBe(right);
  expect(right.startsWith(truncated?.signature ?? '-')).toBe(true);
  expect(foreign?.signature).toBe(signBody(other.channelSecret, '{"events":[]'));
});

it('signs with the new secret once it is rotated', async () => {
  const { bot, channel, line } = await sandbox.city('rotating');
  const rotated = await sandbox.control('PATCH', `/channels/${channel.channelId}`, { rotateSecret: true });
  expect(rotated.channelSecret).not.toBe(channel.channelSecret);
  await line('POST', '/v2/bot/channel/webhook/test', {});
  expect(bot.received[0]?.signature).toBe(signBody(rotated.channelSecret, bot.received[0]?.raw ?? ''));
});
