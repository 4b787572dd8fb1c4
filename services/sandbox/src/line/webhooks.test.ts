import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBotServer, waitFor } from '../testing/bot-server.ts';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ webhookTimeoutMs: 200 });
});
afterEach(() => sandbox.close());

const NOW = new Date('2026-08-03T01:00:00Z').getTime();

describe('events', () => {
  it('have everything that LINE gives', async () => {
    const { act, bot, userId } = await sandbox.friends();
    const { messageId, delivered } = await act({ type: 'text', text: '道路に穴があります' });
    expect(bot.events()).toEqual([
      {
        type: 'message',
        timestamp: NOW,
        mode: 'active',
        source: { type: 'user', userId },
        webhookEventId: delivered.webhookEventId,
        deliveryContext: { isRedelivery: false },
        replyToken: expect.stringMatching(/^[0-9a-f]{32}$/),
        message: {
          id: messageId,
          type: 'text',
          text: '道路に穴があります',
          quoteToken: expect.any(String),
          markAsReadToken: expect.any(String),
        },
      },
    ]);
    expect(delivered).toEqual({ status: 200, webhookEventId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) });
    expect(messageId).toMatch(/^\d{18}$/);
  });

  it('come for each thing a resident does', async () => {
    const { act, bot } = await sandbox.friends();
    const { messageId } = await act({ type: 'location', latitude: 35.1, longitude: 139.2, address: 'みほん市' });
    await act({ type: 'sticker' });
    await act({ type: 'video' });
    await act({ type: 'audio', durationMs: 1_500 });
    await act({ type: 'postback', data: 'a=1' });
    await act({ type: 'pick-datetime', data: 'd', mode: 'date', value: '2026-08-10' });
    await act({ type: 'unsend', messageId });
    await act({ type: 'beacon', hwid: 'd41d8cd98f' });
    await act({ type: 'block' });
    await act({ type: 'follow' });
    const events = bot.events();
    expect(events.map((event) => event.message?.type ?? event.type)).toEqual([
      ...['location', 'sticker', 'video', 'audio', 'postback', 'postback', 'unsend', 'beacon', 'unfollow', 'follow'],
    ]);
    expect(events[0]?.message).toMatchObject({ latitude: 35.1, longitude: 139.2, address: 'みほん市' });
    expect(events[3]?.message).toMatchObject({ duration: 1_500, contentProvider: { type: 'line' } });
    expect(events[5]?.postback).toEqual({ data: 'd', params: { date: '2026-08-10' } });
    expect(events[6]?.unsend).toEqual({ messageId });
    expect(events[9]?.follow).toEqual({ isUnblocked: true });
    expect(events.filter((event) => event.replyToken === undefined).map((event) => event.type)).toEqual([
      'unsend',
      'unfollow',
    ]);
  });

  it('tell a new friend from one who came back', async () => {
    const { channel, bot } = await sandbox.city();
    const { act } = await sandbox.resident(channel.channelId);
    await act({ type: 'follow' });
    expect(bot.events()[0]?.follow).toEqual({ isUnblocked: false });
    expect((await act({ type: 'follow' })).delivered).toBeNull();
  });
});

