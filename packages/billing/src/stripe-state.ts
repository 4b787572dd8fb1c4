// Stripe's objects as our rows: the only file that knows their fields.
import type Stripe from 'stripe';
import { errors } from './errors.ts';
import { askStripe, type StripeAccess } from './stripe-access.ts';

/** Statuses of a subscription that is over. */
const OVER: readonly string[] = ['canceled', 'incomplete_expired'];
/** Statuses of an invoice that is still owed. One that was written off is. */
const OWED: readonly string[] = ['open', 'uncollectible'];

export type StripeState = {
  subscription: {
    subscriptionId: string;
    plan: string | null;
    status: string;
    scheduleId: string | null;
    nextPlan: string | null;
    nextPlanFrom: Date | null;
    periodStart: Date | null;
    periodEnd: Date | null;
    endedAt: Date | null;
  } | null;
  oldestDueAt: Date | null;
  creditYen: number;
  invoices: InvoiceRow[];
};

export type InvoiceRow = {
  id: string;
  number: string | null;
  status: string;
  reason: string | null;
  subtotalYen: number;
  taxYen: number;
  totalYen: number;
  dueYen: number;
  paidYen: number;
  periodStart: Date;
  periodEnd: Date;
  issuedAt: Date;
  dueAt: Date | null;
  paidAt: Date | null;
  pageUrl: string | null;
  pdfUrl: string | null;
};

/**
 * All that Stripe has of a customer now.
 * @throws AppError BILLING_UNAVAILABLE, BILLING_MISCONFIGURED, BILLING_AMOUNT_INVALID
 */
export async function fetchState({ client }: StripeAccess, customerId: string): Promise<StripeState> {
  return askStripe(async () => {
    const [customer, subscriptions, invoices] = await Promise.all([
      client.customers.retrieve(customerId, { expand: ['cash_balance'] }),
      listSubscriptions(client, customerId),
      collect(client.invoices.list({ customer: customerId, limit: 100 })),
    ]);
    // One that runs stands for the city, else the last one that did. Newest first.
    const subscription = subscriptions.find(isAlive) ?? subscriptions[0];
    const rows = invoices.flatMap(toInvoiceRow);
    const owed = rows.flatMap(({ status, dueAt, dueYen }) =>
      OWED.includes(status) && dueAt !== null && dueYen > 0 ? [dueAt.getTime()] : [],
    );
    return {
      subscription: subscription === undefined ? null : await toSubscription(client, subscription),
      oldestDueAt: owed.length === 0 ? null : new Date(Math.min(...owed)),
      creditYen: creditOf(customer),
      invoices: rows,
    };
  });
}

export function isAlive({ status }: Stripe.Subscription): boolean {
  return !OVER.includes(status);
}

/** Every subscription a customer ever had with its schedule, newest first. */
export function listSubscriptions(client: Stripe, customer: string): Promise<Stripe.Subscription[]> {
  return collect(client.subscriptions.list({ customer, status: 'all', limit: 100, expand: ['data.schedule'] }));
}

/** JPY has no decimals: Stripe's integer is the yen. @throws AppError BILLING_AMOUNT_INVALID */
export function toYen(amount: number, currency: string): number {
  if (currency !== 'jpy' || !Number.isSafeInteger(amount)) throw errors.AMOUNT_INVALID({ details: { currency } });
  return amount;
}

export function planOf(price: Stripe.Price | undefined): string | null {
  return price?.metadata.plan ?? null;
}

/** The schedule of a subscription that was asked for with it expanded. */
export function scheduleOf({ schedule }: Stripe.Subscription): Stripe.SubscriptionSchedule | undefined {
  return typeof schedule === 'string' || schedule === null ? undefined : schedule;
}

/** What a schedule leads to after the phase that runs. */
export function nextPhaseOf({ phases, current_phase: current }: Stripe.SubscriptionSchedule) {
  const phase = current === null ? undefined : phases.find(({ start_date }) => start_date >= current.end_date);
  const price = phase?.items[0]?.price;
  if (phase === undefined || price === undefined) return undefined;
  return { priceId: typeof price === 'string' ? price : price.id, startsAt: new Date(phase.start_date * 1_000) };
}

async function toSubscription(
  client: Stripe,
  subscription: Stripe.Subscription,
): Promise<NonNullable<StripeState['subscription']>> {
  const [item] = subscription.items.data;
  const schedule = scheduleOf(subscription);
  const next = schedule && nextPhaseOf(schedule);
  return {
    subscriptionId: subscription.id,
    plan: planOf(item?.price),
    status: subscription.status,
    scheduleId: schedule?.id ?? null,
    nextPlan: next === undefined ? null : planOf(await client.prices.retrieve(next.priceId)),
    nextPlanFrom: next?.startsAt ?? null,
    periodStart: toDate(item?.current_period_start),
    periodEnd: toDate(item?.current_period_end),
    endedAt: toDate(subscription.ended_at),
  };
}

function toInvoiceRow(invoice: Stripe.Invoice): InvoiceRow[] {
  const { status, currency } = invoice;
  const issuedAt = toDate(invoice.status_transitions.finalized_at);
  // A draft is not a bill yet, and may still change or disappear.
  if (status === null || status === 'draft' || issuedAt === null) return [];
  const yen = (amount: number) => toYen(amount, currency);
  const totalYen = yen(invoice.total);
  const subtotalYen = yen(invoice.total_excluding_tax ?? invoice.total);
  return [
    {
      id: invoice.id,
      number: invoice.number,
      status,
      reason: invoice.billing_reason,
      subtotalYen,
      taxYen: totalYen - subtotalYen,
      totalYen,
      dueYen: yen(invoice.amount_due),
      paidYen: yen(invoice.amount_paid),
      periodStart: new Date(invoice.period_start * 1_000),
      periodEnd: new Date(invoice.period_end * 1_000),
      issuedAt,
      dueAt: toDate(invoice.due_date),
      paidAt: toDate(invoice.status_transitions.paid_at),
      pageUrl: invoice.hosted_invoice_url ?? null,
      pdfUrl: invoice.invoice_pdf ?? null,
    },
  ];
}

/** What was transferred and not used, and what was credited (below zero at Stripe). */
function creditOf(customer: Stripe.Customer | Stripe.DeletedCustomer): number {
  if (customer.deleted) return 0;
  const cash = customer.cash_balance?.available?.jpy ?? 0;
  const credit = Math.max(0, -customer.balance);
  return toYen(cash, 'jpy') + toYen(credit, customer.currency ?? 'jpy');
}

export function toDate(seconds: number | null | undefined): Date | null {
  return typeof seconds === 'number' ? new Date(seconds * 1_000) : null;
}

async function collect<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(item);
  return items;
}
