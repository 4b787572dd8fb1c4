// How things look in answers and events: API version 2026-10-28.endive. Fields that nothing here decides are left out.
import type { JsonObject } from '../state/model.ts';
import { findSchedule, phaseAt } from './find-schedule.ts';
import { sumsOf } from './invoice-sums.ts';
import type {
  Customer,
  Invoice,
  Line,
  Payment,
  Price,
  Product,
  StripeAccount,
  StripeEvent,
  Subscription,
  SubscriptionSchedule,
  TaxRate,
} from './model.ts';

export const API_VERSION = '2026-10-28.endive';
const LIVEMODE = { livemode: false };

export function listOf(url: string, data: readonly JsonObject[], hasMore = false): JsonObject {
  return { object: 'list', url, has_more: hasMore, data: [...data] };
}

export function viewProduct({ id, name, active, metadata, created }: Product): JsonObject {
  return { id, object: 'product', active, created, name, metadata, type: 'service', ...LIVEMODE };
}

export function viewPrice(price: Price): JsonObject {
  return {
    id: price.id,
    object: 'price',
    active: price.active,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: 'jpy',
    ...LIVEMODE,
    lookup_key: price.lookupKey,
    metadata: price.metadata,
    nickname: price.nickname,
    product: price.productId,
    recurring: { interval: price.interval, interval_count: 1, usage_type: 'licensed' },
    tax_behavior: price.taxBehavior,
    type: 'recurring',
    unit_amount: price.unitAmount,
    unit_amount_decimal: String(price.unitAmount),
  };
}

export function viewTaxRate(rate: TaxRate): JsonObject {
  return {
    id: rate.id,
    object: 'tax_rate',
    active: rate.active,
    country: rate.country,
    created: rate.created,
    description: rate.description,
    display_name: rate.displayName,
    effective_percentage: rate.percentage,
    inclusive: rate.inclusive,
    jurisdiction: rate.jurisdiction,
    ...LIVEMODE,
    metadata: rate.metadata,
    percentage: rate.percentage,
    rate_type: 'percentage',
  };
}

export function viewCustomer(customer: Customer): JsonObject {
  return {
    id: customer.id,
    object: 'customer',
    balance: customer.balance,
    created: customer.created,
    currency: 'jpy',
    description: customer.description,
    email: customer.email,
    invoice_prefix: customer.invoicePrefix,
    ...LIVEMODE,
    metadata: customer.metadata,
    name: customer.name,
    next_invoice_sequence: customer.nextInvoice,
    phone: customer.phone,
    preferred_locales: customer.preferredLocales,
  };
}

export function viewCashBalance({ id, cash }: Customer): JsonObject {
  return {
    object: 'cash_balance',
    available: cash === 0 ? null : { jpy: cash },
    customer: id,
    ...LIVEMODE,
    settings: { reconciliation_mode: 'automatic', using_merchant_default: true },
  };
}

export function viewSubscription(account: StripeAccount, subscription: Subscription): JsonObject {
  const price = account.prices.find(({ id }) => id === subscription.priceId);
  const item: JsonObject = {
    id: subscription.itemId,
    object: 'subscription_item',
    created: subscription.created,
    current_period_end: subscription.periodEnd,
    current_period_start: subscription.periodStart,
    metadata: {},
    price: price === undefined ? null : viewPrice(price),
    quantity: 1,
    subscription: subscription.id,
    tax_rates: [],
  };
  return {
    id: subscription.id,
    object: 'subscription',
    billing_cycle_anchor: subscription.billingCycleAnchor,
    billing_cycle_anchor_config: subscription.anchorConfig,
    billing_mode: { type: subscription.billingMode },
    cancel_at: subscription.cancelAtPeriodEnd ? subscription.periodEnd : null,
    cancel_at_period_end: subscription.cancelAtPeriodEnd,
    canceled_at: subscription.canceledAt,
    collection_method: 'send_invoice',
    created: subscription.created,
    currency: 'jpy',
    customer: subscription.customerId,
    days_until_due: subscription.daysUntilDue,
    default_tax_rates: account.taxRates.filter(({ id }) => subscription.taxRateIds.includes(id)).map(viewTaxRate),
    description: subscription.description,
    ended_at: subscription.endedAt,
    items: listOf(`/v1/subscription_items?subscription=${subscription.id}`, [item]),
    latest_invoice: subscription.latestInvoiceId,
    ...LIVEMODE,
    metadata: subscription.metadata,
    payment_settings: subscription.paymentSettings,
    schedule: findSchedule(account, subscription)?.id ?? null,
    start_date: subscription.created,
    status: subscription.status,
    trial_end: null,
    trial_start: null,
  };
}

