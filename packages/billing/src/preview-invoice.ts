import type Stripe from 'stripe';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { askStripe, isStripeCode } from './stripe-access.ts';
import { toYen } from './stripe-state.ts';

export type InvoicePreview = {
  /** When it will be made. */
  on: Date;
  subtotalYen: number;
  taxYen: number;
  totalYen: number;
  /** What is to be paid: the total less what the city has in credit. */
  dueYen: number;
  lines: { description: string; amountYen: number; from: Date; to: Date }[];
};

/**
 * The city's next invoice, computed by Stripe now; null where there will be none.
 * @throws AppError BILLING_UNAVAILABLE, BILLING_NOT_CONFIGURED
 */
export async function previewNextInvoice(deps: BillingDependencies, tenantId: string): Promise<InvoicePreview | null> {
  const [row] = await deps.db.readTenant(tenantId, ({ sql }) =>
    sql<{ subscription: string | null; schedule: string | null }>(
      'select subscription_id as subscription, schedule_id as schedule from subscription where ended_at is null',
    ),
  );
  const { subscription, schedule } = row ?? {};
  if (!subscription) return null;
  const { client } = stripeOf(deps);
  const asked = schedule ? { schedule } : { subscription };
  return askStripe(() => client.invoices.createPreview(asked).then(toPreview, nullWithoutNext));
}

export function toPreview(invoice: Stripe.Invoice): InvoicePreview {
  const yen = (amount: number) => toYen(amount, invoice.currency);
  const totalYen = yen(invoice.total);
  const subtotalYen = yen(invoice.total_excluding_tax ?? invoice.total);
  return {
    on: new Date(invoice.created * 1_000),
    subtotalYen,
    taxYen: totalYen - subtotalYen,
    totalYen,
    dueYen: yen(invoice.amount_due),
    lines: invoice.lines.data.map(({ description, amount, period }) => ({
      description: description ?? '',
      amountYen: yen(amount),
      from: new Date(period.start * 1_000),
      to: new Date(period.end * 1_000),
    })),
  };
}

function nullWithoutNext(error: unknown): null {
  if (isStripeCode(error, 'invoice_upcoming_none')) return null;
  throw error;
}
