// The life of an invoice that is sent: draft → open → paid | void | uncollectible.
// docs.stripe.com/billing/invoices/subscription, docs.stripe.com/payments/bank-transfers, docs.stripe.com/invoicing/customer/balance
import { type Desk, getCustomer, getSubscription, randomDigits } from './desk.ts';
import { sumsOf } from './invoice-sums.ts';
import type { Customer, Invoice, Line, Payment, Subscription } from './model.ts';
import { invalidRequest } from './stripe-error.ts';
import { viewInvoice, viewInvoicePayment, viewSubscription } from './views.ts';

const DAY_S = 24 * 60 * 60;
/** "Approximately one hour" after its creation a draft is finalized. */
const DRAFT_S = 60 * 60;

type NewInvoice = { reason: string; lines: Line[]; periodStart: number; periodEnd: number };

/** What an invoice takes over from its subscription. */
type Terms = Pick<Subscription, 'id' | 'customerId' | 'taxRateIds' | 'daysUntilDue' | 'paymentSettings'>;

/** An invoice as it would be made now. */
export function sketchInvoice(desk: Desk, subscription: Terms, given: NewInvoice): Invoice {
  const { balance } = getCustomer(desk, subscription.customerId);
  const { taxRateIds, daysUntilDue, paymentSettings } = subscription;
  const { total } = sumsOf(desk.account, { lines: given.lines, taxRateIds });
  return {
    ...given,
    id: `in_${randomDigits()}`,
    token: randomDigits(48),
    number: null,
    customerId: subscription.customerId,
    subscriptionId: subscription.id,
    status: 'draft',
    created: desk.now,
    taxRateIds: [...taxRateIds],
    daysUntilDue,
    startingBalance: balance,
    endingBalance: null,
    amountDue: Math.max(0, total + balance),
    amountPaid: 0,
    amountPaidOffStripe: 0,
    finalizesAt: null,
    dueAt: null,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
    overdue: false,
    paymentSettings,
  };
}

export function draftInvoice(desk: Desk, subscription: Subscription, given: NewInvoice): void {
  const invoice = { ...sketchInvoice(desk, subscription, given), finalizesAt: desk.now + DRAFT_S };
  desk.account.invoices.push(invoice);
  subscription.latestInvoiceId = invoice.id;
  tell(desk, 'invoice.created', invoice);
}

/** Gives it a number, a due date and a page; what the customer has in credit goes into it, and it is sent. */
export function finalizeInvoice(desk: Desk, invoice: Invoice): void {
  if (invoice.status !== 'draft')
    throw invalidRequest('This invoice is already finalized.', { code: 'invoice_not_editable' });
  const customer = getCustomer(desk, invoice.customerId);
  const { total } = sumsOf(desk.account, invoice);
  const owed = total + customer.balance;
  invoice.startingBalance = customer.balance;
  invoice.amountDue = Math.max(0, owed);
  // Below zero it is credited: "the invoice is paid, and the amount is added to the customer's credit balance".
  invoice.endingBalance = Math.min(0, owed);
  customer.balance = invoice.endingBalance;
  invoice.status = 'open';
  invoice.number = `${customer.invoicePrefix}-${String(customer.nextInvoice).padStart(4, '0')}`;
  customer.nextInvoice += 1;
  invoice.finalizesAt = null;
  invoice.finalizedAt = desk.now;
  invoice.dueAt = desk.now + invoice.daysUntilDue * DAY_S;
  tell(desk, 'invoice.finalized', invoice);
  tell(desk, 'invoice.sent', invoice);
  if (invoice.amountDue === 0) settle(desk, invoice);
  else reconcile(desk, customer);
  refreshStatus(desk, invoice.subscriptionId);
}

/** @throws StripeError where it is not owed */
export function payByCard(desk: Desk, invoice: Invoice): void {
  assertOwed(invoice);
  pay(desk, invoice, 'card');
}

/** Paid without Stripe, and only noted here. */
export function payOutOfBand(desk: Desk, invoice: Invoice): void {
  assertOwed(invoice);
  invoice.amountPaidOffStripe = invoice.amountDue;
  settle(desk, invoice);
}