describe('a delivery', () => {
  const lastDelivery = async () => (await sandbox.control('GET', '/deliveries')).deliveries.at(-1);

  it('is recorded with its outcome', async () => {
    const { act, bot, channel } = await sandbox.friends();
    bot.answerWith(500);
    const { delivered } = await act({ type: 'text', text: 'x' });
    expect(delivered).toMatchObject({ status: 500, reason: 'error_status_code' });
    expect(await lastDelivery()).toMatchObject({
      channelId: channel.channelId,
      url: bot.url,
      attempt: 1,
      isRedelivery: false,
      status: 500,
      reason: 'error_status_code',
      events: [{ type: 'message', webhookEventId: delivered.webhookEventId }],
    });
  });

  it('fails without an answer in time, and without a server', async () => {
    const { act, bot, channel } = await sandbox.friends();
    bot.answerWith('hang');
    expect((await act({ type: 'text', text: 'x' })).delivered).toMatchObject({
      status: null,
      reason: 'request_timeout',
    });
    const gone = await startBotServer();
    await gone.close();
    await sandbox.control('PATCH', `/channels/${channel.channelId}`, { webhookUrl: gone.url });
    expect((await act({ type: 'text', text: 'x' })).delivered).toMatchObject({
      status: null,
      reason: 'could_not_connect',
    });
  });

  it('does not happen while the webhook is off', async () => {
    const { act, bot, channel, transcript } = await sandbox.friends();
    await sandbox.control('PATCH', `/channels/${channel.channelId}`, { webhookActive: false });
    expect((await act({ type: 'text', text: 'x' })).delivered).toMatchObject({
      status: null,
      reason: 'webhook_inactive',
    });
    expect(bot.received).toEqual([]);
    expect((await transcript()).at(-1)?.message).toMatchObject({ text: 'x' });
  });

  it('is not repeated unless redelivery is on', async () => {
    const { act, bot } = await sandbox.friends();
    bot.answerWith(500);
    await act({ type: 'text', text: 'x' });
    bot.answerWith(200);
    await act({ type: 'text', text: 'y' });
    expect(bot.events().map((event) => event.message?.text)).toEqual(['x', 'y']);
  });

  it('is repeated with the same ids, marked, until it succeeds or the attempts are used up', async () => {
    const { act, bot, channel } = await sandbox.friends();
    await sandbox.control('PATCH', `/channels/${channel.channelId}`, {
      redelivery: { enabled: true, delaysMs: [5, 5, 5] },
    });
    bot.answerWith(503);
    await act({ type: 'text', text: 'x' });
    await bot.waitForEvents(4);
    const [first, ...again] = bot.events();
    for (const event of again) expect(event).toEqual({ ...first, deliveryContext: { isRedelivery: true } });
    bot.answerWith(200);
    await act({ type: 'text', text: 'y' });
    expect(bot.events()).toHaveLength(5);
  });
});

describe('faults between LINE and the city', () => {
  const fault = (rule: object) => sandbox.control('PUT', '/faults', { faults: [rule] });

  it('duplicate a webhook without marking it', async () => {
    const { act, bot } = await sandbox.friends();
    await fault({ kind: 'webhookDuplicate', count: 1 });
    await act({ type: 'text', text: 'x' });
    const [first, second] = await bot.waitForEvents(2);
    expect(second).toEqual(first);
  });

  it('reorder: one event is held until the next has gone', async () => {
    const { act, bot } = await sandbox.friends();
    await fault({ kind: 'webhookReorder', count: 1 });
    expect((await act({ type: 'text', text: '一' })).delivered).toMatchObject({ status: null, reason: 'held' });
    sandbox.clock.advanceMs(10);
    await act({ type: 'text', text: '二' });
    const events = await bot.waitForEvents(2);
    expect(events.map((event) => event.message?.text)).toEqual(['二', '一']);
    expect(events[1]?.timestamp).toBeLessThan(events[0]?.timestamp ?? 0);
  });

  it('delay a webhook', async () => {
    const { act, bot } = await sandbox.friends();
    await fault({ kind: 'webhookDelay', count: 1, ms: 20 });
    expect((await act({ type: 'text', text: '一' })).delivered.reason).toBe('delayed');
    expect(bot.received).toEqual([]);
    await bot.waitForEvents(1);
  });

  it('drop a webhook and deliver it again later', async () => {
    const { act, bot, channel } = await sandbox.friends();
    await sandbox.control('PATCH', `/channels/${channel.channelId}`, { redelivery: { delaysMs: [10] } });
    await fault({ kind: 'webhookDrop', count: 1 });
    expect((await act({ type: 'text', text: '一' })).delivered.reason).toBe('dropped');
    const [event] = await bot.waitForEvents(1);
    expect(event?.deliveryContext.isRedelivery).toBe(true);
    await waitFor(async () => (await sandbox.control('GET', '/deliveries')).deliveries.at(-1).status === 200);
  });
});

it('sends any events and any bytes a test wants', async () => {
  const { channel, bot } = await sandbox.city();
  const path = `/channels/${channel.channelId}/webhook`;
  const source = { type: 'group', groupId: `C${'0'.repeat(32)}` };
  const events = Array.from({ length: 100 }, (_, index) => ({ type: 'join', source, number: index }));
  const { deliveries } = await sandbox.control('POST', path, { events, copies: 2 });
  expect(deliveries).toEqual([{ status: 200 }, { status: 200 }]);
  expect(bot.received.map((received) => received.events.length)).toEqual([100, 100]);
  expect(bot.received[1]?.raw.equals(bot.received[0]?.raw ?? Buffer.alloc(0))).toBe(true);
  await sandbox.control('POST', path, { rawBody: 'not json at all' });
  expect(bot.received.at(-1)?.raw.toString()).toBe('not json at all');
});
