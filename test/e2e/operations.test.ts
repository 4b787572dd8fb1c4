import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from '../support/start-system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ gateways: 2 });
});
afterAll(() => system?.stop());

describe('every service', () => {
  it.each([
    ['gateway', 'line_webhook_events_total', ['postgres']],
    ['worker', 'outbox_sends_total', ['postgres', 'queue']],
    ['sandbox', 'process_cpu_seconds_total', undefined],
  ] as const)('%s says that it lives, that it can serve, and how it is', async (name, metric, checks) => {
    const urls = { gateway: system.gateway.url, worker: system.workers[0]?.url, sandbox: system.sandbox.url };
    const get = (path: string) => fetch(`${urls[name]}${path}`);
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await get('/readyz');
    expect(ready.status).toBe(200);
    if (checks) {
      expect(await ready.json()).toEqual({
        status: 'ready',
        checks: Object.fromEntries(checks.map((check) => [check, true])),
      });
    }
    const metrics = await get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain(metric);
  });

  it('counts what it did: accepted and refused webhooks, events, messages by outcome', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('通知 かぞえて');
    await resident.hears('お知らせ かぞえて');
    await city.webhook({ events: [], signature: 'wrong' });
    await city.settled();
    const gateway = await (await fetch(`${system.gateway.url}/metrics`)).text();
    expect(gateway).toMatch(/^line_webhooks_total\{.*result="accepted".*\} [1-9]/m);
    expect(gateway).toMatch(/^line_webhooks_total\{.*result="refused".*\} [1-9]/m);
    expect(gateway).toMatch(/^line_webhook_events_total\{.*\} [1-9]/m);
    const worker = await (await fetch(`${system.workers[0]?.url}/metrics`)).text();
    expect(worker).toMatch(/^outbox_sends_total\{.*status="sent".*\} [1-9]/m);
    expect(worker).toMatch(/^backlog\{.*what="outboxPending".*\} 0$/m);
  });
});

describe('SIGTERM', () => {
  it('lets a gateway finish: all that got its 200 is answered before it goes', async () => {
    const [, leaving] = system.gateways;
    if (!leaving) throw new Error('there are two gateways');
    const city = await system.addCity();
    await system.sandbox.patchChannel(city.channel.channelId, {
      webhookUrl: `${leaving.url}/line/webhook/${city.webhookKey}`,
      redelivery: { enabled: false },
    });
    const residents = await Promise.all(Array.from({ length: 40 }, () => city.resident()));
    const delivered = residents.map((resident, index) => resident.say(`記録 ${index}`));
    // In the middle of it: some have their answer, others are on the way.
    await Promise.race(delivered);
    const [exit, outcomes] = await Promise.all([leaving.stop(), Promise.all(delivered)]);
    expect(exit).toEqual({ code: 0, signal: null });
    const accepted = outcomes.flatMap((outcome, index) => (outcome.status === 200 ? [String(index)] : []));
    expect(accepted.length).toBeGreaterThan(0);
    expect(await city.cases()).toEqual(accepted.sort());
    expect((await city.outbox()).map((row) => row.status)).toEqual(accepted.map(() => 'sent'));
    await leaving.start();
  });

  it('lets a worker finish: what it was sending has its outcome, and the next worker sends the rest', async () => {
    const [worker] = system.workers;
    if (!worker) throw new Error('there is a worker');
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('記録 まえ');
    await resident.hears('受付 まえ');
    await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 400, endpoint: 'push', channelId: city.channel.channelId }]);
    const texts = Array.from({ length: 40 }, (_, index) => `お知らせ ${index}`);
    await Promise.all(texts.map((text) => city.push(resident.userId, text)));
    await resident.hears((text) => text.startsWith('お知らせ'));
    expect(await worker.stop()).toEqual({ code: 0, signal: null });
    expect((await city.outbox()).filter((row) => row.status === 'sending')).toEqual([]);
    await system.sandbox.clearFaults();
    await worker.start();
    await city.settled();
    expect((await resident.heard()).sort()).toEqual(['受付 まえ', ...texts].sort());
  });
});
