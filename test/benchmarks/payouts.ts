// B9: what it costs never to pay twice. Payouts from their approval to "settled", with budget, ledger, attempts, leases and
// audit, against a worker that calls the provider and updates one row, and pays again when it dies in between. Both get
// their work from the same BullMQ.
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock, uuidv7 } from '@tenohira/core';
import { createDatabase } from '@tenohira/db';
import { checkBooks, createPayoutMethods, planPayouts, submitPayouts } from '@tenohira/payouts';
import { createScriptedMethod, createTestClaims, createTestProgram } from '@tenohira/payouts/testing';
import { createQueues, defineQueue, payoutSubmit } from '@tenohira/queue';
import { createPrivateRedis } from '@tenohira/queue/testing';
import { createTenantSecrets } from '@tenohira/secrets';
import pg from 'pg';
import { z } from 'zod';
import { createRecordingLogger } from '../../packages/queue/src/testing/recording-logger.ts';
import { startPayoutRelay } from '../../services/worker/src/relay.ts';
import { waitUntil } from '../support/wait-until.ts';
import { makeCity } from './city.ts';
import { startDatabase } from './database.ts';
import { round, spreadOf, writeResult } from './result.ts';

const AMOUNT_YEN = 10_000;
const CONNECTIONS = 16;
/** Calls under way at once, on both sides. */
const CONCURRENT = 100;
/** How long the provider takes, in milliseconds. */
const PROVIDER_MS = 5;

const naiveJob = defineQueue({
  name: 'naive-payout',
  job: z.object({ id: z.uuid() }),
  concurrency: CONCURRENT,
  attempts: 1,
});

export async function measurePayouts(smoke: boolean): Promise<void> {
  const pairs = smoke ? 2 : 9;
  const payouts = smoke ? 500 : 3_000;
  const database = await startDatabase();
  const redis = await createPrivateRedis();
  await redis.start();
  const db = createDatabase({ ...database, maxConnections: CONNECTIONS });
  const naiveDb = new pg.Pool({ connectionString: database.ownerUrl, max: CONNECTIONS });
  const queues = createQueues({ redisUrl: redis.url, logger: createRecordingLogger(), addTimeoutMs: 10_000 });
  try {
    const masterKey = randomBytes(32).toString('base64');
    const { tenantId } = await makeCity(db, masterKey);
    const secrets = createTenantSecrets({ masterKey, loadKeys: (id) => db.platform.listTenantKeys(id) });
    const provider = createScriptedMethod({ beforeAnswer: () => wait(PROVIDER_MS) });
    const methods = createPayoutMethods([provider.method]);
    const deps = { db, secrets, methods, endpoints: {}, clock: systemClock, onChange: async () => {} };

    let settled = 0;
    queues.worker(payoutSubmit, async ({ payload: { ids } }) => {
      const reports = await submitPayouts(deps, tenantId, ids);
      settled += reports.filter(({ status }) => status === 'settled').length;
    });
    const relay = startPayoutRelay({ db, payoutSubmit: queues.producer(payoutSubmit), onError: console.error });
    const paidOnce = async (): Promise<number> => {
      const { programId } = await createTestProgram(db, tenantId, { fundYen: payouts * AMOUNT_YEN });
      const claims = await createTestClaims(db, tenantId, programId, payouts, { amountYen: AMOUNT_YEN });
      const planned = claims.map(({ claimId, amountYen }) => {
        return { payoutId: uuidv7(), programId, claimId, method: 'scripted', amountYen, recipient: {} };
      });
      settled = 0;
      const startedAt = performance.now();
      await db.withTenant(tenantId, (scope) => planPayouts(scope, deps, planned, 'staff:approver'));
      await waitUntil('all are settled', async () => settled >= payouts, 120_000);
      const seconds = (performance.now() - startedAt) / 1_000;
      const keys = new Set(planned.map(({ payoutId }) => payoutId));
      const calls = provider.calls.filter(({ key }) => keys.has(key)).length;
      const paid = [...provider.accounts].filter(([key, { state }]) => keys.has(key) && state === 'paid').length;
      if (paid !== payouts || calls !== payouts) throw new Error(`${paid} of ${payouts} were paid in ${calls} calls`);
      provider.calls.splice(0);
      provider.accounts.clear();
      return payouts / seconds;
    };

    await naiveDb.query(
      'create table naive_payout (id uuid primary key, amount_yen int not null, status text not null)',
    );
    let updated = 0;
    queues.worker(naiveJob, async ({ payload: { id } }) => {
      await wait(PROVIDER_MS);
      await naiveDb.query(`update naive_payout set status = 'paid' where id = $1`, [id]);
      updated += 1;
    });
    const naiveJobs = queues.producer(naiveJob);
    const paidPerhapsTwice = async (): Promise<number> => {
      const ids = Array.from({ length: payouts }, () => uuidv7());
      updated = 0;
      const startedAt = performance.now();
      await naiveDb.query(`insert into naive_payout select id, $2, 'approved' from unnest($1::uuid[]) as p(id)`, [
        ids,
        AMOUNT_YEN,
      ]);
      await naiveJobs.addBulk(ids.map((id) => ({ payload: { id } })));
      await waitUntil('all are updated', async () => updated >= payouts, 120_000);
      const seconds = (performance.now() - startedAt) / 1_000;
      const { rows } = await naiveDb.query(`select count(*)::int as n from naive_payout where status = 'paid'`);
      await naiveDb.query('truncate naive_payout');
      if (rows[0].n !== payouts) throw new Error(`${rows[0].n} of ${payouts} rows say paid`);
      return payouts / seconds;
    };

    await paidOnce();
    await paidPerhapsTwice();
    const once: number[] = [];
    const perhapsTwice: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 0) perhapsTwice.push(await paidPerhapsTwice());
      once.push(await paidOnce());
      if (pair % 2 === 1) perhapsTwice.push(await paidPerhapsTwice());
    }
    await relay.stop();
    const mismatches = await db.withTenant(tenantId, checkBooks);
    if (mismatches.length > 0) throw new Error(JSON.stringify(mismatches.slice(0, 5)));
    const ratios = once.map((rate, pair) => rate / (perhapsTwice[pair] ?? Number.NaN));
    const ratio = spreadOf(ratios);
    writeResult(smoke ? 'payouts.smoke' : 'payouts', {
      measures:
        'payouts a second from approval to settled, paid once whatever crashes / a BullMQ worker that calls the provider and updates one row',
      queue: queues.backend,
      pairs,
      payoutsPerRun: payouts,
      concurrentCalls: CONCURRENT,
      providerMs: PROVIDER_MS,
      ratio,
      ratios: ratios.map(round),
      oncePerSecond: spreadOf(once),
      perhapsTwicePerSecond: spreadOf(perhapsTwice),
    });
    console.log(`payouts: ${ratio.median} (${ratio.lowest}–${ratio.highest}) of a worker that may pay twice`);
  } finally {
    await queues.close(5_000);
    await redis.kill();
    await naiveDb.end();
    await db.close();
    await database.stop();
  }
}