export function viewSchedule(account: StripeAccount, schedule: SubscriptionSchedule): JsonObject {
  const isActive = schedule.status === 'active';
  const subscription = account.subscriptions.find(({ id }) => id === schedule.subscriptionId);
  // Phases end with periods.
  const current = isActive && subscription !== undefined ? phaseAt(schedule, subscription.periodStart) : undefined;
  return {
    id: schedule.id,
    object: 'subscription_schedule',
    canceled_at: schedule.canceledAt,
    completed_at: null,
    created: schedule.created,
    current_phase: current === undefined ? null : { start_date: current.start, end_date: current.end },
    customer: schedule.customerId,
    end_behavior: 'release',
    ...LIVEMODE,
    metadata: schedule.metadata,
    phases: schedule.phases.map((phase) => ({
      billing_cycle_anchor: phase.billingCycleAnchor,
      collection_method: 'send_invoice',
      currency: 'jpy',
      default_tax_rates: account.taxRates.filter(({ id }) => phase.taxRateIds.includes(id)).map(viewTaxRate),
      end_date: phase.end,
      invoice_settings: { days_until_due: phase.daysUntilDue },
      items: [{ metadata: {}, price: phase.priceId, quantity: 1, tax_rates: [] }],
      metadata: {},
      proration_behavior: 'none',
      start_date: phase.start,
    })),
    released_at: schedule.releasedAt,
    released_subscription: schedule.status === 'released' ? schedule.subscriptionId : null,
    status: schedule.status,
    subscription: isActive ? schedule.subscriptionId : null,
  };
}

export function viewInvoice(account: StripeAccount, invoice: Invoice): JsonObject {
  const { subtotal, tax, total } = sumsOf(account, invoice);
  const customer = account.customers.find(({ id }) => id === invoice.customerId);
  const page = invoice.finalizedAt === null ? null : `${account.origin}/stripe/invoices/${invoice.token}`;
  return {
    id: invoice.id,
    object: 'invoice',
    amount_due: invoice.amountDue,
    amount_overpaid: 0,
    amount_paid: invoice.amountPaid,
    amount_paid_off_stripe: invoice.amountPaidOffStripe,
    amount_remaining: invoice.amountDue - invoice.amountPaid,
    auto_advance: invoice.finalizesAt !== null,
    automatically_finalizes_at: invoice.status === 'draft' ? invoice.finalizesAt : null,
    billing_reason: invoice.reason,
    collection_method: 'send_invoice',
    created: invoice.created,
    currency: 'jpy',
    customer: invoice.customerId,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    default_tax_rates: account.taxRates.filter(({ id }) => invoice.taxRateIds.includes(id)).map(viewTaxRate),
    due_date: invoice.dueAt,
    effective_at: invoice.finalizedAt,
    ending_balance: invoice.endingBalance,
    hosted_invoice_url: page,
    invoice_pdf: page === null ? null : `${page}/pdf`,
    lines: listOf(
      `/v1/invoices/${invoice.id}/lines`,
      invoice.lines.map((line) => viewLine(invoice, line)),
    ),
    ...LIVEMODE,
    metadata: {},
    number: invoice.number,
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: { metadata: {}, subscription: invoice.subscriptionId },
    },
    payment_settings: invoice.paymentSettings,
    period_end: invoice.periodEnd,
    period_start: invoice.periodStart,
    starting_balance: invoice.startingBalance,
    status: invoice.status,
    status_transitions: {
      finalized_at: invoice.finalizedAt,
      marked_uncollectible_at: invoice.uncollectibleAt,
      paid_at: invoice.paidAt,
      voided_at: invoice.voidedAt,
    },
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_excluding_tax: subtotal,
    total_taxes: invoice.taxRateIds.map((rate) => ({
      amount: tax,
      tax_behavior: 'exclusive',
      tax_rate_details: { tax_rate: rate },
      taxability_reason: 'standard_rated',
      taxable_amount: subtotal,
      type: 'tax_rate_details',
    })),
  };
}

function viewLine(invoice: Invoice, line: Line): JsonObject {
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: 'jpy',
    description: line.description,
    invoice: invoice.id,
    ...LIVEMODE,
    metadata: {},
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: { proration: line.proration, subscription: invoice.subscriptionId },
    },
    period: { start: line.start, end: line.end },
    pricing: { type: 'price_details', price_details: { price: line.priceId } },
    quantity: 1,
    subtotal: line.amount,
  };
}

export function viewInvoicePayment(payment: Payment): JsonObject {
  return {
    id: `inpay_${payment.digits}`,
    object: 'invoice_payment',
    amount_paid: payment.amount,
    amount_requested: payment.amount,
    created: payment.created,
    currency: 'jpy',
    invoice: payment.invoiceId,
    is_default: true,
    ...LIVEMODE,
    payment: { type: 'payment_intent', payment_intent: `pi_${payment.digits}` },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: payment.created },
  };
}

export function viewPaymentIntent(payment: Payment): JsonObject {
  return {
    id: `pi_${payment.digits}`,
    object: 'payment_intent',
    amount: payment.amount,
    amount_received: payment.amount,
    created: payment.created,
    currency: 'jpy',
    customer: payment.customerId,
    latest_charge: `ch_${payment.digits}`,
    ...LIVEMODE,
    status: 'succeeded',
  };
}

export function viewCharge(account: StripeAccount, payment: Payment): JsonObject {
  return {
    id: `ch_${payment.digits}`,
    object: 'charge',
    amount: payment.amount,
    created: payment.created,
    currency: 'jpy',
    customer: payment.customerId,
    ...LIVEMODE,
    paid: true,
    payment_intent: `pi_${payment.digits}`,
    payment_method_details: { type: payment.method },
    receipt_url: `${account.origin}/stripe/receipts/${payment.digits}`,
    status: 'succeeded',
  };
}

export function viewEvent(event: StripeEvent): JsonObject {
  return {
    id: event.id,
    object: 'event',
    api_version: API_VERSION,
    created: event.created,
    data: { object: event.object },
    ...LIVEMODE,
    pending_webhooks: event.delivered ? 0 : 1,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  };
}
