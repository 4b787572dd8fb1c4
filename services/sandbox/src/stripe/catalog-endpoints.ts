// Products, prices and tax rates: docs.stripe.com/api/products, …/prices, …/tax_rates
import { z } from 'zod';
import { type Desk, getPrice, getProduct, randomDigits } from './desk.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf } from './lists.ts';
import type { Price } from './model.ts';
import { bool, decimal, expand, int, metadata, paging, text } from './parameters.ts';
import { invalidRequest, notPlayed } from './stripe-error.ts';
import { viewPrice, viewProduct, viewTaxRate } from './views.ts';

const MAX_LOOKUP_KEYS = 10;

export const catalogEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/v1/products',
    parameters: z.strictObject({ id: text.optional(), name: text, metadata, expand }),
    handle: (desk, given) => {
      const id = given.id ?? `prod_${randomDigits(14)}`;
      if (desk.account.products.some((each) => each.id === id)) {
        throw invalidRequest('Product already exists.', { code: 'resource_already_exists', param: 'id' });
      }
      const product = { id, name: given.name, metadata: given.metadata, active: true, created: desk.now };
      desk.account.products.push(product);
      desk.emit('product.created', viewProduct(product));
      return viewProduct(product);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/products',
    parameters: z.strictObject({ ...paging, active: bool.optional(), ids: z.array(text).optional() }),
    handle: ({ account }, given) => {
      const found = account.products.filter(
        ({ id, active }) =>
          (given.active === undefined || given.active === active) &&
          (given.ids === undefined || given.ids.includes(id)),
      );
      return pageOf('/v1/products', found, given, viewProduct);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/products/:id',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => viewProduct(getProduct(desk, id)),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/products/:id',
    parameters: z.strictObject({
      name: text.optional(),
      active: bool.optional(),
      metadata: metadata.optional(),
      expand,
    }),
    handle: (desk, { name, active, metadata: more }, id) => {
      const product = getProduct(desk, id);
      product.name = name ?? product.name;
      product.active = active ?? product.active;
      Object.assign(product.metadata, more);
      desk.emit('product.updated', viewProduct(product));
      return viewProduct(product);
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/prices',
    parameters: z.strictObject({
      currency: text,
      unit_amount: int,
      product: text,
      recurring: z.strictObject({
        interval: z.enum(['month', 'year']),
        interval_count: z.literal('1').optional(),
        usage_type: z.literal('licensed').optional(),
      }),
      tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).default('unspecified'),
      lookup_key: text.max(200).optional(),
      transfer_lookup_key: bool.default(false),
      nickname: text.optional(),
      metadata,
      expand,
    }),
    handle: (desk, given) => {
      if (given.currency !== 'jpy') throw notPlayed('another currency than jpy', 'currency');
      getProduct(desk, given.product, 'product');
      if (given.lookup_key !== undefined) takeLookupKey(desk, given.lookup_key, given.transfer_lookup_key);
      const price: Price = {
        id: `price_${randomDigits()}`,
        productId: given.product,
        unitAmount: given.unit_amount,
        interval: given.recurring.interval,
        taxBehavior: given.tax_behavior,
        lookupKey: given.lookup_key ?? null,
        nickname: given.nickname ?? null,
        active: true,
        metadata: given.metadata,
        created: desk.now,
      };
      desk.account.prices.push(price);
      desk.emit('price.created', viewPrice(price));
      return viewPrice(price);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/prices',
    parameters: z.strictObject({
      ...paging,
      active: bool.optional(),
      product: text.optional(),
      lookup_keys: z.array(text).max(MAX_LOOKUP_KEYS, `at most ${MAX_LOOKUP_KEYS} lookup keys`).optional(),
    }),
    handle: ({ account }, given) => {
      const found = account.prices.filter(
        ({ active, productId, lookupKey }) =>
          (given.active === undefined || given.active === active) &&
          (given.product === undefined || given.product === productId) &&
          (given.lookup_keys === undefined || (lookupKey !== null && given.lookup_keys.includes(lookupKey))),
      );
      return pageOf('/v1/prices', found, given, viewPrice);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/prices/:id',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => viewPrice(getPrice(desk, id)),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/prices/:id',
    parameters: z.strictObject({ active: bool.optional(), nickname: text.optional(), expand }),
    handle: (desk, { active, nickname }, id) => {
      const price = getPrice(desk, id);
      price.active = active ?? price.active;
      price.nickname = nickname ?? price.nickname;
      desk.emit('price.updated', viewPrice(price));
      return viewPrice(price);
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/tax_rates',
    parameters: z.strictObject({
      display_name: text,
      percentage: decimal,
      inclusive: bool,
      country: text.optional(),
      jurisdiction: text.optional(),
      description: text.optional(),
      metadata,
      expand,
    }),
    handle: (desk, given) => {
      if (given.inclusive) throw notPlayed('prices that hold the tax', 'inclusive');
      const rate = {
        id: `txr_${randomDigits()}`,
        displayName: given.display_name,
        percentage: given.percentage,
        inclusive: given.inclusive,
        country: given.country ?? null,
        jurisdiction: given.jurisdiction ?? null,
        description: given.description ?? null,
        active: true,
        metadata: given.metadata,
        created: desk.now,
      };
      desk.account.taxRates.push(rate);
      desk.emit('tax_rate.created', viewTaxRate(rate));
      return viewTaxRate(rate);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/tax_rates',
    parameters: z.strictObject({ ...paging, active: bool.optional(), inclusive: bool.optional() }),
    handle: ({ account }, given) => {
      const found = account.taxRates.filter(
        ({ active, inclusive }) =>
          (given.active === undefined || given.active === active) &&
          (given.inclusive === undefined || given.inclusive === inclusive),
      );
      return pageOf('/v1/tax_rates', found, given, viewTaxRate);
    },
  }),
];

/** A lookup key is of one active price; another one takes it over only where it says so. */
function takeLookupKey({ account }: Desk, key: string, transfer: boolean): void {
  const holder = account.prices.find(({ lookupKey }) => lookupKey === key);
  if (holder === undefined) return;
  if (!transfer) {
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key. To transfer it, set \`transfer_lookup_key=true\`.`,
      { param: 'lookup_key' },
    );
  }
  holder.lookupKey = null;
}
