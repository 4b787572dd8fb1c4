import { withTestDatabase } from '@tenohira/testing';
import { describe, expect, it } from 'vitest';
import { readSecret } from './codes.ts';
import { expireLapsed } from './expire-lapsed.ts';
import { submitPayouts } from './submit-payouts.ts';
import { AMOUNT_YEN, createEngine } from './test-engine.ts';

const database = withTestDatabase();

async function issued(count: number, expiresAt: Date) {
  const engine = await createEngine(database.db, { script: { expiresAt } });
  const planned = await engine.plan(count);
  await submitPayouts(
    engine.deps,
    engine.tenantId,
    planned.map(({ payoutId }) => payoutId),
  );
  return { engine, planned, expire: () => expireLapsed(engine.deps, engine.tenantId) };
}
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('a code', () => {
  it('that nobody used before its day is taken back, and its money returns', async () => {
    const { engine, planned, expire } = await issued(2, minutes(-1));
    expect(await expire()).toBe(2);
    expect(await engine.statuses(planned)).toEqual(['expired', 'expired']);
    expect(await engine.balances()).toMatchObject({ budget: 100 * AMOUNT_YEN, paid: 0 });
    expect(engine.changes.at(-1)).toMatchObject({ from: 'settled', to: 'expired' });
    expect(await expire()).toBe(0);
    expect(await engine.books()).toEqual([]);
  });

  it('that was used after all stays paid, and is not asked about again', async () => {
    const { engine, planned, expire } = await issued(1, minutes(-1));
    const id = planned[0]?.payoutId ?? '';
    engine.provider.accounts.set(id, { state: 'used', amountYen: AMOUNT_YEN });
    expect(await expire()).toBe(0);
    expect(await expire()).toBe(0);
    expect(engine.provider.countOf('withdraw')).toBe(1);
    expect(await engine.statuses(planned)).toEqual(['settled']);
  });

  it('before its day is left alone, and shows on the page', async () => {
    const { engine, planned, expire } = await issued(1, minutes(60));
    expect(await expire()).toBe(0);
    const id = planned[0]?.payoutId ?? '';
    for (let look = 0; look < 2; look += 1) {
      expect((await readSecret(engine.deps, engine.tenantId, id, 'resident:r')).secret.values).toHaveLength(1);
    }
    expect((await engine.audit()).filter(({ action }) => action === 'payout.code-shown')).toEqual([
      { action: 'payout.code-shown', subject: `payout:${id}`, actor: 'resident:r' },
    ]);
  });

  it('past its day is not shown, and another tenant never sees it', async () => {
    const lapsed = await issued(1, minutes(-1));
    await expect(
      readSecret(lapsed.engine.deps, lapsed.engine.tenantId, lapsed.planned[0]?.payoutId ?? ''),
    ).rejects.toMatchObject({
      code: 'PAYOUT_CODE_UNAVAILABLE',
    });
    const [mine, other] = [await issued(1, minutes(60)), await issued(1, minutes(60))];
    await expect(
      readSecret(other.engine.deps, other.engine.tenantId, mine.planned[0]?.payoutId ?? ''),
    ).rejects.toMatchObject({
      code: 'PAYOUT_CODE_UNAVAILABLE',
    });
  });

  it('is taken back once when two look at the same moment, and again by the next when one died over it', async () => {
    const { engine, planned, expire } = await issued(5, minutes(-1));
    expect((await Promise.all([expire(), expire()])).reduce((sum, count) => sum + count)).toBe(5);
    expect(engine.provider.countOf('withdraw')).toBe(5);
    expect(new Set(await engine.statuses(planned))).toEqual(new Set(['expired']));

    const second = await issued(1, minutes(-1));
    let dies = true;
    second.engine.deps.onChange = async () => {
      if (dies) throw new Error('the process died');
    };
    await expect(second.expire()).rejects.toThrow('died');
    dies = false;
    expect(await second.expire()).toBe(0);
    await second.engine.letTimePass();
    expect(await second.expire()).toBe(1);
    expect(await second.engine.books()).toEqual([]);
  });
});
