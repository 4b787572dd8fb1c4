import { afterAll, beforeAll, it } from 'vitest';
import { expectPaidOnce, planCashPayouts } from '../support/payouts.ts';
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
  await payouts.settledInHurry(90_000);
  await expectPaidOnce(payouts, COUNT);
});