/** A transfer has come in. What no open invoice takes stays in the customer's cash balance. */
export function receiveTransfer(desk: Desk, customer: Customer, amount: number): void {
  customer.cash += amount;
  desk.emit('customer_cash_balance_transaction.created', {
    id: `ccsbtxn_${randomDigits()}`,
    object: 'customer_cash_balance_transaction',
    created: desk.now,
    currency: 'jpy',
    customer: customer.id,
    ending_balance: customer.cash,
    funded: { bank_transfer: { type: 'jp_bank_transfer' } },
    livemode: false,
    net_amount: amount,
    type: 'funded',
  });
  reconcile(desk, customer);
}

export function voidInvoice(desk: Desk, invoice: Invoice): void {
  assertOwed(invoice);
  invoice.status = 'void';
  invoice.voidedAt = desk.now;
  tell(desk, 'invoice.voided', invoice);
  refreshStatus(desk, invoice.subscriptionId);
}

export function markUncollectible(desk: Desk, invoice: Invoice): void {
  if (invoice.status !== 'open') throw invalidRequest('You can only mark an open invoice as uncollectible.');
  invoice.status = 'uncollectible';
  invoice.uncollectibleAt = desk.now;
  tell(desk, 'invoice.marked_uncollectible', invoice);
  refreshStatus(desk, invoice.subscriptionId);
}

export function markOverdue(desk: Desk, invoice: Invoice): void {
  invoice.overdue = true;
  tell(desk, 'invoice.overdue', invoice);
  refreshStatus(desk, invoice.subscriptionId);
}

/** "Invoices won't be partially funded": the one that fits exactly, else the oldest ones that the money is enough for. */
function reconcile(desk: Desk, customer: Customer): void {
  const open = () =>
    desk.account.invoices.filter(({ customerId, status }) => customerId === customer.id && status === 'open');
  const next = () =>
    open().find(({ amountDue }) => amountDue === customer.cash) ??
    open().find(({ amountDue }) => amountDue <= customer.cash);
  for (let invoice = next(); invoice !== undefined; invoice = next()) {
    customer.cash -= invoice.amountDue;
    pay(desk, invoice, 'customer_balance');
  }
}

function pay(desk: Desk, invoice: Invoice, method: Payment['method']): void {
  const payment: Payment = {
    digits: randomDigits(),
    invoiceId: invoice.id,
    customerId: invoice.customerId,
    amount: invoice.amountDue,
    method,
    created: desk.now,
  };
  desk.account.payments.push(payment);
  invoice.amountPaid = invoice.amountDue;
  desk.emit('invoice_payment.paid', viewInvoicePayment(payment));
  settle(desk, invoice);
}

function settle(desk: Desk, invoice: Invoice): void {
  invoice.amountPaid = invoice.amountDue;
  invoice.status = 'paid';
  invoice.paidAt = desk.now;
  tell(desk, 'invoice.paid', invoice);
  tell(desk, 'invoice.payment_succeeded', invoice);
  refreshStatus(desk, invoice.subscriptionId);
}

function assertOwed({ status }: Invoice): void {
  if (status === 'paid') throw invalidRequest('Invoice is already paid', { code: 'invoice_already_paid' });
  if (status !== 'open' && status !== 'uncollectible') throw invalidRequest(`The invoice is ${status}.`);
}

/**
 * By the latest finalized invoice alone: an older one that is still owed does not make a subscription late.
 * docs.stripe.com/api/subscriptions/object#subscription_object-status
 */
function refreshStatus(desk: Desk, subscriptionId: string): void {
  const subscription = getSubscription(desk, subscriptionId);
  if (subscription.status === 'canceled') return;
  const latest = desk.account.invoices.findLast(
    (invoice) => invoice.subscriptionId === subscriptionId && invoice.status !== 'draft',
  );
  const status = latest?.status === 'open' && latest.overdue ? 'past_due' : 'active';
  if (status === subscription.status) return;
  subscription.status = status;
  desk.emit('customer.subscription.updated', viewSubscription(desk.account, subscription));
}

function tell(desk: Desk, type: string, invoice: Invoice): void {
  desk.emit(type, viewInvoice(desk.account, invoice));
}
