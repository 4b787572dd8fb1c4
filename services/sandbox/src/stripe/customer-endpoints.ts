// Customers, their money on account and the portal: docs.stripe.com/api/customers, …/cash_balance, …/customer_portal
import { z } from 'zod';
import type { JsonObject } from '../state/model.ts';
import { type Desk, getCustomer, randomDigits } from './desk.ts';
import { defineEndpoint } from './endpoint.ts';
import { receiveTransfer } from './invoices.ts';
import { pageOf } from './lists.ts';
import type { Customer } from './model.ts';
import { emptyable, expand, int, metadata, paging, text } from './parameters.ts';
import { invalidRequest, notPlayed } from './stripe-error.ts';
import { viewCashBalance, viewCustomer } from './views.ts';

/** "Data is searchable in less than a minute", docs.stripe.com/search#data-freshness. Here it always takes that long. */
const SEARCHABLE_AFTER_S = 60;

const details = {
  name: emptyable.optional(),
  email: emptyable.pipe(z.email('Invalid email address').nullable()).optional(),
  phone: emptyable.optional(),
  description: emptyable.optional(),
  preferred_locales: z.array(text).optional(),
  metadata,
  expand,
};

export const customerEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/v1/customers',
    parameters: z.strictObject(details),
    handle: (desk, given) => {
      const customer: Customer = {
        id: `cus_${randomDigits(14)}`,
        name: given.name ?? null,
        email: given.email ?? null,
        phone: given.phone ?? null,
        description: given.description ?? null,
        preferredLocales: given.preferred_locales ?? [],
        metadata: given.metadata,
        created: desk.now,
        balance: 0,
        cash: 0,
        invoicePrefix: randomDigits(8).toUpperCase(),
        nextInvoice: 1,
      };
      desk.account.customers.push(customer);
      desk.emit('customer.created', viewCustomer(customer));
      return viewCustomer(customer);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/customers',
    parameters: z.strictObject({ ...paging, email: text.optional() }),
    handle: ({ account }, given) => {
      const found = account.customers.filter(({ email }) => given.email === undefined || given.email === email);
      return pageOf('/v1/customers', found, given, viewCustomer);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/customers/search',
    parameters: z.strictObject({ query: text, limit: paging.limit, expand }),
    handle: (desk, given) => search(desk, given.query, given.limit),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/customers/:id',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => viewCustomer(getCustomer(desk, id)),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/customers/:id',
    parameters: z.strictObject(details),
    handle: (desk, given, id) => {
      const customer = getCustomer(desk, id);
      if (given.name !== undefined) customer.name = given.name;
      if (given.email !== undefined) customer.email = given.email;
      if (given.phone !== undefined) customer.phone = given.phone;
      if (given.description !== undefined) customer.description = given.description;
      if (given.preferred_locales !== undefined) customer.preferredLocales = given.preferred_locales;
      Object.assign(customer.metadata, given.metadata);
      desk.emit('customer.updated', viewCustomer(customer));
      return viewCustomer(customer);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/customers/:id/cash_balance',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => viewCashBalance(getCustomer(desk, id)),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/test_helpers/customers/:id/fund_cash_balance',
    parameters: z.strictObject({
      amount: int.pipe(z.int().positive()),
      currency: z.literal('jpy'),
      reference: text.optional(),
      expand,
    }),
    handle: (desk, { amount }, id) => {
      const customer = getCustomer(desk, id);
      receiveTransfer(desk, customer, amount);
      return {
        id: `ccsbtxn_${randomDigits()}`,
        object: 'customer_cash_balance_transaction',
        customer: id,
        net_amount: amount,
        ending_balance: customer.cash,
      };
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/billing_portal/sessions',
    parameters: z.strictObject({ customer: text, return_url: text.optional(), locale: text.optional(), expand }),
    handle: (desk, given) => {
      const customer = getCustomer(desk, given.customer, 'customer');
      const token = randomDigits(48);
      const returnUrl = given.return_url ?? null;
      desk.account.portalSessions.push({ token, customerId: customer.id, returnUrl, created: desk.now });
      return {
        id: `bps_${randomDigits()}`,
        object: 'billing_portal.session',
        created: desk.now,
        customer: customer.id,
        livemode: false,
        locale: given.locale ?? null,
        return_url: returnUrl,
        url: `${desk.account.origin}/stripe/portal/${token}`,
      };
    },
  }),
];

/** docs.stripe.com/search#search-query-language, as far as `metadata['key']:'value'`. */
function search(desk: Desk, query: string, limit: number): JsonObject {
  const asked = /^metadata\['([^']+)'\]:'([^']*)'$/.exec(query);
  if (asked === null) throw notPlayed(`the search ${query}`, 'query');
  const [, key = '', value] = asked;
  const found = desk.account.customers.filter(
    (customer) => customer.metadata[key] === value && customer.created + SEARCHABLE_AFTER_S <= desk.now,
  );
  if (limit < 1) throw invalidRequest('Invalid limit', { param: 'limit' });
  return {
    object: 'search_result',
    url: '/v1/customers/search',
    has_more: found.length > limit,
    next_page: null,
    data: found.toReversed().slice(0, limit).map(viewCustomer),
  };
}
