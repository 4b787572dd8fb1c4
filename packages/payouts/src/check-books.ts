// The daily look: what the ledger, the payouts and the attempts each say must be one story.
import { planForMany, type TenantDb } from '@tenohira/db';

export type Mismatch = {
  kind:
    | 'balance'
    | 'ledger-total'
    | 'payout-money'
    | 'no-attempt'
    | 'no-proof'
    | 'claim-live-twice'
    | 'claim-overpaid'
    | 'batch-total';
  /** `payout:<id>`, `claim:<id>`, `program:<id>`, `payout-batch:<id>` */
  subject: string;
  detail: string;
};

/** Whatever does not fit; empty when all is well. Reads everything of the tenant: once a day, or in a test. */
export async function checkBooks(db: TenantDb): Promise<Mismatch[]> {
  await planForMany(db);
  const mismatches: Mismatch[] = [];
  for (const text of CHECKS) mismatches.push(...(await db.sql<Mismatch>(text)));
  return mismatches;
}

const CHECKS = [
  `select 'balance' as kind, 'program:' || coalesce(b.program_id, e.program_id) as subject,
          coalesce(b.account, e.account) || ' is ' || coalesce(b.balance_yen, 0) || ', its entries say ' || coalesce(e.yen, 0) as detail
   from ledger_balance b full join (select program_id, account, sum(amount_yen) as yen from ledger_entry group by 1, 2) e
     on e.program_id = b.program_id and e.account = b.account
   where coalesce(b.balance_yen, 0) <> coalesce(e.yen, 0)`,
  `select 'ledger-total' as kind, 'program:' || program_id as subject, 'entries add up to ' || sum(amount_yen) as detail
   from ledger_entry group by program_id having sum(amount_yen) <> 0`,
  // Of a live payout the amount is where its status says; of a dead one it is back in the budget.
  `with held as (
     select payout_id, account, sum(amount_yen) as yen from ledger_entry
     where payout_id is not null and account <> 'budget' group by 1, 2 having sum(amount_yen) <> 0
   ), due as (
     select id, amount_yen, status, case
       when status in ('ready', 'batched') then 'reserved'
       when status in ('submitting', 'submitted', 'unknown') then 'in-transit'
       when status = 'settled' then 'paid' end as account
     from payout
   )
   select 'payout-money' as kind, 'payout:' || coalesce(d.id, h.payout_id) as subject,
          coalesce(d.status, 'no payout') || ', but ' || coalesce(h.account, 'nothing') || ' holds ' || coalesce(h.yen, 0) as detail
   from (select * from due where account is not null) d full join held h on h.payout_id = d.id and h.account = d.account
   where h.yen is distinct from d.amount_yen`,
  `select 'no-attempt' as kind, 'payout:' || id as subject, status || ' without an attempt or a file' as detail
   from payout p where status not in ('ready', 'batched', 'cancelled') and batch_id is null
   and not exists (select from payout_attempt a where a.payout_id = p.id)`,
  `select 'no-proof' as kind, 'payout:' || id as subject, 'settled, and no attempt says so' as detail
   from payout p where status = 'settled' and batch_id is null
   and not exists (select from payout_attempt a where a.payout_id = p.id and a.outcome = 'settled')`,
  `select 'claim-live-twice' as kind, 'claim:' || claim_id as subject, count(*) || ' live payouts' as detail
   from payout where status not in ('rejected', 'returned', 'expired', 'cancelled') group by claim_id having count(*) > 1`,
  `select 'claim-overpaid' as kind, 'claim:' || c.id as subject, 'live payouts of ' || sum(p.amount_yen) || ' for ' || c.amount_yen as detail
   from payout p join benefit_claim c on c.id = p.claim_id
   where p.status not in ('rejected', 'returned', 'expired', 'cancelled') group by c.id, c.amount_yen having sum(p.amount_yen) > c.amount_yen`,
  `select 'batch-total' as kind, 'payout-batch:' || b.id as subject, count(p.id) || ' payouts of ' || coalesce(sum(p.amount_yen), 0) as detail
   from payout_batch b left join payout p on p.batch_id = b.id where b.status <> 'cancelled'
   group by b.id, b.count, b.total_yen having count(p.id) <> b.count or coalesce(sum(p.amount_yen), 0) <> b.total_yen`,
];
