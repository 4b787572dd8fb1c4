import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedisServer } from '../support/private-redis.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

describe.skipIf(!hasRedisServer())('Redis that forgets (needs redis-server on the PATH)', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ redis: true, workers: 2 });
  });
  afterAll(() => system?.stop());

  it('costs seconds, not messages: emptied, killed and started again in the middle of pushes', {
    timeout: 180_000,
  }, async () => {
    const { redis } = system;
    if (!redis) throw new Error('asked for Redis');
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('記録 まえ');
    await resident.hears('受付 まえ');
    await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 300, endpoint: 'push', channelId: city.channel.channelId }]);
    const texts = Array.from({ length: 300 }, (_, index) => `お知らせ ${index}`);
    await Promise.all(texts.map((text) => city.push(resident.userId, text)));
    const reached = (count: number) =>
      waitUntil(`${count} have arrived`, async () => (await resident.heard()).length >= count);
    await reached(20);
    await redis.flushAll();
    await reached(60);
    await redis.kill();
    // The gateway needs no Redis to take and to answer messages.
    await resident.say('記録 そのあいだ');
    await resident.hears('受付 そのあいだ');
    await redis.start();
    await system.sandbox.clearFaults();
    await city.settled(120_000);
    expect((await city.outbox()).filter((row) => row.status !== 'sent')).toEqual([]);
    expect((await resident.heard()).sort()).toEqual(['受付 まえ', '受付 そのあいだ', ...texts].sort());
  });
});
