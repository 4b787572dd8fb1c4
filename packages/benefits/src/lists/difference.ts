// What a list would change against the one in force. The same conditions decide what `applyList` does.
import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import { AGAIN, type PortionStatus } from '../claims/portions.ts';
import { readListedAccount, readListedPerson } from './listed-person.ts';

export const WITHDRAW_REASONS = ['moved-out', 'deceased', 'not-listed', 'split-household'] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];

export const CHANGED_FIELDS = [
  'amount',
  'name',
  'birthdate',
  'address',
  'account',
  'household',
  'head',
  'fence',
  'other',
] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** Ids and lines only: nothing in it tells a person. Of rows the first 1,000 of each kind. */
export type ListDifference = {
  /** The list in force when the difference was taken; null for none. */
  baseListId: string | null;
  counts: {
    /** Portions, not rows: for a benefit by household the heads'. */
    added: number;
    /** Withdrawn by an earlier list, and on this one again. */
    returned: number;
    changed: number;
    unchanged: number;
    withdrawn: number;
    /** New heads of households whose portion was claimed or paid: they get none. */
    blocked: number;
    /** Claims not yet sent to a bank or provider that would be stopped. */
    stopped: number;
    /** Withdrawn or changed though a payment is under way or made: for staff to follow up. */
    alreadyPaid: number;
  };
  amountYen: { before: number; after: number };
  changedFields: Partial<Record<ChangedField, number>>;
  withdrawnFor: Partial<Record<WithdrawReason, number>>;
  addedLines: readonly number[];
  changes: readonly { line: number; entitlementId: string; fields: readonly ChangedField[] }[];
  withdrawals: readonly { entitlementId: string; reason: WithdrawReason; status: PortionStatus }[];
};

export type AmountRule = 'household' | 'person';
export type Comparison = { programId: string; listId: string; amountRule: AmountRule };

const MOST_KEPT = 1_000;
const BATCH = 1_000;

/** Rows `r` that give a portion: of a household its head's, by person everyone's. */
export const portionRows = (rule: AmountRule) =>
  `r.standing = 'eligible'${rule === 'household' ? ' and r.is_head' : ''}`;

/** Entitlements `e` of program $1 with their row `r` of list $2. */
export const COMPARED = `benefit_entitlement e
  join benefit_household h on h.id = e.household_id
  left join benefit_list_row r on r.list_id = $2 and r.person_index = e.person_index`;

/** Those that a list speaks of: a portion that staff added beside a paid one is none of its business. */
export const OF_PROGRAM = `e.program_id = $1 and e.person_index not like '%${AGAIN}'`;

/** Also a head who moves into a household whose portion somebody else has: it is paid once. */
export const isWithdrawn = (rule: AmountRule) =>
  `(r.line is null or not (${portionRows(rule)})${rule === 'household' ? ` or (r.household_index <> h.number_index and ${MOVES_IN})` : ''})`;

const MOVES_IN = `exists (select from benefit_household t join benefit_entitlement o on o.household_id = t.id
  where t.program_id = $1 and t.number_index = r.household_index and o.id <> e.id and o.status in ('claimed', 'approved', 'paid'))`;

export const WITHDRAW_REASON = `case when r.line is null then 'not-listed' when r.standing <> 'eligible' then r.standing else 'split-household' end`;

/** What a claim cannot stand on any more. A fence that staff put up stays, whatever the list says. */
export const isDisturbed = (rule: AmountRule) =>
  `(${isWithdrawn(rule)} or r.amount_yen <> e.amount_yen or r.household_index <> h.number_index or (r.is_fenced and not e.is_fenced))`;

/** Portions whose payout has left, or of which nobody knows: not one of packages/payouts `DEAD_STATUSES`, `ready`, `batched`. */
const SENT_PORTIONS = `(select cp.entitlement_id from benefit_claim_portion cp join payout p on p.claim_id = cp.claim_id
  where cp.live and p.status in ('submitting', 'submitted', 'unknown', 'settled'))`;

export async function computeDifference(
  db: TenantDb,
  secrets: OpenedSecrets,
  comparison: Comparison,
): Promise<ListDifference> {
  const { programId, listId, amountRule } = comparison;
  const both = [programId, listId];
  const [base] = await db.sql<{ id: string }>(
    `select id from benefit_list where program_id = $1 and status = 'applied'`,
    [programId],
  );
  const [sums] = await db.sql<Record<'added' | 'returned' | 'unchanged' | 'blocked' | 'after', string>>(
    countNew(amountRule),
    both,
  );
  const [old] = await db.sql<Record<'before' | 'stopped' | 'alreadyPaid', string>>(countDisturbed(amountRule), both);
  const added = await db.sql<{ line: number }>(
    `select r.line from benefit_list_row r where r.list_id = $2 and ${portionRows(amountRule)}
     and not exists (select from benefit_entitlement e where e.program_id = $1 and e.person_index = r.person_index)
     order by r.line limit ${MOST_KEPT}`,
    both,
  );
  const withdrawn = await db.sql<{
    entitlementId: string;
    reason: WithdrawReason;
    status: PortionStatus;
    total: string;
    ofReason: string;
  }>(
    `select e.id as "entitlementId", e.status, ${WITHDRAW_REASON} as reason, count(*) over () as total,
       count(*) over (partition by ${WITHDRAW_REASON}) as "ofReason"
     from ${COMPARED} where ${OF_PROGRAM} and e.status <> 'withdrawn' and ${isWithdrawn(amountRule)}
     order by e.id limit ${MOST_KEPT}`,
    both,
  );
  const changed = await compareChanged(db, secrets, comparison);
  const number = (text: string | undefined) => Number(text ?? 0);
  return {
    baseListId: base?.id ?? null,
    counts: {
      added: number(sums?.added),
      returned: number(sums?.returned),
      changed: changed.count,
      unchanged: number(sums?.unchanged),
      withdrawn: number(withdrawn[0]?.total),
      blocked: number(sums?.blocked),
      stopped: number(old?.stopped),
      alreadyPaid: number(old?.alreadyPaid),
    },
    amountYen: { before: number(old?.before), after: number(sums?.after) },
    changedFields: changed.fields,
    withdrawnFor: Object.fromEntries(withdrawn.map(({ reason, ofReason }) => [reason, Number(ofReason)])),
    addedLines: added.map(({ line }) => line),
    changes: changed.changes,
    withdrawals: withdrawn.map(({ entitlementId, reason, status }) => ({ entitlementId, reason, status })),
  };
}

