// Subscriptions, invoices and money, asked through Stripe's own library.
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';
import { openTestStripe, type TestStripe } from '../testing/stripe-account.ts';

const DAY_MS = 86_400_000;
const FISCAL_YEAR = { month: 3, day_of_month: 31, hour: 15, minute: 0, second: 0 };
const seconds = (iso: string) => Date.parse(iso) / 1_000;

let sandbox: TestSandbox;
let account: TestStripe;
let stripe: Stripe;
let stock: Awaited<ReturnType<TestStripe['stock']>>;

beforeEach(async () => {
  sandbox = await startSandbox();
  // Half of the fiscal year of 365 days is over at noon of 30 September in Japan.
  sandbox.clock.set('2026-09-30T03:00:00Z');
  account = await openTestStripe(sandbox);
  stripe = account.stripe;
  stock = await account.stock();
});
afterEach(async () => {
  await sandbox.close();
  await account.close();
});

const subscribe = (more: Partial<Stripe.SubscriptionCreateParams> = {}) =>
  stripe.subscriptions.create({
    customer: stock.customer.id,
    items: [{ price: stock.price.id }],
    collection_method: 'send_invoice',
    days_until_due: 30,
    default_tax_rates: [stock.rate.id],
    billing_cycle_anchor_config: FISCAL_YEAR,
    payment_settings: {
      payment_method_types: ['customer_balance', 'card'],
      payment_method_options: {
        customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type: 'jp_bank_transfer' } },
      },
    },
    ...more,
  });
const wait = (ms: number) => sandbox.control('POST', '/clock', { advanceMs: ms });
const invoices = async () => (await stripe.invoices.list({ customer: stock.customer.id })).data;
const firstInvoice = async (): Promise<Stripe.Invoice> => {
  const [invoice] = await invoices();
  if (!invoice) throw new Error('there is no invoice');
  return invoice;
};
const transfer = (amount: number) =>
  stripe.testHelpers.customers.fundCashBalance(stock.customer.id, { amount, currency: 'jpy' });

describe('a subscription', () => {
  it('runs to the end of the fiscal year, and its first invoice is for that part', async () => {
    const subscription = await subscribe();
    expect(subscription).toMatchObject({ status: 'active', collection_method: 'send_invoice', days_until_due: 30 });
    expect(subscription.items.data[0]).toMatchObject({
      current_period_start: seconds('2026-09-30T03:00:00Z'),
      current_period_end: seconds('2027-03-31T15:00:00Z'),
    });
    expect(await firstInvoice()).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_create',
      subtotal: 600_000,
      total: 660_000,
      total_taxes: [{ amount: 60_000 }],
      hosted_invoice_url: null,
    });
  });

  it('is billed whole in the years after, on 1 April in Japan', async () => {
    const { id } = await subscribe();
    await wait(183 * DAY_MS);
    const [second] = await invoices();
    expect(second).toMatchObject({
      billing_reason: 'subscription_cycle',
      created: seconds('2027-03-31T15:00:00Z'),
      subtotal: 1_200_000,
      total: 1_320_000,
    });
    const { items } = await stripe.subscriptions.retrieve(id);
    expect(items.data[0]?.current_period_end).toBe(seconds('2028-03-31T15:00:00Z'));
  });

  it('charges the difference at once on another price, and credits it where it is less', async () => {
    const { id, items } = await subscribe();
    const larger = await stripe.prices.create({
      currency: 'jpy',
      product: stock.product.id,
      unit_amount: 2_400_000,
      recurring: { interval: 'year' },
    });
    const item = items.data[0]?.id ?? '';
    const change = { items: [{ id: item, price: larger.id }], proration_behavior: 'always_invoice' as const };
    const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: change });
    expect(preview).toMatchObject({ total: 660_000, lines: { data: [{ amount: -600_000 }, { amount: 1_200_000 }] } });

    await stripe.subscriptions.update(id, change);
    expect(await firstInvoice()).toMatchObject({
      billing_reason: 'subscription_update',
      subtotal: 600_000,
      total: 660_000,
    });

    await stripe.subscriptions.update(id, { ...change, items: [{ id: item, price: stock.price.id }] });
    await wait(3_600_000);
    const [credit] = await invoices();
    expect(credit).toMatchObject({ status: 'paid', total: -660_000, amount_due: 0 });
    expect(await stripe.customers.retrieve(stock.customer.id)).toMatchObject({ balance: -660_000 });
    // What is in credit goes into the next invoice.
    expect(await stripe.invoices.createPreview({ subscription: id })).toMatchObject({
      total: 1_320_000,
      amount_due: 660_000,
    });
  });

  it('ends with its period where it was told to, or at once', async () => {
    const { id } = await subscribe();
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await expect(stripe.invoices.createPreview({ subscription: id })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
      statusCode: 404,
    });
    await wait(183 * DAY_MS);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' });
    const other = await subscribe();
    expect(await stripe.subscriptions.cancel(other.id)).toMatchObject({ status: 'canceled' });
    await expect(stripe.subscriptions.cancel(other.id)).rejects.toMatchObject({ code: 'resource_missing' });
    const { data } = await stripe.subscriptions.list({ customer: stock.customer.id });
    expect(data).toEqual([]);
    expect((await stripe.subscriptions.list({ customer: stock.customer.id, status: 'all' })).data).toHaveLength(2);
  });

  it.each([
    ['a customer without an address', { customer: '' }, /Missing email/],
    ['an anchor twice', { billing_cycle_anchor: seconds('2026-12-01T00:00:00Z') }, /only specify one/],
    ['no days', { days_until_due: undefined }, /days_until_due/],
    ['another way of collecting', { collection_method: 'charge_automatically' }, /does not play/],
  ] as const)('is refused with %s', async (_what, change, words) => {
    const mute = await stripe.customers.create({ name: 'みほん町' });
    const given = 'customer' in change ? { customer: mute.id } : change;
    await expect(subscribe(given as Partial<Stripe.SubscriptionCreateParams>)).rejects.toThrow(words);
  });
});

