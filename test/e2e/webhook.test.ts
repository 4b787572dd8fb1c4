import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postWebhook } from '../support/post-webhook.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { textEvent } from '../support/text-event.ts';
import { waitUntil } from '../support/wait-until.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

describe('a webhook that LINE signed', () => {
  it('gets 200, and the resident an answer by its reply token', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    expect(await resident.say('記録 おはよう')).toMatchObject({ status: 200 });
    await resident.hears('受付 おはよう');
    expect((await resident.entries()).filter((entry) => entry.from === 'city')).toMatchObject([{ via: 'reply' }]);
    await city.settled();
    expect(await city.inbox()).toMatchObject([{ type: 'message', status: 'processed' }]);
    expect(await city.outbox()).toMatchObject([{ status: 'sent', sentVia: 'reply', attempts: 1 }]);
    expect(await city.cases()).toEqual(['おはよう']);
  });

  it('gets 200 with no events in it, as when the connection is tested', async () => {
    const city = await system.addCity();
    const { deliveries } = await city.webhook({ events: [] });
    expect(deliveries).toEqual([{ status: 200 }]);
    expect(await city.inbox()).toEqual([]);
  });

  it('may hold a hundred events of several residents, and each is answered to whom it belongs', async () => {
    const city = await system.addCity();
    const residents = await Promise.all(Array.from({ length: 5 }, () => city.resident()));
    const events = Array.from({ length: 100 }, (_, index) => ({
      resident: residents[index % residents.length],
      text: `${index}`,
    }));
    const { deliveries } = await city.webhook({
      events: events.map(({ resident, text }) => textEvent(resident?.userId ?? '', `記録 ${text}`)),
    });
    expect(deliveries).toEqual([{ status: 200 }]);
    await city.settled();
    expect((await city.cases()).length).toBe(100);
    for (const resident of residents) {
      const expected = events.filter((event) => event.resident === resident).map(({ text }) => `受付 ${text}`);
      expect((await resident.heard()).sort()).toEqual(expected.sort());
    }
  });

  it('may hold events that nobody knew when this was written: kept, and nothing comes of them', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    const { deliveries } = await city.webhook({
      events: [
        { type: 'teleported', source: { type: 'user', userId: resident.userId }, teleported: { to: 'moon' } },
        { type: 'join', source: { type: 'group', groupId: `C${'1'.repeat(32)}` } },
        { type: 'botSuspended' },
      ],
    });
    expect(deliveries).toEqual([{ status: 200 }]);
    await city.settled();
    const rows = (await city.inbox()).map(({ type, status }) => `${type} ${status}`).sort();
    expect(rows).toEqual(['botSuspended ignored', 'join ignored', 'teleported ignored']);
    expect(await city.outbox()).toEqual([]);
  });

  it('is accepted under the old and the new secret while they change', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    expect(await resident.say('記録 まえ')).toMatchObject({ status: 200 });
    const rotated = await city.rotateSecret();
    expect(rotated.channelSecret).not.toBe(city.channel.channelSecret);
    // Well before the gateway would look at the channel again by itself.
    await waitUntil(
      'the new secret is known',
      async () => (await city.webhook({ events: [], secret: rotated.channelSecret })).deliveries[0]?.status === 200,
      5_000,
    );
    const underTheOld = { events: [textEvent(resident.userId, '記録 あと')], secret: city.channel.channelSecret };
    expect((await city.webhook(underTheOld)).deliveries).toEqual([{ status: 200 }]);
    await resident.hears('受付 あと');
  });
});

describe('a webhook that cannot be read', () => {
  const signed = async (body: string) => {
    const city = await system.addCity();
    const answer = await postWebhook(city.webhookUrl, body, { secret: city.channel.channelSecret });
    return { answer, stored: await city.inbox() };
  };

  it('is refused with 413 above one megabyte', async () => {
    const { answer, stored } = await signed(JSON.stringify({ events: [], padding: 'あ'.repeat(400_000) }));
    expect(answer.status).toBe(413);
    expect(stored).toEqual([]);
  });

  it.each([
    ['no JSON', '{"destination":'],
    ['not an object', '[]'],
    ['nothing at all', ''],
    ['an event without an id', '{"destination":"U1","events":[{"type":"message"}]}'],
  ])('is refused with 400 when it is %s', async (_what, body) => {
    const { answer, stored } = await signed(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'LINE_WEBHOOK_MALFORMED' } });
    expect(stored).toEqual([]);
  });

  it('is refused with 400 when its destination is another bot', async () => {
    const city = await system.addCity();
    const other = await system.addCity();
    const { body } = await other.webhook({ events: [textEvent('U1', '記録 x')], url: 'http://127.0.0.1:1/' });
    const answer = await postWebhook(city.webhookUrl, body, { secret: city.channel.channelSecret });
    expect(answer).toMatchObject({ status: 400, body: { code: 'GATEWAY_DESTINATION_MISMATCH' } });
    expect([...(await city.inbox()), ...(await other.inbox())]).toEqual([]);
  });
});
