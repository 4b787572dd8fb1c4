// Puts a list in force: one transaction, in statements over sets. What is paid or on its way to a bank is never touched;
// what stands on it and must change is told to staff.
import { type Actor, type AuditFact, appendAudit } from '@tenohira/audit';
import { type Database, type TenantDb, transactionTime, withFreshPlans } from '@tenohira/db';
import { cancelUnsentPayouts, type PayoutDependencies } from '@tenohira/payouts';
import type { TenantSecrets } from '@tenohira/secrets';
import { holdClaimNumbers } from '../claims/claim-number.ts';
import { STANDS_BESIDE } from '../claims/portions.ts';
import { type Released, releaseFacts, releasePortions } from '../claims/release-portions.ts';
import type { Program } from '../programs/program.ts';
import { lockProgram } from '../programs/programs.ts';
import {
  COMPARED,
  isDisturbed,
  isWithdrawn,
  OF_PROGRAM,
  portionRows,
  WITHDRAW_REASON,
  type WithdrawReason,
} from './difference.ts';
import { errors } from './errors.ts';
import { entitlementIdSql } from './listed-person.ts';
import { findList, type StoredList } from './read-lists.ts';

export type ApplyDependencies = {
  db: Database;
  secrets: TenantSecrets;
  payouts: Pick<PayoutDependencies, 'onChange' | 'onChanges'>;
};

export type ApplyResult = {
  listId: string;
  added: number;
  changed: number;
  withdrawn: number;
  /** Claims that the list stopped before anything left: cancelled, made smaller, or replaced by one without the portion. */
  stoppedClaims: Released;
  /** Portions that the list withdraws or changes though a payment is under way or made: for staff to follow up. */
  alreadyPaid: readonly { entitlementId: string; reason: WithdrawReason | 'changed' }[];
  /** New heads of households whose portion was claimed or paid: they get none. */
  blocked: number;
};

/** What an apply may change: nothing under way stands on these. */
const AT_REST = `('open', 'declined', 'expired')`;
/** Rows a statement: each is far from the database's time limit on a statement. */
const STEP = 20_000;
const FACTS_A_CALL = 2_000;

/**
 * Applies a staged list. Matches of people whose name, birth date or address changed are forgotten unless a person
 * decided them: call `matchProgram` afterwards.
 * @throws AppError BENEFIT_LIST_NOT_FOUND, BENEFIT_LIST_NOT_STAGED, BENEFIT_LIST_SAME_PERSON, BENEFIT_LIST_OUTDATED, BENEFIT_PROGRAM_CLOSED
 */
export async function applyList(
  deps: ApplyDependencies,
  tenantId: string,
  listId: string,
  actor: Actor,
): Promise<ApplyResult> {
  return deps.db.withTenant(tenantId, async (db) => {
    const { list, program } = await lockList(db, listId, actor);
    const step = new ApplyStep(db, list, program);
    // Nobody claims while portions move: a claim holds its household first.
    await db.sql(
      `select count(*) from (select from benefit_household where program_id = $1 order by id for update) locked`,
      [program.id],
    );
    const stoppedClaims = await step.stopClaims(deps, actor);
    const done = await withFreshPlans(db, async () => {
      const withdrawals = await step.withdraw();
      const alreadyPaid = await step.findAlreadyPaid();
      const blocked = await step.prepareHouseholds();
      const changed = await step.change();
      const added = await step.add();
      await step.putInForce(actor);
      return { withdrawals, alreadyPaid, blocked, changed, added };
    });
    const { withdrawals, ...counts } = done;
    const result = { listId, ...counts, withdrawn: withdrawals.length, stoppedClaims };
    await appendFacts(db, list, actor, withdrawals, result);
    return result;
  });
}

async function lockList(db: TenantDb, listId: string, actor: Actor): Promise<{ list: StoredList; program: Program }> {
  const found = await findList(db, listId);
  if (!found) throw errors.LIST_NOT_FOUND();
  const program = await lockProgram(db, found.programId);
  if (program.status === 'closed') throw errors.PROGRAM_CLOSED();
  // Read again: whoever held the program may have applied or superseded it.
  const list = await findList(db, listId);
  if (list?.status !== 'staged') throw errors.LIST_NOT_STAGED();
  // Who is on it is paid: nobody brings people in alone.
  if (list.uploadedBy === actor) throw errors.LIST_SAME_PERSON();
  const base = await db.prisma.benefitList.findFirst({
    where: { programId: program.id, status: 'applied' },
    select: { id: true },
  });
  if ((base?.id ?? null) !== (list.difference?.baseListId ?? null)) throw errors.LIST_OUTDATED();
  return { list, program };
}

/** The statements, in the order in which they are called. */
class ApplyStep {
  readonly #db: TenantDb;
  readonly #list: StoredList;
  readonly #program: Program;

  constructor(db: TenantDb, list: StoredList, program: Program) {
    this.#db = db;
    this.#list = list;
    this.#program = program;
  }

  get #both() {
    return [this.#program.id, this.#list.id];
  }