describe('an invoice', () => {
  it('is finalized and sent after an hour, and paid by a transfer of its amount', async () => {
    await subscribe();
    await wait(3_600_000);
    const invoice = await firstInvoice();
    expect(invoice).toMatchObject({
      status: 'open',
      amount_due: 660_000,
      due_date: seconds('2026-10-30T04:00:00Z'),
      number: expect.stringMatching(/-0001$/),
    });
    await transfer(659_999);
    expect(await firstInvoice()).toMatchObject({ status: 'open', amount_paid: 0 });
    await transfer(1);
    expect(await firstInvoice()).toMatchObject({ status: 'paid', amount_paid: 660_000, amount_remaining: 0 });
    const payments = await stripe.invoicePayments.list({
      invoice: invoice.id,
      expand: ['data.payment.payment_intent.latest_charge'],
    });
    expect(payments.data).toMatchObject([
      { amount_paid: 660_000, payment: { payment_intent: { latest_charge: { receipt_url: expect.any(String) } } } },
    ]);
    expect(await account.types()).toEqual(
      expect.arrayContaining(['customer.subscription.created', 'invoice.created', 'invoice.finalized', 'invoice.paid']),
    );
  });

  it('that is paid twice leaves the second transfer on account, for the next one', async () => {
    await subscribe();
    await wait(3_600_000);
    await transfer(660_000);
    await transfer(660_000);
    expect(await stripe.customers.retrieveCashBalance(stock.customer.id)).toMatchObject({
      available: { jpy: 660_000 },
    });
    const customer = await stripe.customers.retrieve(stock.customer.id, { expand: ['cash_balance'] });
    expect(customer).toMatchObject({ cash_balance: { available: { jpy: 660_000 } } });
    expect((await stripe.invoicePayments.list({ invoice: (await firstInvoice()).id })).data).toHaveLength(1);
    await transfer(660_000);
    await wait(184 * DAY_MS);
    expect(await firstInvoice()).toMatchObject({ status: 'paid', amount_paid: 1_320_000 });
  });

  it('is overdue after its days, which makes the subscription late until it is paid', async () => {
    const { id } = await subscribe();
    await wait(31 * DAY_MS);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
    expect(await account.types()).toContain('invoice.overdue');
    await transfer(660_000);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
  });

  it('can be paid elsewhere, written off or taken back, but not twice', async () => {
    const { id } = await subscribe();
    await wait(31 * DAY_MS);
    const invoice = await firstInvoice();
    await stripe.invoices.markUncollectible(invoice.id);
    await stripe.invoices.pay(invoice.id, { paid_out_of_band: true });
    expect(await firstInvoice()).toMatchObject({ status: 'paid', amount_paid_off_stripe: 660_000 });
    await expect(stripe.invoices.voidInvoice(invoice.id)).rejects.toMatchObject({ code: 'invoice_already_paid' });
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
  });

  it('has a page on which it is paid, a PDF, and a receipt; the portal lists it', async () => {
    await subscribe();
    await wait(3_600_000);
    const { hosted_invoice_url: page, invoice_pdf: pdf, id } = await firstInvoice();
    const before = await (await fetch(page ?? '')).text();
    expect(before).toContain('¥660,000');
    expect(before).toContain('みほん市 御中');
    expect(
      Buffer.from(await (await fetch(pdf ?? '')).arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const pay = () => fetch(`${page}/pay`, { method: 'POST', body: new URLSearchParams({ method: 'bank-transfer' }) });
    expect(await (await pay()).text()).toContain('支払い済み');
    expect(await (await pay()).text()).toContain('支払い済み');
    expect(await stripe.customers.retrieveCashBalance(stock.customer.id)).toMatchObject({
      available: { jpy: 660_000 },
    });
    const payments = await stripe.invoicePayments.list({
      invoice: id,
      expand: ['data.payment.payment_intent.latest_charge'],
    });
    const intent = payments.data[0]?.payment.payment_intent;
    const charge = typeof intent === 'object' && typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
    expect(await (await fetch(charge?.receipt_url ?? '')).text()).toContain('領収書');
    const session = await stripe.billingPortal.sessions.create({
      customer: stock.customer.id,
      return_url: 'https://console.example/billing',
    });
    const portal = await (await fetch(session.url)).text();
    expect(portal).toContain('支払い済み');
    expect(portal).toContain('https://console.example/billing');
    expect((await fetch(`${sandbox.url}/stripe/invoices/nobody`)).status).toBe(404);
  });

  it('is paid by card too', async () => {
    await subscribe();
    await wait(3_600_000);
    const { hosted_invoice_url: page } = await firstInvoice();
    await fetch(`${page}/pay`, { method: 'POST', body: new URLSearchParams({ method: 'card' }) });
    expect(await firstInvoice()).toMatchObject({ status: 'paid' });
  });
});
