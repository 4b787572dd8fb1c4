import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { City, Resident } from '../support/city.ts';
import { hasRedisServer } from '../support/private-redis.ts';
import type { Fault } from '../support/sandbox-control.ts';
import { type System, startSystem } from '../support/start-system.ts';

const QUEUES = [
  { queue: 'PostgreSQL', redis: false, here: true },
  { queue: 'Redis (needs redis-server on the PATH)', redis: true, here: hasRedisServer() },
];

for (const { queue, redis, here } of QUEUES) {
  describe.skipIf(!here)(`a push, with its queue in ${queue}`, () => {
    let system: System;
    beforeAll(async () => {
      system = await startSystem({ redis, workers: 2 });
    });
    afterAll(() => system?.stop());

    it('goes from the row to the resident, once, under the row as its retry key', async () => {
      const { city, resident } = await cityWithResident(system);
      await resident.say('通知 あしたはごみの日');
      await resident.hears('お知らせ あしたはごみの日');
      await city.settled();
      expect(await city.outbox()).toMatchObject([{ status: 'sent', sentVia: 'push', attempts: 1 }]);
      const [row] = await city.outbox();
      expect(await pushesTo(system, city)).toMatchObject([{ status: 200, retryKey: row?.id }]);
    });

    it('reaches two hundred residents of two cities, each once, with two workers at it', async () => {
      const cities = [await cityWithResident(system), await cityWithResident(system)];
      for (const { resident } of cities) await resident.say('記録 こんにちは');
      for (const { resident } of cities) await resident.hears('受付 こんにちは');
      const texts = Array.from({ length: 100 }, (_, index) => `お知らせ ${index}`);
      await Promise.all(cities.flatMap(({ city, resident }) => texts.map((text) => city.push(resident.userId, text))));
      for (const { city, resident } of cities) {
        await city.settled();
        expect((await resident.heard()).sort()).toEqual(['受付 こんにちは', ...texts].sort());
      }
    });
  });
}

