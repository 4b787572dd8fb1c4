import { createDatabase, type Database } from '@tenohira/db';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitPayouts } from './submit-payouts.ts';
import { createEngine } from './test-engine.ts';

let database: TestDatabase;
/** Past row level security and, with triggers off, past all that the database refuses. */
let superuser: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  superuser = createDatabase({ appUrl: database.adminUrl, platformUrl: database.adminUrl });
});
afterAll(async () => {
  await superuser.close();
  await database.drop();
});

describe('the daily look finds', () => {
  it.each([
    [
      'a balance that was changed',
      `update ledger_balance set balance_yen = balance_yen + 1 where account = 'paid'`,
      ['balance'],
    ],
    [
      'an entry that was taken out',
      `delete from ledger_entry where account = 'paid'`,
      ['balance', 'ledger-total', 'payout-money'],
    ],
    [
      'a payout that says it is paid while its money is on the way',
      `update payout set status = 'submitted' where status = 'settled'`,
      ['payout-money'],
    ],
    ['a payout without an attempt', 'delete from payout_attempt', ['no-attempt', 'no-proof']],
    ['a dead payout whose money is out', `update payout set status = 'rejected'`, ['payout-money']],
  ])('%s', async (_title, damage, kinds) => {
    const engine = await createEngine(database.db);
    const planned = await engine.plan(1);
    await submitPayouts(
      engine.deps,
      engine.tenantId,
      planned.map(({ payoutId }) => payoutId),
    );
    expect(await engine.books()).toEqual([]);
    const [text = '', condition] = damage.split(' where ');
    await superuser.withTenant(engine.tenantId, async ({ sql }) => {
      await sql("set local session_replication_role = 'replica'");
      await sql(`${text} where tenant_id = $1${condition ? ` and ${condition}` : ''}`, [engine.tenantId]);
    });
    const found = new Set((await engine.books()).map(({ kind }) => kind));
    for (const kind of kinds) expect(found).toContain(kind);
  });
});
