import type Stripe from 'stripe';
import { errors } from './errors.ts';
import { bandName, PLANS, type Plan, TAX_PERCENT } from './plans.ts';
import { askStripe, isStripeCode, type StripeAccess } from './stripe-access.ts';

export type StripeCatalog = {
  /** Plan key → Stripe's price. */
  prices: ReadonlyMap<string, string>;
  taxRateId: string;
};

/** "You can specify up to 10 lookup_keys." */
const KEYS_A_CALL = 10;
const TAX_KEY = `jp-consumption-tax-${TAX_PERCENT}`;

/**
 * Brings products, prices and the tax rate at Stripe to what `PLANS` says. Repeatable, also by several at once: every key is
 * derived from what it makes. A price that has changed is a new price; who subscribed before keeps the old one.
 *
 * @throws AppError BILLING_UNAVAILABLE, BILLING_MISCONFIGURED
 */
export async function ensureCatalog({ client }: StripeAccess): Promise<StripeCatalog> {
  return askStripe(async () => {
    const known = await listPrices(client);
    const prices = new Map<string, string>();
    for (const plan of PLANS) {
      const price = known.get(lookupKeyOf(plan));
      const id = price && fits(price, plan) ? price.id : await makePrice(client, plan, price?.id ?? 'none');
      prices.set(plan.key, id);
    }
    return { prices, taxRateId: await ensureTaxRate(client) };
  });
}

/** @throws AppError BILLING_PLAN_UNKNOWN */
export function priceIdOf({ prices }: StripeCatalog, plan: string): string {
  const price = prices.get(plan);
  if (price === undefined) throw errors.PLAN_UNKNOWN();
  return price;
}

async function listPrices(client: Stripe): Promise<ReadonlyMap<string, Stripe.Price>> {
  const found = new Map<string, Stripe.Price>();
  for (let from = 0; from < PLANS.length; from += KEYS_A_CALL) {
    const lookup_keys = PLANS.slice(from, from + KEYS_A_CALL).map(lookupKeyOf);
    const { data } = await client.prices.list({ lookup_keys, limit: 100 });
    for (const price of data) if (price.lookup_key !== null) found.set(price.lookup_key, price);
  }
  return found;
}

function fits(price: Stripe.Price, plan: Plan): boolean {
  return (
    price.active &&
    price.currency === 'jpy' &&
    price.unit_amount === plan.priceYen &&
    price.recurring?.interval === plan.interval &&
    price.tax_behavior === 'exclusive'
  );
}

async function makePrice(client: Stripe, plan: Plan, replaces: string): Promise<string> {
  const product = productIdOf(plan);
  const name = `手のひら市役所 利用料（${bandName(plan.band)}）`;
  try {
    // Its id is ours, so it is made once.
    await client.products.create({ id: product, name });
  } catch (error) {
    if (!isStripeCode(error, 'resource_already_exists')) throw error;
  }
  const { id } = await client.prices.create(
    {
      product,
      currency: 'jpy',
      unit_amount: plan.priceYen,
      recurring: { interval: plan.interval },
      tax_behavior: 'exclusive',
      nickname: plan.name,
      lookup_key: lookupKeyOf(plan),
      transfer_lookup_key: true,
      // The lookup key moves on to the next price; this stays, so that an old price still says which plan it is of.
      metadata: { plan: plan.key },
    },
    { idempotencyKey: `tenohira-price-${plan.key}-${plan.priceYen}-after-${replaces}` },
  );
  return id;
}

async function ensureTaxRate(client: Stripe): Promise<string> {
  for await (const rate of client.taxRates.list({ active: true, inclusive: false, limit: 100 })) {
    if (rate.metadata?.key === TAX_KEY) return rate.id;
  }
  const { id } = await client.taxRates.create(
    {
      display_name: '消費税',
      percentage: TAX_PERCENT,
      inclusive: false,
      country: 'JP',
      metadata: { key: TAX_KEY },
    },
    { idempotencyKey: `tenohira-tax-rate-${TAX_KEY}` },
  );
  return id;
}

function lookupKeyOf({ key }: Plan): string {
  return `tenohira-${key}`;
}

/** One a band: yearly and monthly are two prices of it. */
function productIdOf({ key, interval }: Plan): string {
  return `tenohira-${key.slice(0, -interval.length - 1)}`;
}
