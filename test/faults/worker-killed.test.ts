import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { City, Resident } from '../support/city.ts';
import type { Service } from '../support/service.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

let system: System;
let one: Service;
let two: Service;
beforeAll(async () => {
  system = await startSystem({ workers: 2 });
  [one, two] = system.workers as [Service, Service]; // as many as were asked for
});
afterEach(() => system?.sandbox.clearFaults());
afterAll(() => system?.stop());

async function knownResident(): Promise<{ city: City; resident: Resident }> {
  const city = await system.addCity();
  const resident = await city.resident();
  await resident.say('記録 まえ');
  await resident.hears('受付 まえ');
  return { city, resident };
}

describe('workers that are killed in the middle of pushes', () => {
  it('send each message once all the same', { timeout: 180_000 }, async () => {
    const { city, resident } = await knownResident();
    await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 200, endpoint: 'push', channelId: city.channel.channelId }]);
    const texts = Array.from({ length: 200 }, (_, index) => `お知らせ ${index}`);
    await Promise.all(texts.map((text) => city.push(resident.userId, text)));
    const reached = (count: number) =>
      waitUntil(`${count} have arrived`, async () => (await resident.heard()).length >= count);
    await reached(30);
    await one.kill();
    await reached(60);
    await two.kill();
    const interrupted = (await city.outbox()).filter((row) => row.status === 'sending');
    expect(interrupted.length).toBeGreaterThan(0);
    await Promise.all([one.start(), two.start()]);
    await city.settled(90_000);
    expect((await city.outbox()).filter((row) => row.status !== 'sent')).toEqual([]);
    expect((await resident.heard()).sort()).toEqual(['受付 まえ', ...texts].sort());
  });
});

describe('a worker that stands still for longer than its lease', () => {
  it('finds on waking that another has sent what it held, and changes nothing', { timeout: 120_000 }, async () => {
    await two.stop();
    const { city, resident } = await knownResident();
    await system.sandbox.setFaults([
      { kind: 'apiSlow', ms: 1_500, count: 1, endpoint: 'push', channelId: city.channel.channelId },
    ]);
    await city.push(resident.userId, 'お知らせ');
    await waitUntil('the push is on its way', async () => (await city.outbox()).at(-1)?.status === 'sending');
    one.freeze();
    // Its fifteen seconds are over.
    await system.admin.query(
      `update outbox_message set lease_until = now() where tenant_id = $1 and status = 'sending'`,
      [city.tenantId],
    );
    await two.start();
    await waitUntil('the other has sent it', async () => (await city.outbox()).at(-1)?.status === 'sent');
    const sent = (await city.outbox()).at(-1);
    one.thaw();
    // What is pushed now is behind the old answer in the awakened worker's hands.
    await city.push(resident.userId, 'そのあと');
    await resident.hears('そのあと');
    await waitUntil('the awakened worker serves again', async () => (await fetch(`${one.url}/readyz`)).ok);
    await city.settled();
    expect((await city.outbox()).find((row) => row.id === sent?.id)).toEqual(sent);
    expect(sent).toMatchObject({ attempts: 2, status: 'sent' });
    expect(await resident.heard()).toEqual(['受付 まえ', 'お知らせ', 'そのあと']);
  });
});
