// docs.stripe.com/expand: ids in an answer become the objects that they stand for.
import type { Json } from '@tenohira/core';
import type { JsonObject } from '../state/model.ts';
import type { StripeAccount } from './model.ts';
import { invalidRequest } from './stripe-error.ts';
import {
  viewCashBalance,
  viewCharge,
  viewCustomer,
  viewInvoice,
  viewPaymentIntent,
  viewProduct,
  viewSchedule,
  viewSubscription,
} from './views.ts';

const MAX_DEPTH = 4;

/** @throws StripeError for a path that is too deep or leads nowhere */
export function expandAnswer(account: StripeAccount, answer: JsonObject, paths: readonly string[]): JsonObject {
  return paths.reduce<JsonObject>((expanded, path) => {
    const steps = path.split('.');
    if (steps.length > MAX_DEPTH)
      throw cannotExpand(path, `You cannot expand more than ${MAX_DEPTH} levels of a property`);
    return isObject(expanded) ? expandPath(account, expanded, steps, path) : expanded;
  }, answer);
}

function expandPath(
  account: StripeAccount,
  object: JsonObject,
  [step = '', ...rest]: string[],
  path: string,
): JsonObject {
  if (object.object === 'customer' && step === 'cash_balance') {
    const customer = account.customers.find(({ id }) => id === object.id);
    return { ...object, cash_balance: customer === undefined ? null : viewCashBalance(customer) };
  }
  const value = object[step];
  if (value === undefined) throw cannotExpand(path, 'This property cannot be expanded');
  if (Array.isArray(value)) return { ...object, [step]: value.map((each) => grow(account, each, rest, path)) };
  return { ...object, [step]: grow(account, value, rest, path) };
}

function grow(account: StripeAccount, value: Json, rest: string[], path: string): Json {
  const known = typeof value === 'string' ? find(account, value) : value;
  if (known === undefined) throw cannotExpand(path, 'This property cannot be expanded');
  return rest.length === 0 || !isObject(known) ? known : expandPath(account, known, rest, path);
}

function find(account: StripeAccount, id: string): JsonObject | undefined {
  const customer = account.customers.find((each) => each.id === id);
  if (customer !== undefined) return viewCustomer(customer);
  const product = account.products.find((each) => each.id === id);
  if (product !== undefined) return viewProduct(product);
  const invoice = account.invoices.find((each) => each.id === id);
  if (invoice !== undefined) return viewInvoice(account, invoice);
  const subscription = account.subscriptions.find((each) => each.id === id);
  if (subscription !== undefined) return viewSubscription(account, subscription);
  const schedule = account.schedules.find((each) => each.id === id);
  if (schedule !== undefined) return viewSchedule(account, schedule);
  const payment = account.payments.find(({ digits }) => id === `pi_${digits}` || id === `ch_${digits}`);
  if (payment === undefined) return undefined;
  return id.startsWith('pi_') ? viewPaymentIntent(payment) : viewCharge(account, payment);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cannotExpand(path: string, why: string) {
  return invalidRequest(`${why} (${path}).`, { param: 'expand' });
}