describe("what LINE's answer to a push means", () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system?.stop());

  /** One push under that fault, until it has its outcome. */
  async function pushUnder(fault: Omit<Fault, 'channelId'>) {
    const { city, resident } = await cityWithResident(system);
    await resident.say('記録 まえ');
    await resident.hears('受付 まえ');
    await system.sandbox.setFaults([{ endpoint: 'push', count: 1, ...fault, channelId: city.channel.channelId }]);
    await city.push(resident.userId, 'お知らせ');
    await city.settled();
    const [struck] = await system.sandbox.faults();
    expect(struck?.struck).toBe(1);
    await system.sandbox.clearFaults();
    const requests = await pushesTo(system, city);
    expect(new Set(requests.map((request) => request.retryKey)).size).toBe(1);
    return {
      row: (await city.outbox()).at(-1),
      statuses: requests.map((request) => request.status),
      heard: (await resident.heard()).filter((text) => text === 'お知らせ'),
    };
  }

  it('the monthly limit is reached: failed, and never asked again', async () => {
    const { row, statuses, heard } = await pushUnder({ kind: 'api429Monthly' });
    expect(row).toMatchObject({ status: 'failed', errorCode: 'QUOTA_EXHAUSTED', attempts: 1 });
    expect(statuses).toEqual([429]);
    expect(heard).toEqual([]);
  });

  it('too many a second: asked again later', async () => {
    const { row, statuses, heard } = await pushUnder({ kind: 'api429Rate' });
    expect(row).toMatchObject({ status: 'sent', attempts: 2 });
    expect(statuses).toEqual([429, 200]);
    expect(heard).toEqual(['お知らせ']);
  });

  it('an error after it was accepted: asked again under the same key, told 409, sent once', async () => {
    const { row, statuses, heard } = await pushUnder({ kind: 'api500AfterAcceptance' });
    expect(row).toMatchObject({ status: 'sent', attempts: 2 });
    expect(statuses).toEqual([500, 409]);
    expect(heard).toEqual(['お知らせ']);
  });

  it('no answer at all: given up after ten seconds, asked again, sent once', async () => {
    const { row, heard } = await pushUnder({ kind: 'apiTimeoutAfterAcceptance' });
    expect(row).toMatchObject({ status: 'sent', attempts: 2 });
    expect(heard).toEqual(['お知らせ']);
  });

  it('a connection that breaks after acceptance: asked again, sent once', async () => {
    const { row, heard } = await pushUnder({ kind: 'apiConnectionReset', afterAcceptance: true });
    expect(row).toMatchObject({ status: 'sent', attempts: 2 });
    expect(heard).toEqual(['お知らせ']);
  });

  it('a slow answer is an answer', async () => {
    const { row, statuses } = await pushUnder({ kind: 'apiSlow', ms: 3_000 });
    expect(row).toMatchObject({ status: 'sent', attempts: 1 });
    expect(statuses).toEqual([200]);
  });

  it('a page of HTML from something in between: asked again', async () => {
    const { row, statuses, heard } = await pushUnder({ kind: 'apiHtmlBody', status: 503 });
    expect(row).toMatchObject({ status: 'sent', attempts: 2 });
    expect(statuses).toEqual([503, 200]);
    expect(heard).toEqual(['お知らせ']);
  });

  it('200 for somebody who has blocked the account and of whom we were not told: sent, as far as anybody knows', async () => {
    const { city, resident } = await cityWithResident(system);
    await resident.say('記録 まえ');
    await resident.hears('受付 まえ');
    await system.sandbox.patchChannel(city.channel.channelId, { webhookActive: false });
    await system.sandbox.act(city.channel.channelId, resident.personId, { type: 'block' });
    await city.push(resident.userId, 'お知らせ');
    await city.settled();
    expect((await city.outbox()).at(-1)).toMatchObject({ status: 'sent' });
    expect(await resident.heard()).not.toContain('お知らせ');
  });
});

describe("what LINE's answer to a reply means", () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system?.stop());

  it.each([
    { kind: 'api500BeforeAcceptance', via: 'reply' },
    { kind: 'api500AfterAcceptance', via: 'reply' },
    { kind: 'api429Rate', via: 'reply' },
  ])('after $kind the resident hears the answer once', async ({ kind, via }) => {
    const { city, resident } = await cityWithResident(system);
    await system.sandbox.setFaults([{ kind, endpoint: 'reply', count: 1, channelId: city.channel.channelId }]);
    await resident.say('記録 こたえて');
    await city.settled();
    expect(await city.outbox()).toMatchObject([{ status: 'sent', sentVia: via, attempts: 2 }]);
    expect(await resident.heard()).toEqual(['受付 こたえて']);
  });

  it('a reply token that is of no use any more: the answer goes out as a push', async () => {
    const { city, resident } = await cityWithResident(system);
    const { deliveries } = await city.webhook({
      events: [
        {
          type: 'message',
          source: { type: 'user', userId: resident.userId },
          message: { type: 'text', id: '1', text: '記録 おそい' },
          replyToken: '0'.repeat(32),
        },
      ],
    });
    expect(deliveries).toEqual([{ status: 200 }]);
    await resident.hears('受付 おそい');
    await city.settled();
    expect(await city.outbox()).toMatchObject([{ status: 'sent', sentVia: 'push' }]);
    expect(await resident.heard()).toEqual(['受付 おそい']);
  });
});

async function cityWithResident(system: System): Promise<{ city: City; resident: Resident }> {
  const city = await system.addCity();
  return { city, resident: await city.resident() };
}

async function pushesTo(system: System, city: City) {
  const requests = await system.sandbox.requests();
  return requests.filter(
    (request) => request.channelId === city.channel.channelId && request.path === '/v2/bot/message/push',
  );
}
