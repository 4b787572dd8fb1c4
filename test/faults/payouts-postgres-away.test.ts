import { afterAll, beforeAll, expect, it } from 'vitest';
import { AMOUNT_YEN, hurryPayouts, planCashPayouts } from '../support/payouts.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

const COUNT = 120;

let system: System;
beforeAll(async () => {
  system = await startSystem({ workers: 2, ownPostgres: true });
});
afterAll(() => system?.stop());

it('a PostgreSQL that crashes while money leaves costs time and not a yen', { timeout: 180_000 }, async () => {
  const city = await system.addCity();
  await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 150, endpoint: 'receipts' }]);
  const payouts = await planCashPayouts(system, city, COUNT);
  await waitUntil('some are under way', async () => (await payouts.issued()).length > 10);
  await system.postgres.crash();
  await system.postgres.start();
  await waitUntil(
    'all are settled',
    async () => {
      await hurryPayouts(system, city);
      return (await payouts.rows()).every(({ status }) => status === 'settled');
    },
    90_000,
  );
  const issued = await payouts.issued();
  expect(new Set(issued.map(({ key }) => key)).size).toBe(COUNT);
  expect(issued.reduce((sum, { amountYen }) => sum + amountYen, 0)).toBe(COUNT * AMOUNT_YEN);
  expect(await payouts.mismatches()).toEqual([]);
});
