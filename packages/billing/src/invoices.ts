import type { TenantDb } from '@tenohira/db';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { errors } from './errors.ts';
import { askStripe } from './stripe-access.ts';
import type { InvoiceRow } from './stripe-state.ts';

export type Invoice = InvoiceRow;

const COLUMNS = `id, number, status, reason, subtotal_yen as "subtotalYen", tax_yen as "taxYen", total_yen as "totalYen",
  due_yen as "dueYen", paid_yen as "paidYen", period_start as "periodStart", period_end as "periodEnd",
  issued_at as "issuedAt", due_at as "dueAt", paid_at as "paidAt", page_url as "pageUrl", pdf_url as "pdfUrl"`;

/**
 * The city's invoices, newest first.
 * @param page `after` is the last `id` of the page before
 */
export function listInvoices(db: TenantDb, page: { after?: string; limit: number }): Promise<Invoice[]> {
  return db.sql<Invoice>(
    `select ${COLUMNS} from invoice
     where $1::text is null or (issued_at, id) < (select issued_at, id from invoice where id = $1)
     order by issued_at desc, id desc limit $2`,
    [page.after ?? null, page.limit],
  );
}

/**
 * Where Stripe shows the receipt (領収書) of an invoice. Asked for each time, because such an address is good for 30 days.
 * @throws AppError BILLING_INVOICE_NOT_FOUND, BILLING_RECEIPT_NOT_FOUND, BILLING_UNAVAILABLE, BILLING_NOT_CONFIGURED
 */
export async function receiptUrl(deps: BillingDependencies, tenantId: string, invoiceId: string): Promise<string> {
  const own = await deps.db.readTenant(tenantId, ({ sql }) => sql('select 1 from invoice where id = $1', [invoiceId]));
  if (own.length === 0) throw errors.INVOICE_NOT_FOUND();
  const { client } = stripeOf(deps);
  const payments = await askStripe(() =>
    client.invoicePayments.list({
      invoice: invoiceId,
      status: 'paid',
      expand: ['data.payment.payment_intent.latest_charge'],
    }),
  );
  for (const { payment } of payments.data) {
    const intent = payment.payment_intent;
    const charge = typeof intent === 'object' ? intent.latest_charge : null;
    if (typeof charge === 'object' && charge?.receipt_url) return charge.receipt_url;
  }
  throw errors.RECEIPT_NOT_FOUND();
}