  /**
   * Takes portions that are withdrawn, or change their amount, household or fence, out of their claims, unless a payment
   * has left. What is left of such a claim waits for its approval again.
   */
  async stopClaims({ secrets, payouts }: ApplyDependencies, actor: Actor): Promise<Released> {
    const disturbed = await withFreshPlans(this.#db, () => this.#findClaimed());
    const claimIds = [...new Set(disturbed.map(({ claimId }) => claimId))];
    if (claimIds.length === 0) return { cancelled: [], replaced: [], reduced: [] };
    const now = await transactionTime(this.#db);
    await holdClaimNumbers(this.#db, now);
    // All at once: it ends by taking the audit chain, and with that in hand nobody waits for payouts or their money.
    await cancelUnsentPayouts(this.#db, payouts, claimIds, actor);
    const stoppable = (await withFreshPlans(this.#db, () => this.#findClaimed())).filter(
      ({ hasLivePayout }) => !hasLivePayout,
    );
    if (stoppable.length === 0) return { cancelled: [], replaced: [], reduced: [] };
    const ids = stoppable.map(({ id }) => id);
    const released = await releasePortions(this.#db, await secrets.opened(this.#db.tenantId), ids, now);
    await this.#db.sql(
      `update benefit_entitlement set status = 'open', updated_at = now() where id = any($1::uuid[]) and status in ('claimed', 'approved')`,
      [ids],
    );
    return released;
  }

  #findClaimed(): Promise<{ id: string; claimId: string; hasLivePayout: boolean }[]> {
    return this.#db.sql(
      `select e.id, cp.claim_id as "claimId", exists (select from payout p where p.claim_id = cp.claim_id
         and p.status not in ('rejected', 'returned', 'expired', 'cancelled')) as "hasLivePayout"
       from ${COMPARED} join benefit_claim_portion cp on cp.entitlement_id = e.id and cp.live
       where ${OF_PROGRAM} and e.status in ('claimed', 'approved') and ${isDisturbed(this.#program.amountRule)} order by e.id`,
      this.#both,
    );
  }

  async withdraw(): Promise<{ id: string; reason: WithdrawReason }[]> {
    const { amountRule } = this.#program;
    return this.#db.sql(
      `update benefit_entitlement u set status = 'withdrawn', withdrawn_for = gone.reason, updated_at = now()
       from (select e.id, ${WITHDRAW_REASON} as reason from ${COMPARED}
         where ${OF_PROGRAM} and e.status in ${AT_REST} and ${isWithdrawn(amountRule)}) gone
       where u.id = gone.id returning u.id, u.withdrawn_for as reason`,
      this.#both,
    );
  }

  async findAlreadyPaid(): Promise<{ entitlementId: string; reason: WithdrawReason | 'changed' }[]> {
    const { amountRule } = this.#program;
    return this.#db.sql(
      `select e.id as "entitlementId", case when ${isWithdrawn(amountRule)} then ${WITHDRAW_REASON} else 'changed' end as reason
       from ${COMPARED} where ${OF_PROGRAM} and e.status in ('claimed', 'approved', 'paid') and ${isDisturbed(amountRule)} order by e.id`,
      this.#both,
    );
  }

  /** Makes the households that are new, and counts the heads that get nothing since their household's portion is taken. */
  async prepareHouseholds(): Promise<number> {
    const rows = portionRows(this.#program.amountRule);
    await this.#inSteps(
      `insert into benefit_household (id, program_id, number_index)
       select gen_random_uuid(), $1, r.household_index from benefit_list_row r
       where r.list_id = $2 and r.line between $3 and $4 and ${rows} group by r.household_index
       on conflict (tenant_id, program_id, number_index) do nothing`,
    );
    if (this.#program.amountRule === 'person') return 0;
    const [blocked] = await this.#db.sql<{ count: string }>(
      `select count(*) from benefit_list_row r join benefit_household h on h.program_id = $1 and h.number_index = r.household_index
       where r.list_id = $2 and ${rows} and ${TAKEN}
       and not exists (select from benefit_entitlement e where e.program_id = $1 and e.person_index = r.person_index and e.status <> 'withdrawn')`,
      this.#both,
    );
    return Number(blocked?.count ?? 0);
  }

  async change(): Promise<number> {
    const { amountRule, ruleVersion } = this.#program;
    const same = `e.program_id = $1 and e.person_index = r.person_index and r.list_id = $2 and r.line between $3 and $4 and ${portionRows(amountRule)}`;
    await this.#inSteps(
      `delete from benefit_match m using benefit_entitlement e, benefit_list_row r
       where m.entitlement_id = e.id and m.decided_by is null and ${same} and e.status in ('open', 'declined', 'expired', 'withdrawn')
       and (e.key_full, e.key_name_birth) <> (r.key_full, r.key_name_birth)`,
    );
    const update = (condition: string) =>
      this.#inSteps(
        `update benefit_entitlement e set household_id = h.id, list_id = $2, row_hash = r.row_hash, rule_version = ${Number(ruleVersion)},
           amount_yen = r.amount_yen, is_head = r.is_head, is_fenced = e.is_fenced or r.is_fenced,
           status = case e.status when 'withdrawn' then 'open' else e.status end, withdrawn_for = null,
           person = r.person, account = r.account, account_tail = r.account_tail, key_full = r.key_full, key_lot = r.key_lot,
           key_name_birth = r.key_name_birth, key_birth_lot = r.key_birth_lot, key_name_lot = r.key_name_lot, updated_at = now()
         from benefit_list_row r join benefit_household h on h.program_id = $1 and h.number_index = r.household_index
         where ${same} and ${condition}
         returning 1`,
      );
    const changed =
      (await update(`e.status in ${AT_REST} and e.row_hash <> r.row_hash`)) +
      (await update(`e.status = 'withdrawn' and not ${STANDS_BESIDE}${this.#unlessTaken}`));
    await this.#inSteps(
      `update benefit_entitlement e set list_id = $2 from benefit_list_row r
       where ${same} and e.status in ${AT_REST} and e.row_hash = r.row_hash and e.list_id <> $2`,
    );
    return changed;
  }

  async add(): Promise<number> {
    const { amountRule, ruleVersion } = this.#program;
    return this.#inSteps(
      `insert into benefit_entitlement (id, program_id, household_id, list_id, person_index, row_hash, rule_version, amount_yen, is_head,
         is_fenced, person, account, account_tail, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)
       select ${entitlementIdSql('$1::uuid', 'r.person_index')}, $1, h.id, $2, r.person_index, r.row_hash, ${Number(ruleVersion)}, r.amount_yen,
         r.is_head, r.is_fenced, r.person, r.account, r.account_tail, r.key_full, r.key_lot, r.key_name_birth, r.key_birth_lot, r.key_name_lot
       from benefit_list_row r join benefit_household h on h.program_id = $1 and h.number_index = r.household_index
       where r.list_id = $2 and r.line between $3 and $4 and ${portionRows(amountRule)}${this.#unlessTaken}
       and not exists (select from benefit_entitlement e where e.program_id = $1 and e.person_index = r.person_index)
       returning 1`,
    );
  }

  async putInForce(actor: Actor): Promise<void> {
    await this.#db.sql(`update benefit_list set status = 'superseded' where program_id = $1 and status = 'applied'`, [
      this.#program.id,
    ]);
    await this.#db.sql(
      `update benefit_list set status = 'applied', applied_by = $2, applied_at = now() where id = $1`,
      [this.#list.id, actor],
    );
    await this.#inSteps(
      'delete from benefit_list_row r where r.list_id = $2 and r.line between $3 and $4 and $1::uuid is not null',
    );
  }

  /** A household is paid once: its new head has no portion while another's is not withdrawn. */
  get #unlessTaken(): string {
    return this.#program.amountRule === 'household' ? ` and not ${TAKEN}` : '';
  }

  /** Runs a statement with $3 and $4 for the lines of each step; the number of rows that it returned. */
  async #inSteps(statement: string): Promise<number> {
    const [{ last } = { last: 0 }] = await this.#db.sql<{ last: number }>(
      'select coalesce(max(line), 0) as last from benefit_list_row where list_id = $1',
      [this.#list.id],
    );
    let count = 0;
    for (let first = 0; first <= last; first += STEP) {
      const counted = statement.trimEnd().endsWith('returning 1');
      const text = counted ? `with done as (${statement}) select count(*) from done` : statement;
      const [row] = await this.#db.sql<{ count: string }>(text, [...this.#both, first, first + STEP - 1]);
      if (counted) count += Number(row?.count ?? 0);
    }
    return count;
  }
}