function countNew(rule: AmountRule): string {
  const takenHouseholds = `(select h.number_index from benefit_household h join benefit_entitlement o on o.household_id = h.id
    where h.program_id = $1 and o.status in ('claimed', 'approved', 'paid'))`;
  return `select count(*) filter (where e.id is null) as added, count(*) filter (where e.status = 'withdrawn') as returned,
      count(*) filter (where e.status <> 'withdrawn' and e.row_hash = r.row_hash) as unchanged,
      count(*) filter (where (e.id is null or e.status = 'withdrawn') and ${rule === 'household' ? `r.household_index in ${takenHouseholds}` : 'false'}) as blocked,
      coalesce(sum(r.amount_yen), 0) as after
    from benefit_list_row r left join benefit_entitlement e on e.program_id = $1 and e.person_index = r.person_index
    where r.list_id = $2 and ${portionRows(rule)}`;
}

function countDisturbed(rule: AmountRule): string {
  const isClaimed = `e.status in ('claimed', 'approved') and ${isDisturbed(rule)}`;
  return `select coalesce(sum(e.amount_yen), 0) as before,
      count(*) filter (where ${isClaimed} and e.id not in ${SENT_PORTIONS}) as stopped,
      count(*) filter (where (${isClaimed} and e.id in ${SENT_PORTIONS}) or (e.status = 'paid' and ${isDisturbed(rule)})) as "alreadyPaid"
    from ${COMPARED} where ${OF_PROGRAM} and e.status <> 'withdrawn'`;
}

type Pair = {
  line: number;
  id: string;
  oldPerson: Buffer;
  newPerson: Buffer;
  oldAccount: Buffer | null;
  newAccount: Buffer | null;
  amount: boolean;
  household: boolean;
  head: boolean;
  fence: boolean;
};

/** Which fields differ is known only once both sides are decrypted: in batches, so that memory stays flat. */
async function compareChanged(db: TenantDb, secrets: OpenedSecrets, { programId, listId, amountRule }: Comparison) {
  const fields: Partial<Record<ChangedField, number>> = {};
  const changes: { line: number; entitlementId: string; fields: ChangedField[] }[] = [];
  let count = 0;
  for (let after = 0; ; ) {
    const pairs = await db.sql<Pair>(
      `select r.line, e.id, e.person as "oldPerson", r.person as "newPerson", e.account as "oldAccount", r.account as "newAccount",
         e.amount_yen <> r.amount_yen as amount, h.number_index <> r.household_index as household, e.is_head <> r.is_head as head,
         r.is_fenced and not e.is_fenced as fence
       from benefit_list_row r join benefit_entitlement e on e.program_id = $1 and e.person_index = r.person_index
       join benefit_household h on h.id = e.household_id
       where r.list_id = $2 and r.line > $3 and not ${isWithdrawn(amountRule)} and e.status <> 'withdrawn' and e.row_hash <> r.row_hash
       order by r.line limit ${BATCH}`,
      [programId, listId, after],
    );
    for (const pair of pairs) {
      const differing = differingFields(secrets, pair);
      for (const field of differing) fields[field] = (fields[field] ?? 0) + 1;
      if (changes.length < MOST_KEPT) changes.push({ line: pair.line, entitlementId: pair.id, fields: differing });
      after = pair.line;
    }
    count += pairs.length;
    if (pairs.length < BATCH) return { count, fields, changes };
  }
}

function differingFields(secrets: OpenedSecrets, pair: Pair): ChangedField[] {
  const before = readListedPerson(secrets, { id: pair.id, person: pair.oldPerson });
  const after = readListedPerson(secrets, { id: pair.id, person: pair.newPerson });
  const accountOf = (account: Buffer | null) =>
    JSON.stringify(readListedAccount(secrets, { id: pair.id, account }) ?? null);
  const fields: ChangedField[] = [];
  if (pair.amount) fields.push('amount');
  if (before.name !== after.name || before.kana !== after.kana) fields.push('name');
  if (before.birthdate !== after.birthdate) fields.push('birthdate');
  if (before.address !== after.address) fields.push('address');
  if (accountOf(pair.oldAccount) !== accountOf(pair.newAccount)) fields.push('account');
  if (pair.household) fields.push('household');
  if (pair.head) fields.push('head');
  if (pair.fence) fields.push('fence');
  return fields.length > 0 ? fields : ['other'];
}
