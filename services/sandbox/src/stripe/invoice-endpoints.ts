// Invoices, what paid them, and events: docs.stripe.com/api/invoices, …/invoice-payment, …/events
import { z } from 'zod';
import type { JsonObject } from '../state/model.ts';
import {
  type Desk,
  getActivePrice,
  getCustomer,
  getInvoice,
  getSchedule,
  getSubscription,
  getTaxRate,
} from './desk.ts';
import { defineEndpoint } from './endpoint.ts';
import { findSchedule } from './find-schedule.ts';
import { finalizeInvoice, markUncollectible, payOutOfBand, sketchInvoice, voidInvoice } from './invoices.ts';
import { pageOf } from './lists.ts';
import type { Invoice, Subscription } from './model.ts';
import { bool, expand, int, paging, text } from './parameters.ts';
import { anchorAt, periodAround } from './periods.ts';
import { phase } from './schedule-endpoints.ts';
import type { GivenPhase } from './schedules.ts';
import { invalidRequest, missing, notPlayed } from './stripe-error.ts';
import { nextLines, nextTerms, prorationsOf, wholePeriodLine } from './subscriptions.ts';
import { viewEvent, viewInvoice, viewInvoicePayment } from './views.ts';

const nothing = z.strictObject({ expand });

const act = (verb: string, work: (desk: Desk, invoice: Invoice) => void) =>
  defineEndpoint({
    method: 'POST',
    path: `/v1/invoices/:id/${verb}`,
    parameters: nothing,
    handle: (desk, _given, id) => {
      const invoice = getInvoice(desk, id);
      work(desk, invoice);
      return viewInvoice(desk.account, invoice);
    },
  });

