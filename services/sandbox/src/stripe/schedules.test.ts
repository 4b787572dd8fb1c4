// Subscription schedules, asked through Stripe's own library.
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';
import { openTestStripe, type TestStripe } from '../testing/stripe-account.ts';

const DAY_MS = 86_400_000;
const seconds = (iso: string) => Date.parse(iso) / 1_000;
/** 1 April in Japan. */
const TURN = seconds('2027-03-31T15:00:00Z');

let sandbox: TestSandbox;
let account: TestStripe;
let stripe: Stripe;
let stock: Awaited<ReturnType<TestStripe['stock']>>;
let monthly: Stripe.Price;
let subscription: Stripe.Subscription;

beforeEach(async () => {
  sandbox = await startSandbox();
  sandbox.clock.set('2026-09-30T03:00:00Z');
  account = await openTestStripe(sandbox);
  stripe = account.stripe;
  stock = await account.stock();
  monthly = await stripe.prices.create({
    currency: 'jpy',
    product: stock.product.id,
    unit_amount: 110_000,
    recurring: { interval: 'month' },
  });
  subscription = await subscribe(stock.price.id, { month: 3 });
});
afterEach(async () => {
  await sandbox.close();
  await account.close();
});

const subscribe = (price: string, anchor: { month?: number }) =>
  stripe.subscriptions.create({
    customer: stock.customer.id,
    items: [{ price }],
    collection_method: 'send_invoice',
    days_until_due: 30,
    default_tax_rates: [stock.rate.id],
    billing_cycle_anchor_config: { ...anchor, day_of_month: 31, hour: 15, minute: 0, second: 0 },
  });
const termsOf = (price: string) => ({
  items: [{ price }],
  collection_method: 'send_invoice' as const,
  default_tax_rates: [stock.rate.id],
  proration_behavior: 'none' as const,
});
const switchTo = async (of: Stripe.Subscription, price: Stripe.Price, end = TURN) => {
  const { id, phases } = await stripe.subscriptionSchedules.create({ from_subscription: of.id });
  const [current] = phases;
  return stripe.subscriptionSchedules.update(id, {
    end_behavior: 'release',
    phases: [
      { ...termsOf(String(current?.items[0]?.price)), start_date: current?.start_date ?? 0, end_date: end },
      {
        ...termsOf(price.id),
        duration: { interval: price.recurring?.interval ?? 'year', interval_count: 1 },
        billing_cycle_anchor: 'phase_start',
      },
    ],
  });
};
const wait = (ms: number) => sandbox.control('POST', '/clock', { advanceMs: ms });
const latest = async () => (await stripe.invoices.list({ customer: stock.customer.id })).data[0];

describe('a schedule', () => {
  it('of a running subscription has its period as the only phase', async () => {
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    expect(schedule).toMatchObject({
      status: 'active',
      subscription: subscription.id,
      current_phase: { start_date: seconds('2026-09-30T03:00:00Z'), end_date: TURN },
      phases: [{ items: [{ price: stock.price.id }], default_tax_rates: [{ id: stock.rate.id }] }],
    });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ schedule: schedule.id });
  });

  it('turns a year into months, billed whole and with the tax, at the last day of each', async () => {
    const { id } = await switchTo(subscription, monthly);
    expect(await stripe.invoices.createPreview({ schedule: id })).toMatchObject({ created: TURN, total: 121_000 });
    await wait(183 * DAY_MS);
    expect(await latest()).toMatchObject({ created: TURN, subtotal: 110_000, total: 121_000 });
    const { items, schedule } = await stripe.subscriptions.retrieve(subscription.id);
    expect(schedule).toBe(id);
    expect(items.data[0]).toMatchObject({
      price: { id: monthly.id },
      current_period_start: TURN,
      current_period_end: seconds('2027-04-30T15:00:00Z'),
    });
    await wait(61 * DAY_MS);
    expect(await latest()).toMatchObject({ created: seconds('2027-05-31T15:00:00Z'), total: 121_000 });
    // Its last phase is over.
    expect(await stripe.subscriptionSchedules.retrieve(id)).toMatchObject({
      status: 'released',
      released_subscription: subscription.id,
      subscription: null,
      current_phase: null,
    });
  });

  it('leaves the months as they are until it turns them into a year', async () => {
    const months = await subscribe(monthly.id, {});
    const { id } = await switchTo(months, stock.price);
    expect(await stripe.invoices.createPreview({ schedule: id })).toMatchObject({
      created: seconds('2026-09-30T15:00:00Z'),
      total: 121_000,
    });
    await stripe.subscriptions.cancel(subscription.id);
    await wait(183 * DAY_MS);
    expect(await latest()).toMatchObject({ created: TURN, total: 1_320_000 });
    const invoices = (await stripe.invoices.list({ customer: stock.customer.id, limit: 20 })).data;
    expect(invoices.filter(({ total }) => total === 121_000)).toHaveLength(6);
    await wait(366 * DAY_MS);
    expect(await latest()).toMatchObject({ created: seconds('2028-03-31T15:00:00Z'), total: 1_320_000 });
  });

  it('that is released changes nothing, and is told', async () => {
    const { id } = await switchTo(subscription, monthly);
    await stripe.subscriptionSchedules.release(id);
    await wait(183 * DAY_MS);
    expect(await latest()).toMatchObject({ total: 1_320_000 });
    expect(await account.types()).toEqual(
      expect.arrayContaining([
        'subscription_schedule.created',
        'subscription_schedule.updated',
        'subscription_schedule.released',
      ]),
    );
    await expect(stripe.invoices.createPreview({ schedule: id })).rejects.toThrow(/released/);
    await expect(stripe.subscriptionSchedules.release(id)).rejects.toThrow(/currently in the `released` status/);
  });

  it('ends with its subscription', async () => {
    const { id } = await switchTo(subscription, monthly);
    await stripe.subscriptions.cancel(subscription.id);
    expect(await stripe.subscriptionSchedules.retrieve(id)).toMatchObject({ status: 'canceled', subscription: null });
  });

  it('is one a subscription, and keeps others from ending it', async () => {
    await switchTo(subscription, monthly);
    await expect(switchTo(subscription, monthly)).rejects.toThrow(/already attached to a schedule/);
    await expect(stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })).rejects.toThrow(
      /managed by the subscription schedule/,
    );
    await expect(stripe.invoices.createPreview({ subscription: subscription.id })).rejects.toThrow(/does not play/);
  });

  it.each([
    ['that is over already', seconds('2026-09-30T02:00:00Z'), /in the future/],
    ['within a period', seconds('2027-03-01T00:00:00Z'), /does not play/],
  ])('has no phase %s', async (_what, end, words) => {
    await expect(switchTo(subscription, monthly, end)).rejects.toThrow(words);
  });

  it('can be previewed before it is there', async () => {
    const phase = {
      ...termsOf(monthly.id),
      start_date: TURN,
      duration: { interval: 'month', interval_count: 1 },
    } as const;
    const asked = { customer: stock.customer.id, schedule_details: { phases: [phase] } };
    expect(await stripe.invoices.createPreview(asked)).toMatchObject({
      created: TURN,
      subtotal: 110_000,
      total: 121_000,
      lines: { data: [{ amount: 110_000, period: { start: TURN, end: seconds('2027-04-30T15:00:00Z') } }] },
    });
    await expect(stripe.invoices.createPreview({ ...asked, subscription: subscription.id })).rejects.toThrow(
      /only specify one/,
    );
  });
});
