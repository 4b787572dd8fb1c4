// What an endpoint works at: one account, at one moment, with somebody who writes down what happens.
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../state/model.ts';
import type {
  Customer,
  Invoice,
  Price,
  Product,
  StripeAccount,
  Subscription,
  SubscriptionSchedule,
  TaxRate,
} from './model.ts';
import { invalidRequest, missing } from './stripe-error.ts';

export type Desk = {
  account: StripeAccount;
  /** Seconds since 1970. */
  now: number;
  /** Writes an event down; the webhook is told of it afterwards. */
  emit(type: string, object: JsonObject): void;
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 24 letters and digits, as behind Stripe's prefixes. */
export function randomDigits(length = 24): string {
  return [...randomBytes(length)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** @throws StripeError resource_missing; `param` where a parameter and not the address named it */
export function getProduct({ account }: Desk, id: string, param?: string): Product {
  return get(account.products, 'product', id, param);
}
export function getPrice({ account }: Desk, id: string, param?: string): Price {
  return get(account.prices, 'price', id, param);
}
/** @throws StripeError also where no subscription may begin with it any more */
export function getActivePrice(desk: Desk, id: string, param: string): Price {
  const price = getPrice(desk, id, param);
  if (!price.active) {
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', { param });
  }
  return price;
}
export function getTaxRate({ account }: Desk, id: string, param?: string): TaxRate {
  return get(account.taxRates, 'tax rate', id, param);
}
export function getCustomer({ account }: Desk, id: string, param?: string): Customer {
  return get(account.customers, 'customer', id, param);
}
export function getSubscription({ account }: Desk, id: string, param?: string): Subscription {
  return get(account.subscriptions, 'subscription', id, param);
}
export function getSchedule({ account }: Desk, id: string, param?: string): SubscriptionSchedule {
  return get(account.schedules, 'subscription schedule', id, param);
}
export function getInvoice({ account }: Desk, id: string, param?: string): Invoice {
  return get(account.invoices, 'invoice', id, param);
}

function get<Item extends { id: string }>(items: readonly Item[], kind: string, id: string, param?: string): Item {
  const found = items.find((item) => item.id === id);
  if (found === undefined) throw missing(kind, id, param);
  return found;
}
