// Double entry, append-only. That a journal balances, that balances follow their entries and that none but the
// appropriation goes below zero is the database's work (prisma/migrations, post_ledger_entries).
import { type Actor, appendAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors, translated } from './errors.ts';
import type { LedgerAccount } from './status.ts';

export type Movement = {
  programId: string;
  /** Absent where a program is funded. */
  payoutId?: string;
  amountYen: number;
  /** Of the journal: `reserve`, `submit`, `settle`, … */
  kind: string;
  from: LedgerAccount;
  to: LedgerAccount;
};

export type Balances = Record<LedgerAccount, number>;

const MOVEMENTS_AT_ONCE = 5_000;

/**
 * Writes a journal for each program and kind. Few statements, however many payouts.
 * @throws AppError PAYOUT_BUDGET_EXHAUSTED
 */
export async function moveMoney(db: TenantDb, movements: readonly Movement[], actor: Actor): Promise<void> {
  const moved = movements.filter(({ from, to }) => from !== to);
  for (let start = 0; start < moved.length; start += MOVEMENTS_AT_ONCE) {
    await post(db, moved.slice(start, start + MOVEMENTS_AT_ONCE), actor);
  }
}

/** At a time: more than any city has in a year, and small enough for thousands of them to be counted exactly. In yen. */
const MAX_FUNDS_YEN = 1_000_000_000_000;

/**
 * Gives a program money to pay out; a negative amount takes what is unused back.
 * @throws AppError PAYOUT_FUNDS_INVALID, PAYOUT_PROGRAM_NOT_FOUND, PAYOUT_BUDGET_EXHAUSTED
 */
export async function fundProgram(db: TenantDb, programId: string, amountYen: number, actor: Actor): Promise<void> {
  const isAmount = Number.isSafeInteger(amountYen) && amountYen !== 0 && Math.abs(amountYen) <= MAX_FUNDS_YEN;
  if (!isAmount) throw errors.FUNDS_INVALID();
  const programs = await db.sql('select 1 from benefit_program where id = $1', [programId]);
  if (programs.length === 0) throw errors.PROGRAM_NOT_FOUND();
  await moveMoney(db, [{ programId, amountYen, kind: 'fund', from: 'appropriation', to: 'budget' }], actor);
  await appendAudit(db, [
    { actor, action: 'payout.program-funded', subject: `program:${programId}`, detail: { amountYen } },
  ]);
}

export async function readBalances(db: TenantDb, programId: string): Promise<Balances> {
  const rows = await db.sql<{ account: LedgerAccount; balanceYen: string }>(
    'select account, balance_yen as "balanceYen" from ledger_balance where program_id = $1',
    [programId],
  );
  const balances: Balances = { appropriation: 0, budget: 0, reserved: 0, 'in-transit': 0, paid: 0 };
  for (const { account, balanceYen } of rows) balances[account] = Number(balanceYen);
  return balances;
}

async function post(db: TenantDb, movements: readonly Movement[], actor: Actor): Promise<void> {
  const journals = new Map<string, { id: string; programId: string; kind: string; lines: number }>();
  const entries = movements.flatMap((movement) => {
    const key = `${movement.programId} ${movement.kind}`;
    const journal = journals.get(key) ?? {
      id: uuidv7(),
      programId: movement.programId,
      kind: movement.kind,
      lines: 0,
    };
    journals.set(key, journal);
    return [
      { account: movement.from, amountYen: -movement.amountYen },
      { account: movement.to, amountYen: movement.amountYen },
    ].map((side) => {
      journal.lines += 1;
      return { ...side, journalId: journal.id, line: journal.lines, movement };
    });
  });
  const heads = [...journals.values()];
  await db
    .sql(
      `with journal as (
         insert into ledger_journal (id, program_id, kind, actor)
         select id, program_id, kind, $1 from unnest($2::uuid[], $3::uuid[], $4::text[]) as j(id, program_id, kind)
       )
       insert into ledger_entry (journal_id, line, program_id, account, amount_yen, payout_id)
       select * from unnest($5::uuid[], $6::int[], $7::uuid[], $8::text[], $9::bigint[], $10::uuid[])`,
      [
        actor,
        heads.map(({ id }) => id),
        heads.map(({ programId }) => programId),
        heads.map(({ kind }) => kind),
        entries.map(({ journalId }) => journalId),
        entries.map(({ line }) => line),
        entries.map(({ movement }) => movement.programId),
        entries.map(({ account }) => account),
        entries.map(({ amountYen }) => amountYen),
        entries.map(({ movement }) => movement.payoutId ?? null),
      ],
    )
    .catch(translated({ ledger_balance_not_negative: (cause) => errors.BUDGET_EXHAUSTED(cause) }));
}
