// B5: what row level security costs a read through Prisma. The same query, once under a tenant, once as the owner.
import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tenohira/core';
import { createDatabase } from '@tenohira/db';
import { createPrismaWithoutRls } from '../../packages/db/bench/prisma-without-rls.ts';
import { inParallel } from '../support/in-parallel.ts';
import { makeCity } from './city.ts';
import { startDatabase } from './database.ts';
import { round, spreadOf, writeResult } from './result.ts';

const CONCURRENT = 8;
const ROWS = 1_000;

export async function measureIsolationTax(smoke: boolean): Promise<void> {
  const pairs = smoke ? 4 : 12;
  const reads = smoke ? 2_000 : 10_000;
  const database = await startDatabase();
  const db = createDatabase({ ...database, maxConnections: CONCURRENT });
  const owner = createPrismaWithoutRls(database.ownerUrl, CONCURRENT);
  try {
    const masterKey = randomBytes(32).toString('base64');
    const mine = await makeCity(db, masterKey);
    const other = await makeCity(db, masterKey);
    const ids: string[] = [];
    for (const { tenantId, channelId } of [mine, other]) {
      const rows = Array.from({ length: ROWS }, () => {
        const id = uuidv7();
        return { id, channelId, lineUserId: `U${id}` };
      });
      await db.withTenant(tenantId, ({ prisma }) => prisma.resident.createMany({ data: rows }));
      if (tenantId === mine.tenantId) ids.push(...rows.map((row) => row.id));
    }
    const { tenantId } = mine;
    const queryFor = (id: string) => ({ where: { tenantId, id } });
    const work = Array.from({ length: reads }, (_, index) => ids[index % ids.length] ?? '');
    const rateOf = async (read: (id: string) => Promise<{ id: string } | null>): Promise<number> => {
      const startedAt = performance.now();
      await inParallel(work, CONCURRENT, async (id) => {
        if ((await read(id))?.id !== id) throw new Error('read another row than was asked for');
      });
      return (reads / (performance.now() - startedAt)) * 1000;
    };
    const scoped = () =>
      rateOf((id) => db.readTenant(tenantId, ({ prisma }) => prisma.resident.findFirst(queryFor(id))));
    const unscoped = () => rateOf((id) => owner.prisma.resident.findFirst(queryFor(id)));

    // It is the isolation that is measured, so it must be there.
    const foreign = await db.readTenant(other.tenantId, ({ prisma }) =>
      prisma.resident.findFirst(queryFor(ids[0] ?? '')),
    );
    if (foreign !== null) throw new Error('another tenant read the row');

    await scoped();
    await unscoped();
    const scopedRates: number[] = [];
    const unscopedRates: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 0) unscopedRates.push(await unscoped());
      scopedRates.push(await scoped());
      if (pair % 2 === 1) unscopedRates.push(await unscoped());
    }
    const ratios = scopedRates.map((rate, pair) => rate / (unscopedRates[pair] ?? Number.NaN));
    const ratio = spreadOf(ratios);
    writeResult(smoke ? 'isolation-tax.smoke' : 'isolation-tax', {
      measures:
        'reads a second of one row by key through Prisma: db.readTenant under FORCEd row level security / the same query of the same Prisma as the owner',
      pairs,
      readsPerRun: reads,
      concurrent: CONCURRENT,
      ratio,
      ratios: ratios.map(round),
      scopedPerSecond: spreadOf(scopedRates),
      unscopedPerSecond: spreadOf(unscopedRates),
    });
    console.log(
      `isolation tax: ${ratio.median} (${ratio.lowest}–${ratio.highest}) of Prisma without row level security`,
    );
  } finally {
    await owner.close();
    await db.close();
    await database.stop();
  }
}
