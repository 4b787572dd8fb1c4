// docs.stripe.com/api/subscriptions
import { z } from 'zod';
import { getCustomer, getSubscription, getTaxRate } from './desk.ts';
import { defineEndpoint } from './endpoint.ts';
import { findSchedule } from './find-schedule.ts';
import { pageOf } from './lists.ts';
import { bool, emptyable, expand, int, metadata, paging, text } from './parameters.ts';
import { invalidRequest, notPlayed } from './stripe-error.ts';
import { changePrice, createSubscription, endSubscription, tell } from './subscriptions.ts';
import { viewSubscription } from './views.ts';

const proration = z.enum(['create_prorations', 'always_invoice', 'none']).default('create_prorations');
const taxRates = z.array(text).max(5);
const days = int.pipe(z.int().min(0).max(730));

const paymentSettings = z.strictObject({
  payment_method_types: z.array(z.enum(['customer_balance', 'card', 'konbini'])),
  payment_method_options: z
    .strictObject({
      customer_balance: z
        .strictObject({
          funding_type: z.literal('bank_transfer'),
          bank_transfer: z.strictObject({ type: z.literal('jp_bank_transfer') }),
        })
        .optional(),
    })
    .optional(),
});

const anchorConfig = z.strictObject({
  day_of_month: int.pipe(z.int().min(1).max(31)),
  month: int.pipe(z.int().min(1).max(12)).optional(),
  hour: int.pipe(z.int().min(0).max(23)).optional(),
  minute: int.pipe(z.int().min(0).max(59)).optional(),
  second: int.pipe(z.int().min(0).max(59)).optional(),
});

export const subscriptionEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/v1/subscriptions',
    parameters: z.strictObject({
      customer: text,
      items: z.tuple([z.strictObject({ price: text, quantity: z.literal('1').optional() })]),
      collection_method: z.enum(['send_invoice', 'charge_automatically']).default('charge_automatically'),
      days_until_due: days.optional(),
      default_tax_rates: taxRates.default([]),
      billing_cycle_anchor: int.optional(),
      billing_cycle_anchor_config: anchorConfig.optional(),
      billing_mode: z.strictObject({ type: z.enum(['classic', 'flexible']) }).default({ type: 'flexible' }),
      proration_behavior: proration,
      payment_settings: paymentSettings.optional(),
      description: emptyable.optional(),
      metadata,
      expand,
    }),
    handle: (desk, given) => {
      if (given.collection_method !== 'send_invoice') throw notPlayed('charging by itself', 'collection_method');
      if (given.days_until_due === undefined) {
        throw invalidRequest('You must set `days_until_due` when `collection_method` is `send_invoice`.', {
          code: 'parameter_missing',
          param: 'days_until_due',
        });
      }
      const settings = given.payment_settings ?? { payment_method_types: ['card'] };
      if (
        settings.payment_method_types.includes('customer_balance') &&
        !settings.payment_method_options?.customer_balance
      ) {
        throw invalidRequest('customer_balance needs its funding_type and bank_transfer.', {
          param: 'payment_settings[payment_method_options][customer_balance]',
        });
      }
      const subscription = createSubscription(desk, {
        customer: given.customer,
        price: given.items[0].price,
        taxRates: given.default_tax_rates,
        daysUntilDue: given.days_until_due,
        anchorAt: given.billing_cycle_anchor,
        anchorConfig: given.billing_cycle_anchor_config && definedOf(given.billing_cycle_anchor_config),
        prorationBehavior: given.proration_behavior,
        billingMode: given.billing_mode.type,
        paymentSettings: toJson(settings),
        description: given.description ?? null,
        metadata: given.metadata,
      });
      return viewSubscription(desk.account, subscription);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/subscriptions',
    parameters: z.strictObject({
      ...paging,
      customer: text.optional(),
      status: z.enum(['active', 'past_due', 'canceled', 'all']).optional(),
    }),
    handle: (desk, given) => {
      if (given.customer !== undefined) getCustomer(desk, given.customer, 'customer');
      const found = desk.account.subscriptions.filter(({ customerId, status }) => {
        if (given.customer !== undefined && given.customer !== customerId) return false;
        if (given.status === undefined) return status !== 'canceled';
        return given.status === 'all' || given.status === status;
      });
      return pageOf('/v1/subscriptions', found, given, (each) => viewSubscription(desk.account, each));
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/subscriptions/:id',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => viewSubscription(desk.account, getSubscription(desk, id)),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/subscriptions/:id',
    parameters: z.strictObject({
      items: z.tuple([z.strictObject({ id: text, price: text })]).optional(),
      proration_behavior: proration,
      proration_date: int.optional(),
      default_tax_rates: taxRates.optional(),
      cancel_at_period_end: bool.optional(),
      metadata: metadata.optional(),
      expand,
    }),
    handle: (desk, given, id) => {
      const subscription = getSubscription(desk, id);
      const schedule = findSchedule(desk.account, subscription);
      if (schedule !== undefined && given.cancel_at_period_end !== undefined) {
        throw invalidRequest(
          `The subscription is managed by the subscription schedule \`${schedule.id}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
        );
      }
      const [item] = given.items ?? [];
      if (item !== undefined && item.id !== subscription.itemId) {
        throw invalidRequest(`No such subscription item: '${item.id}'`, {
          code: 'resource_missing',
          param: 'items[0][id]',
        });
      }
      for (const rate of given.default_tax_rates ?? []) getTaxRate(desk, rate, 'default_tax_rates');
      subscription.taxRateIds = given.default_tax_rates ?? subscription.taxRateIds;
      Object.assign(subscription.metadata, given.metadata);
      if (given.cancel_at_period_end !== undefined) {
        subscription.cancelAtPeriodEnd = given.cancel_at_period_end;
        subscription.canceledAt = given.cancel_at_period_end ? desk.now : null;
      }
      if (item === undefined) tell(desk, 'customer.subscription.updated', subscription);
      else {
        changePrice(desk, subscription, {
          price: item.price,
          prorationBehavior: given.proration_behavior,
          prorationDate: given.proration_date,
        });
      }
      return viewSubscription(desk.account, subscription);
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/v1/subscriptions/:id',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => {
      const subscription = getSubscription(desk, id);
      endSubscription(desk, subscription);
      return viewSubscription(desk.account, subscription);
    },
  }),
];

type Defined<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };

function definedOf<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<Value>; // Object.fromEntries forgets the keys
}

function toJson(settings: z.infer<typeof paymentSettings>) {
  const { payment_method_types, payment_method_options: options } = settings;
  const transfer = options?.customer_balance;
  return {
    payment_method_types,
    payment_method_options: transfer === undefined ? {} : { customer_balance: transfer },
    save_default_payment_method: 'off',
  };
}