export const invoiceEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/v1/invoices',
    parameters: z.strictObject({
      ...paging,
      customer: text.optional(),
      subscription: text.optional(),
      status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
    }),
    handle: (desk, given) => {
      if (given.customer !== undefined) getCustomer(desk, given.customer, 'customer');
      const found = desk.account.invoices.filter(
        ({ customerId, subscriptionId, status }) =>
          (given.customer === undefined || given.customer === customerId) &&
          (given.subscription === undefined || given.subscription === subscriptionId) &&
          (given.status === undefined || given.status === status),
      );
      return pageOf('/v1/invoices', found, given, (each) => viewInvoice(desk.account, each));
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/invoices/create_preview',
    parameters: z.strictObject({
      customer: text.optional(),
      subscription: text.optional(),
      schedule: text.optional(),
      schedule_details: z.strictObject({ phases: z.tuple([phase]) }).optional(),
      subscription_details: z
        .strictObject({
          items: z.tuple([z.strictObject({ id: text, price: text })]),
          proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).default('create_prorations'),
          proration_date: int.optional(),
        })
        .optional(),
      expand,
    }),
    handle: (desk, given) => {
      const { subscription: id, customer, schedule, schedule_details: scheduled, subscription_details: change } = given;
      if (customer !== undefined) getCustomer(desk, customer, 'customer');
      if ((schedule ?? scheduled) !== undefined && (id ?? change) !== undefined) {
        throw invalidRequest('You may only specify one of these parameters: subscription, schedule.');
      }
      if (schedule !== undefined) {
        const { subscriptionId, status } = getSchedule(desk, schedule, 'schedule');
        if (status !== 'active') {
          throw invalidRequest(`The subscription schedule is ${status}.`, { param: 'schedule' });
        }
        return preview(desk, getSubscription(desk, subscriptionId), undefined);
      }
      if (scheduled !== undefined) return previewStart(desk, customer, scheduled.phases[0]);
      if (id === undefined) throw notPlayed('a preview without a subscription', 'subscription');
      const subscription = getSubscription(desk, id, 'subscription');
      if (change?.proration_behavior !== 'always_invoice' && findSchedule(desk.account, subscription) !== undefined) {
        throw notPlayed('a preview by a subscription that has a schedule', 'subscription');
      }
      return preview(desk, subscription, change && { ...change, price: change.items[0].price });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/invoices/:id',
    parameters: nothing,
    handle: (desk, _given, id) => viewInvoice(desk.account, getInvoice(desk, id)),
  }),
  act('finalize', finalizeInvoice),
  act('send', (desk, invoice) => {
    if (invoice.status === 'draft') finalizeInvoice(desk, invoice);
    else desk.emit('invoice.sent', viewInvoice(desk.account, invoice));
  }),
  act('void', voidInvoice),
  act('mark_uncollectible', markUncollectible),
  defineEndpoint({
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    parameters: z.strictObject({ paid_out_of_band: bool.default(false), expand }),
    handle: (desk, given, id) => {
      if (!given.paid_out_of_band) throw notPlayed('charging a stored card', 'paid_out_of_band');
      const invoice = getInvoice(desk, id);
      payOutOfBand(desk, invoice);
      return viewInvoice(desk.account, invoice);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/invoice_payments',
    parameters: z.strictObject({
      ...paging,
      invoice: text.optional(),
      status: z.enum(['open', 'paid', 'canceled']).optional(),
    }),
    handle: ({ account }, given) => {
      const found = account.payments
        .filter(({ invoiceId }) => given.invoice === undefined || given.invoice === invoiceId)
        .filter(() => given.status === undefined || given.status === 'paid')
        .map((payment) => ({ ...payment, id: `inpay_${payment.digits}` }));
      return pageOf('/v1/invoice_payments', found, given, viewInvoicePayment);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/events',
    parameters: z.strictObject({ ...paging, type: text.optional() }),
    handle: ({ account }, given) => {
      const found = account.events.filter(({ type }) => given.type === undefined || given.type === type);
      return pageOf('/v1/events', found, given, viewEvent);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/events/:id',
    parameters: nothing,
    handle: ({ account }, _given, id) => {
      const event = account.events.find((each) => each.id === id);
      if (event === undefined) throw missing('event', id);
      return viewEvent(event);
    },
  }),
];

type Change = { price: string; proration_behavior: string; proration_date?: number | undefined };

/** The invoice with which the next period begins; with a change that is billed at once, that bill. */
function preview(desk: Desk, subscription: Subscription, change: Change | undefined): JsonObject {
  const atOnce = change?.proration_behavior === 'always_invoice';
  if (subscription.status === 'canceled' || (subscription.cancelAtPeriodEnd && !atOnce)) {
    throw invalidRequest(
      `No upcoming invoices for customer: '${subscription.customerId}'`,
      { code: 'invoice_upcoming_none' },
      404,
    );
  }
  const prorations =
    change === undefined || change.proration_behavior === 'none'
      ? []
      : prorationsOf(desk, subscription, change.price, change.proration_date);
  const lines = atOnce ? prorations : [...prorations, ...nextLines(desk, subscription, change?.price)];
  const { periodStart, periodEnd } = subscription;
  const { taxRateIds, daysUntilDue } = atOnce ? subscription : nextTerms(desk, subscription);
  const sketch = sketchInvoice(
    desk,
    { ...subscription, taxRateIds, daysUntilDue },
    { reason: 'upcoming', lines, periodStart, periodEnd },
  );
  const created = atOnce ? desk.now : periodEnd;
  return viewInvoice(desk.account, { ...sketch, id: `upcoming_${sketch.id}`, created });
}

/** The first invoice of a subscription that would begin with that phase. */
function previewStart(desk: Desk, customerId: string | undefined, given: GivenPhase): JsonObject {
  const { start, taxRates, daysUntilDue = 0 } = given;
  if (customerId === undefined || start === undefined) {
    const param = customerId === undefined ? 'customer' : 'schedule_details[phases][0][start_date]';
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const price = getActivePrice(desk, given.price, 'schedule_details[phases][0][items][0][price]');
  for (const rate of taxRates) getTaxRate(desk, rate, 'schedule_details[phases][0][default_tax_rates]');
  const period = periodAround(anchorAt(start), price.interval, start);
  const sketch = sketchInvoice(
    desk,
    { id: '', customerId, taxRateIds: [...taxRates], daysUntilDue, paymentSettings: {} },
    {
      reason: 'upcoming',
      lines: [wholePeriodLine(desk, price, period)],
      periodStart: period.start,
      periodEnd: period.end,
    },
  );
  return viewInvoice(desk.account, { ...sketch, id: `upcoming_${sketch.id}`, created: start });
}
