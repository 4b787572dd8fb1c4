import { type Actor, appendAudit } from '@tenohira/audit';
import { planAfresh, type TenantDb } from '@tenohira/db';
import type { AnyPayoutMethod } from '@tenohira/feature-kit';
import { getMethod, isInstant, type PayoutDependencies } from './dependencies.ts';
import { errors, translated } from './errors.ts';
import { moveMoney } from './ledger.ts';

export type PlannedPayout = {
  /** The idempotency key at the provider, and the protection against planning twice. */
  payoutId: string;
  programId: string;
  claimId: string;
  method: string;
  /** The claim's, or it is refused. */
  amountYen: number;
  /** What the method's recipient schema asks for. */
  recipient: unknown;
  /** The dead payout that this one stands in for: of the same claim, or of one of the same household that it replaces. */
  reissueOf?: string;
};

const ROWS_AT_ONCE = 5_000;

/**
 * Writes payouts and reserves their money, in the caller's transaction. All or nothing. Instant ones are due at once,
 * those by file wait for `prepareBatch`.
 * @throws AppError PAYOUT_METHOD_UNKNOWN, PAYOUT_METHOD_PRACTICE, PAYOUT_CITY_PRACTICE, PAYOUT_RECIPIENT_INVALID, PAYOUT_AMOUNT_INVALID,
 * PAYOUT_PROGRAM_NOT_FOUND, PAYOUT_CLAIM_MISMATCH, PAYOUT_ALREADY_PLANNED, PAYOUT_REISSUE_INVALID, PAYOUT_BUDGET_EXHAUSTED
 */
export async function planPayouts(
  db: TenantDb,
  deps: Pick<PayoutDependencies, 'secrets' | 'methods'>,
  payouts: readonly PlannedPayout[],
  actor: Actor,
): Promise<void> {
  if (payouts.length === 0) return;
  await planAfresh(db);
  await checkPractice(db, deps, payouts);
  await checkReissues(db, payouts);
  const secrets = await deps.secrets.opened(db.tenantId);
  for (let start = 0; start < payouts.length; start += ROWS_AT_ONCE) {
    const rows = payouts.slice(start, start + ROWS_AT_ONCE).map((payout) => {
      const method = getMethod(deps.methods, payout.method);
      const recipient = JSON.stringify(checkedRecipient(method, payout));
      return {
        ...payout,
        isInstant: isInstant(method),
        sealed: secrets.encrypt(recipientPlace(payout.payoutId), recipient),
      };
    });
    const planned = await db
      .sql(
        `insert into payout (id, program_id, claim_id, method, amount_yen, recipient, reissue_of, next_attempt_at)
         select p.id, p.program_id, p.claim_id, p.method, p.amount_yen, p.recipient, p.reissue_of, case when p.is_instant then now() end
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::bytea[], $7::uuid[], $8::bool[])
           as p(id, program_id, claim_id, method, amount_yen, recipient, reissue_of, is_instant)
         where p.program_id = (select c.program_id from benefit_claim c where c.id = p.claim_id)
         returning 1`,
        [
          rows.map((row) => row.payoutId),
          rows.map((row) => row.programId),
          rows.map((row) => row.claimId),
          rows.map((row) => row.method),
          rows.map((row) => row.amountYen),
          rows.map((row) => row.sealed),
          rows.map((row) => row.reissueOf ?? null),
          rows.map((row) => row.isInstant),
        ],
      )
      .catch(
        translated({
          payout_live: (cause) => errors.ALREADY_PLANNED(cause),
          payout_pkey: (cause) => errors.ALREADY_PLANNED(cause),
          payout_tenant_id_claim_id_amount_yen_fkey: (cause) => errors.CLAIM_MISMATCH(cause),
        }),
      );
    if (planned.length !== rows.length) throw errors.CLAIM_MISMATCH();
  }
  const movements = payouts.map(({ payoutId, programId, amountYen }) => ({
    payoutId,
    programId,
    amountYen,
    kind: 'reserve',
    from: 'budget' as const,
    to: 'reserved' as const,
  }));
  await moveMoney(db, movements, actor);
  await appendAudit(
    db,
    payouts.map(({ payoutId, claimId, method, amountYen, reissueOf }) => ({
      actor,
      action: 'payout.planned',
      subject: `payout:${payoutId}`,
      detail: { claimId, method, amountYen, ...(reissueOf === undefined ? {} : { reissueOf }) },
    })),
  );
}

export function recipientPlace(payoutId: string): string {
  return `payout.recipient:${payoutId}`;
}

function checkedRecipient(method: AnyPayoutMethod, { payoutId, amountYen, recipient }: PlannedPayout): unknown {
  const { minYen, maxYen, stepYen } = method.amount;
  if (!Number.isSafeInteger(amountYen) || amountYen < minYen || amountYen > maxYen || amountYen % stepYen !== 0) {
    throw errors.AMOUNT_INVALID({ details: { payoutId, amountYen, minYen, maxYen, stepYen } });
  }
  const parsed = method.recipient.safeParse(recipient);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue: { path: PropertyKey[] }) => issue.path.join('.'));
  throw errors.RECIPIENT_INVALID({ details: { payoutId, paths } });
}

async function checkPractice(
  db: TenantDb,
  deps: Pick<PayoutDependencies, 'methods'>,
  payouts: readonly PlannedPayout[],
): Promise<void> {
  const programs = await db.sql<{ id: string; isPractice: boolean; isCityLive: boolean }>(
    `select id, is_practice as "isPractice", (select live_at is not null from tenant) as "isCityLive"
     from benefit_program where id = any($1::uuid[])`,
    [[...new Set(payouts.map(({ programId }) => programId))]],
  );
  const byId = new Map(programs.map((program) => [program.id, program]));
  for (const { programId, method } of payouts) {
    const program = byId.get(programId);
    if (program === undefined) throw errors.PROGRAM_NOT_FOUND();
    const { isPractice } = getMethod(deps.methods, method);
    if (program.isPractice !== isPractice) throw errors.METHOD_PRACTICE({ details: { method } });
    if (!isPractice && !program.isCityLive) throw errors.CITY_PRACTICE({ details: { method } });
  }
}

async function checkReissues(db: TenantDb, payouts: readonly PlannedPayout[]): Promise<void> {
  const reissues = payouts.filter(({ reissueOf }) => reissueOf !== undefined);
  if (reissues.length === 0) return;
  const dead = await db.sql<{ id: string }>(
    `select p.id from unnest($1::uuid[], $2::uuid[]) as r(id, claim_id)
     join payout p on p.id = r.id join benefit_claim c on c.id = r.claim_id join benefit_claim d on d.id = p.claim_id
     where d.household_id = c.household_id and d.program_id = c.program_id
     and p.status in ('rejected', 'returned', 'expired', 'cancelled') for share of p`,
    [reissues.map(({ reissueOf }) => reissueOf), reissues.map(({ claimId }) => claimId)],
  );
  if (dead.length !== reissues.length) throw errors.REISSUE_INVALID();
}
