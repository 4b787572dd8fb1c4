// Fault F13: nodes whose clocks are a day off, in both directions, at work on the same payouts and messages. The services'
// own clock is the database's (packages/db, database-clock.itest.ts); SQL says now().
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectPaidOnce, planCashPayouts } from '../support/payouts.ts';
import { hasRedisServer } from '../support/private-redis.ts';
import type { Service } from '../support/service.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

const DAY_MS = 24 * 60 * 60_000;
/** What a lease of a payout and of its turn at the queue may last, in seconds: packages/payouts, services/worker. */
const LONGEST_LEASE_S = 60;

let system: System;
let ahead: Service;
let behind: Service;
beforeAll(async () => {
  system = await startSystem({ redis: hasRedisServer(), workerClocksAheadMs: [DAY_MS, -DAY_MS] });
  [ahead, behind] = system.workers as [Service, Service]; // as many as clocks were given
});
afterAll(() => system?.stop());

/** How far a service's clock is off, by the first line of its log, in milliseconds. */
function clockAheadMs({ logFile }: Service): number {
  const [line = '{}'] = readFileSync(logFile, 'utf8').split('\n');
  const { time } = JSON.parse(line) as { time: number | string }; // written by pino
  return new Date(time).getTime() - Date.now();
}

it('workers a day ahead and a day behind pay each payout once, in time, also when one of them dies', {
  timeout: 120_000,
}, async () => {
  expect(clockAheadMs(ahead) / DAY_MS).toBeCloseTo(1, 1);
  expect(clockAheadMs(behind) / DAY_MS).toBeCloseTo(-1, 1);
  await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 200, endpoint: 'receipts' }]);
  for (const mortal of [ahead, behind]) {
    const city = await system.addCity();
    const payouts = await planCashPayouts(system, city, 100);
    await waitUntil('some are under way', async () =>
      (await payouts.rows()).some(({ status }) => status === 'submitting'),
    );
    await mortal.kill();
    // By a clock of tomorrow they would be over already, by one of yesterday not before tomorrow.
    const leases = await system.admin.query<{ leftS: number }>(
      `select extract(epoch from lease_until - now())::float8 as "leftS" from payout where tenant_id = $1 and lease_until is not null`,
      [city.tenantId],
    );
    for (const { leftS } of leases.rows) {
      expect(leftS).toBeGreaterThan(0);
      expect(leftS).toBeLessThanOrEqual(LONGEST_LEASE_S);
    }
    await payouts.settledInHurry();
    await expectPaidOnce(payouts, 100);
    await mortal.start();
  }
  const { rows } = await system.admin.query<{ offS: number }>(
    `select max(abs(extract(epoch from t - now())))::float8 as "offS" from (
       select started_at as t from payout_attempt union all select finished_at from payout_attempt
       union all select finished_at from payout union all select at from audit_entry) times`,
  );
  expect(rows[0]?.offS).toBeLessThan(300);
});

it('messages of a city are neither too old nor too early for workers a day off', { timeout: 60_000 }, async () => {
  const city = await system.addCity();
  const resident = await city.resident();
  await resident.say('記録 まえ');
  await resident.hears('受付 まえ');
  const texts = Array.from({ length: 20 }, (_, index) => `お知らせ ${index}`);
  await Promise.all(texts.map((text) => city.push(resident.userId, text)));
  await city.settled();
  expect((await city.outbox()).filter(({ status }) => status !== 'sent')).toEqual([]);
  expect((await resident.heard()).sort()).toEqual(['受付 まえ', ...texts].sort());
});
