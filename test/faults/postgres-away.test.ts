import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivered, Resident } from '../support/city.ts';
import { inParallel } from '../support/in-parallel.ts';
import { postWebhook } from '../support/post-webhook.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { textEvent } from '../support/text-event.ts';
import { waitUntil } from '../support/wait-until.ts';

/** LINE hangs up after it: https://developers.line.biz/en/docs/messaging-api/receiving-messages/ */
const LINES_PATIENCE_MS = 2_000;

/** After this many messages PostgreSQL crashes, each time. */
const CRASHES_AT = [60, 160, 260];

let system: System;
beforeAll(async () => {
  system = await startSystem({ ownPostgres: true });
});
afterAll(() => system?.stop());

const isReady = async (url: string) => (await fetch(`${url}/readyz`)).status === 200;

describe('PostgreSQL that is away', () => {
  it('makes the gateway say 503 at once, and the redelivered event is answered once when it is back', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('記録 まえ');
    await resident.hears('受付 まえ');
    await city.settled();
    await system.postgres.stop();
    await waitUntil('the gateway knows', async () => !(await isReady(system.gateway.url)));
    expect((await fetch(`${system.gateway.url}/healthz`)).status).toBe(200);
    const startedAt = performance.now();
    const delivered = await resident.say('記録 いまない');
    expect(performance.now() - startedAt).toBeLessThan(LINES_PATIENCE_MS);
    expect(delivered).toMatchObject({ status: 503, reason: 'error_status_code' });
    await system.postgres.start();
    await resident.hears('受付 いまない');
    await city.settled();
    expect(await city.cases()).toEqual(['いまない', 'まえ']);
    expect(await resident.heard()).toEqual(['受付 まえ', '受付 いまない']);
    await waitUntil(
      'all are ready again',
      async () => (await isReady(system.gateway.url)) && isReady(system.workers[0]?.url ?? ''),
    );
  });

  it('and only stands still: 503 within the patience of LINE, memory stays bounded, and then all goes on', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('記録 まえ');
    await resident.hears('受付 まえ');
    const before = await system.gateway.memory();
    const { body } = await city.webhook({
      events: [textEvent(resident.userId, `記録 ${'あ'.repeat(4_000)}`)],
      url: 'http://127.0.0.1:1/',
    });
    system.postgres.freeze();
    const answers: { status: number; ms: number }[] = [];
    try {
      await inParallel(Array.from({ length: 2_000 }), 400, async () => {
        const startedAt = performance.now();
        const { status } = await postWebhook(city.webhookUrl, body, { secret: city.channel.channelSecret });
        answers.push({ status, ms: performance.now() - startedAt });
      });
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(LINES_PATIENCE_MS);
      expect((await system.gateway.memory()) - before).toBeLessThan(150 * 1024 * 1024);
    } finally {
      system.postgres.thaw();
    }
    await waitUntil('it takes webhooks again', async () => (await resident.say('記録 あと')).status === 200);
    await resident.hears('受付 あと');
  });
});

describe('PostgreSQL that crashes under load', () => {
  it('costs 503s, and then everything is there once', { timeout: 120_000 }, async () => {
    const city = await system.addCity();
    const residents: Resident[] = [];
    await inParallel(Array.from({ length: 100 }), 20, async () => residents.push(await city.stranger()));
    const texts = (number: number) => [0, 1, 2, 3].map((index) => `${number}.${index}`);
    const outcomes: Delivered[] = [];
    let crashes = Promise.resolve();
    const sayAll = async (number: number) => {
      for (const text of texts(number)) {
        outcomes.push((await residents[number]?.say(`記録 ${text}`)) as Delivered); // residents and numbers come from one list
        if (CRASHES_AT.includes(outcomes.length)) {
          crashes = crashes.then(() => system.postgres.crash()).then(() => system.postgres.start());
        }
      }
    };
    await inParallel([...residents.keys()], 30, sayAll);
    await crashes;
    // No false 200, and nothing else than "come again".
    expect(outcomes.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    expect(outcomes.some(({ status }) => status === 503)).toBe(true);
    await waitUntil('LINE has delivered every event', async () => (await city.inbox()).length === outcomes.length);
    await city.settled();
    expect(await isReady(system.gateway.url)).toBe(true);
    expect((await city.inbox()).filter((row) => row.status !== 'processed')).toEqual([]);
    const expected = residents.flatMap((_, number) => texts(number));
    expect((await city.cases()).sort()).toEqual([...expected].sort());
    await inParallel([...residents.entries()], 20, async ([number, resident]) => {
      expect((await resident.heard()).sort(), `resident ${number}`).toEqual(
        texts(number).map((text) => `受付 ${text}`),
      );
    });
  });
});
