import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resident } from '../support/city.ts';
import { inParallel } from '../support/in-parallel.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

const RESIDENTS = 150;
const MESSAGES_EACH = 4;
/** After this many messages the gateway dies, each time. */
const KILLS_AT = [100, 250, 450];

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

describe('a gateway that is killed under load, again and again', () => {
  it('loses nothing that got its 200, and does nothing twice', { timeout: 180_000 }, async () => {
    const city = await system.addCity();
    const residents: Resident[] = [];
    await inParallel(Array.from({ length: RESIDENTS }), 20, async () => residents.push(await city.stranger()));
    const texts = (resident: number) => Array.from({ length: MESSAGES_EACH }, (_, index) => `${resident}.${index}`);

    let said = 0;
    let kills = Promise.resolve();
    const events = new Set<string>();
    const refused = new Set<string>();
    const sayAll = async (number: number): Promise<void> => {
      for (const text of texts(number)) {
        const { status, webhookEventId } = (await residents[number]?.say(`記録 ${text}`)) ?? {};
        if (webhookEventId === undefined) throw new Error('the sandbox made no event');
        events.add(webhookEventId);
        if (status !== 200) refused.add(webhookEventId);
        said += 1;
        if (KILLS_AT.includes(said)) {
          kills = kills.then(() => system.gateway.kill()).then(() => system.gateway.start());
        }
      }
    };
    await inParallel([...residents.keys()], 60, sayAll);
    await kills;
    // The kills did hit it in the middle of something.
    expect(refused.size).toBeGreaterThan(0);

    await waitUntil(
      'LINE has delivered every event',
      async () => {
        const accepted = new Set(
          (await system.sandbox.deliveries())
            .filter((delivery) => delivery.status === 200)
            .flatMap((delivery) => delivery.events.map((event) => event.webhookEventId)),
        );
        return [...events].every((id) => accepted.has(id));
      },
      60_000,
    );
    await city.settled();

    const inbox = await city.inbox();
    expect(inbox.filter((row) => row.status !== 'processed')).toEqual([]);
    expect(new Set(inbox.map((row) => row.webhookEventId))).toEqual(events);
    const expected = residents.flatMap((_, number) => texts(number));
    expect((await city.cases()).sort()).toEqual([...expected].sort());
    expect((await city.outbox()).filter((row) => row.status !== 'sent')).toEqual([]);
    await inParallel([...residents.entries()], 20, async ([number, resident]) => {
      const answers = texts(number).map((text) => `受付 ${text}`);
      expect((await resident.heard()).sort(), `resident ${number}`).toEqual(answers);
    });
  });
});
