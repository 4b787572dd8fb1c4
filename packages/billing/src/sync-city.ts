import { type AuditFact, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { findPlan } from './plans.ts';
import { fetchState, type InvoiceRow, type StripeState } from './stripe-state.ts';

type Turn = { turn: number; customerId: string };

/**
 * Stores what Stripe has of the city now: subscription, invoices, credit. Nothing is taken from an event, so their order does
 * not matter; and since answers overtake one another too, a turn is taken before Stripe is asked, and an answer is stored only
 * if none of a later turn has been.
 *
 * @param also runs in the transaction that stores; whether or not this answer was the newer one
 * @returns false where the city is no customer
 * @throws AppError BILLING_UNAVAILABLE, BILLING_NOT_CONFIGURED
 */
export async function syncCity(
  deps: BillingDependencies,
  tenantId: string,
  also: (db: TenantDb) => Promise<void> = async () => {},
): Promise<boolean> {
  const stripe = stripeOf(deps);
  const turn = await deps.db.withTenant(tenantId, takeTurn);
  if (turn === undefined) return false;
  const state = await fetchState(stripe, turn.customerId);
  await deps.db.withTenant(tenantId, async (db) => {
    await storeState(db, turn, state);
    await also(db);
  });
  return true;
}

async function takeTurn({ sql }: TenantDb): Promise<Turn | undefined> {
  const [turn] = await sql<Turn>(
    `update subscription set last_turn = last_turn + 1 where customer_id is not null
     returning last_turn as turn, customer_id as "customerId"`,
  );
  return turn;
}

async function storeState(db: TenantDb, { turn }: Turn, state: StripeState): Promise<void> {
  const { subscription, oldestDueAt, creditYen, invoices } = state;
  // From here to the end of the transaction this is the only one that stores for the city.
  const [known] = await db.sql<{ plan: string | null }>('select plan from subscription for update');
  const stored = await db.sql(
    `update subscription
     set stored_turn = $1, synced_at = now(), oldest_due_at = $2, credit_yen = $3,
         subscription_id = coalesce($4, subscription_id), plan = coalesce($5, plan), status = coalesce($6, status),
         period_start = $7, period_end = $8, ended_at = $9, schedule_id = $10, next_plan = $11, next_plan_from = $12
     where stored_turn < $1 returning 1`,
    [
      turn,
      oldestDueAt,
      creditYen,
      subscription?.subscriptionId ?? null,
      subscription?.plan ?? null,
      subscription?.status ?? null,
      subscription?.periodStart ?? null,
      subscription?.periodEnd ?? null,
      subscription?.endedAt ?? null,
      subscription?.scheduleId ?? null,
      subscription?.nextPlan ?? null,
      subscription?.nextPlanFrom ?? null,
    ],
  );
  if (stored.length === 0) return;
  const before = await db.sql<{ id: string; status: string }>('select id, status from invoice');
  await storeInvoices(db, invoices);
  await appendAudit(db, [
    ...turnOf(known?.plan ?? null, subscription?.plan ?? null),
    ...changesOf(new Map(before.map(({ id, status }) => [id, status])), invoices),
  ]);
}

async function storeInvoices(db: TenantDb, invoices: readonly InvoiceRow[]): Promise<void> {
  if (invoices.length === 0) return;
  await db.sql(
    `insert into invoice (id, number, status, reason, subtotal_yen, tax_yen, total_yen, due_yen, paid_yen, period_start,
                          period_end, issued_at, due_at, paid_at, page_url, pdf_url)
     select id, number, status, reason, "subtotalYen", "taxYen", "totalYen", "dueYen", "paidYen", "periodStart", "periodEnd",
            "issuedAt", "dueAt", "paidAt", "pageUrl", "pdfUrl"
     from jsonb_to_recordset($1) as row (
       id text, number text, status text, reason text, "subtotalYen" int, "taxYen" int, "totalYen" int, "dueYen" int,
       "paidYen" int, "periodStart" timestamptz, "periodEnd" timestamptz, "issuedAt" timestamptz, "dueAt" timestamptz,
       "paidAt" timestamptz, "pageUrl" text, "pdfUrl" text
     )
     on conflict (tenant_id, id) do update set
       number = excluded.number, status = excluded.status, subtotal_yen = excluded.subtotal_yen, tax_yen = excluded.tax_yen,
       total_yen = excluded.total_yen, due_yen = excluded.due_yen, paid_yen = excluded.paid_yen, due_at = excluded.due_at,
       paid_at = excluded.paid_at, page_url = excluded.page_url, pdf_url = excluded.pdf_url`,
    [JSON.stringify(invoices)],
  );
}

/** From year to month or back has taken effect. */
function turnOf(from: string | null, to: string | null): AuditFact[] {
  if (from === null || to === null || findPlan(from)?.interval === findPlan(to)?.interval) return [];
  return [{ actor: 'system', action: 'billing.interval-changed', subject: 'subscription', detail: { from, to } }];
}

/** What has become of an invoice, each told once. */
const ACTIONS: Readonly<Record<string, string>> = {
  paid: 'billing.invoice-paid',
  void: 'billing.invoice-voided',
  uncollectible: 'billing.invoice-written-off',
};

function changesOf(before: ReadonlyMap<string, string>, invoices: readonly InvoiceRow[]): AuditFact[] {
  return invoices.flatMap(({ id, status, totalYen, paidYen }) => {
    const known = before.get(id);
    const became = known === status ? undefined : ACTIONS[status];
    const actions = [
      ...(known === undefined ? ['billing.invoice-issued'] : []),
      ...(became === undefined ? [] : [became]),
    ];
    const detail = { totalYen, paidYen };
    return actions.map((action) => ({ actor: 'system' as const, action, subject: `invoice:${id}`, detail }));
  });
}