/** A household with a portion that is not withdrawn. */
const TAKEN = `exists (select from benefit_entitlement o where o.household_id = h.id and o.program_id = $1 and o.status <> 'withdrawn')`;

async function appendFacts(
  db: TenantDb,
  list: StoredList,
  actor: Actor,
  withdrawals: readonly { id: string; reason: WithdrawReason }[],
  result: ApplyResult,
): Promise<void> {
  const { added, changed, withdrawn, blocked, stoppedClaims, alreadyPaid } = result;
  const facts: AuditFact[] = [
    {
      actor,
      action: 'benefit.list-applied',
      subject: `list:${list.id}`,
      detail: {
        programId: list.programId,
        fileHash: list.fileHash,
        rowCount: list.rowCount,
        added,
        changed,
        withdrawn,
        blocked,
        stoppedClaims: stoppedClaims.cancelled.length + stoppedClaims.reduced.length + stoppedClaims.replaced.length,
        alreadyPaid: alreadyPaid.length,
      },
    },
    ...withdrawals.map(
      ({ id, reason }): AuditFact => ({
        actor,
        action: 'benefit.entitlement-withdrawn',
        subject: `entitlement:${id}`,
        detail: { reason, listId: list.id },
      }),
    ),
    ...releaseFacts(actor, stoppedClaims),
  ];
  for (let start = 0; start < facts.length; start += FACTS_A_CALL)
    await appendAudit(db, facts.slice(start, start + FACTS_A_CALL));
}
