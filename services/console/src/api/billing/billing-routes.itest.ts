// Billing over the API: an operator begins, an owner reads and changes, Stripe tells; a city that is long late only reads.
import type { AddressInfo } from 'node:net';
import { startTestStripe, type TestStripe } from '@tenohira/billing/testing';
import { installFeature, listInstalled } from '@tenohira/catalog';
import { may, PLATFORM_SLUG } from '@tenohira/staff';
import { createTestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../../app.ts';
import { type Caller, callAs, openTestConsole, withTestConsole } from '../../testing/test-console.ts';
import { OPEN_WHEN_READ_ONLY } from '../read-only.ts';

/** 1 April in Japan. */
const TURN = '2027-03-31T15:00:00.000Z';

let stripe: TestStripe;
let operator: Caller;
let owner: Caller;
let tenantId: string;

beforeAll(async () => {
  stripe = await startTestStripe();
});
afterAll(() => stripe.close());
const console_ = withTestConsole(({ db }) => ({
  clock: stripe.clock,
  billing: { db, clock: stripe.clock, stripe: stripe.access, graceDays: 30 },
}));
beforeAll(async () => {
  await console_.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = console_.server.server.address() as AddressInfo; // it listens on a port, not on a pipe
  await stripe.setWebhook(`http://127.0.0.1:${port}/webhooks/stripe`);
  const platform = await createTestTenant(console_.database.db);
  operator = await console_.signIn(platform.tenantId, 'operator');
});
beforeEach(async () => {
  ({ tenantId } = await createTestTenant(console_.database.db));
  owner = await console_.signIn(tenantId, 'owner');
});

const subscribe = (plan = 'up-to-30000-year') =>
  operator.call('POST', `/operator/cities/${tenantId}/subscription`, { plan, email: 'kaikei@city.example' });
const billingOf = async () => (await owner.call('GET', '/billing')).json;
const customerSchema = z.object({
  customers: z.array(z.object({ id: z.string(), metadata: z.record(z.string(), z.string()) })),
});
const pay = async (amountYen: number) => {
  const account = customerSchema.parse(await stripe.sandbox.control('GET', `/stripe/accounts/${stripe.accountId}`));
  const customer = account.customers.find(({ metadata }) => metadata.tenant === tenantId);
  await stripe.transfer(customer?.id ?? '', amountYen);
  await stripe.delivered();
};
const wait = async (days: number) => {
  await stripe.wait(days);
  await stripe.delivered();
};

describe('a city without a subscription', () => {
  it('is in good standing and has nothing to pay', async () => {
    expect(await billingOf()).toMatchObject({ plan: null, status: 'none', standing: 'good', next: null, invoices: [] });
    expect((await owner.call('POST', '/billing/portal')).status).toBe(409);
  });
});

describe('an operator', () => {
  it('sees the plans with their tax', async () => {
    const { json } = await operator.call('GET', '/operator/plans');
    expect(json).toMatchObject({
      plans: expect.arrayContaining([
        expect.objectContaining({ key: 'up-to-30000-year', priceYen: 720_000, taxYen: 72_000, totalYen: 792_000 }),
      ]),
    });
  });

  it('begins a subscription, which the city then sees; once', async () => {
    const { status, json } = await subscribe();
    expect(status).toBe(200);
    expect(json).toMatchObject({ status: 'active', plan: { key: 'up-to-30000-year' } });
    expect(await billingOf()).toMatchObject({ status: 'active', next: { totalYen: 792_000 } });
    expect((await subscribe()).json).toMatchObject({ code: 'BILLING_ALREADY_SUBSCRIBED' });
  });

  it('bills no tenant that is no city: their own', async () => {
    const platform = await console_.database.db.platform.findTenant(PLATFORM_SLUG);
    const path = `/operator/cities/${platform?.id}`;
    const order = { plan: 'up-to-30000-year', email: 'kaikei@city.example' };
    expect((await operator.call('POST', `${path}/subscription`, order)).status).toBe(404);
    expect((await operator.call('GET', `${path}/billing`)).status).toBe(404);
  });

  it('moves it to another band, and gives it time', async () => {
    await subscribe();
    const path = `/operator/cities/${tenantId}`;
    expect((await operator.call('PUT', `${path}/subscription`, { plan: 'up-to-50000-year' })).json).toMatchObject({
      plan: { key: 'up-to-50000-year' },
    });
    const until = new Date(stripe.clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
    expect((await operator.call('POST', `${path}/grace`, { until, reason: '議会の承認待ち' })).json).toMatchObject({
      graceUntil: until,
    });
    expect((await operator.call('POST', `${path}/grace`, { until: '2020-01-01', reason: 'x' })).status).toBe(400);
    expect((await operator.call('GET', `${path}/billing`)).json).toMatchObject({ graceUntil: until });
    const { json } = await owner.call('GET', '/audit');
    expect(json).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ action: 'billing.subscription-ordered', actor: `staff:${operator.staffId}` }),
        expect.objectContaining({ action: 'billing.time-granted', detail: { until, reason: '議会の承認待ち' } }),
      ]),
    });
  });

  it('sets from when a city pays by the month, and takes it back', async () => {
    await subscribe();
    const path = `/operator/cities/${tenantId}/interval`;
    const preview = await operator.call('GET', `${path}-preview?interval=month`);
    expect(preview.json).toMatchObject({ on: TURN, totalYen: 72_600 });
    expect((await operator.call('PUT', path, { interval: 'month' })).json).toMatchObject({
      plan: { key: 'up-to-30000-year' },
      nextPlan: { key: 'up-to-30000-month' },
    });
    expect((await operator.call('DELETE', path)).json).toMatchObject({ nextPlan: null, nextPlanFrom: null });
  });

  it.each([
    ['GET', 'billing', undefined],
    ['POST', 'subscription', { plan: 'up-to-30000-year', email: 'kaikei@city.example' }],
    ['PUT', 'subscription', { plan: 'up-to-30000-year' }],
    ['GET', 'interval-preview?interval=month', undefined],
    ['PUT', 'interval', { interval: 'month' }],
    ['DELETE', 'interval', undefined],
    ['POST', 'grace', { until: '2027-01-01', reason: 'x' }],
  ] as const)('finds no city that is none: %s %s', async (method, what, body) => {
    const url = `/operator/cities/018f0000-0000-7000-8000-000000000000/${what}`;
    expect((await operator.call(method, url, body)).status).toBe(404);
  });

  it('reads nothing as if of a city', async () => {
    expect((await operator.call('GET', '/billing')).status).toBe(403);
  });
});

describe('an owner', () => {
  beforeEach(async () => {
    await subscribe();
    await wait(1);
  });

  it('reads invoices, their receipts and the way to the portal', async () => {
    const billing = z
      .object({ invoices: z.array(z.object({ id: z.string(), dueYen: z.number() })) })
      .parse(await billingOf());
    const [invoice] = billing.invoices;
    expect((await owner.call('GET', `/billing/invoices/${invoice?.id}/receipt`)).status).toBe(404);
    await pay(invoice?.dueYen ?? 0);
    expect((await owner.call('GET', '/billing/invoices?limit=1')).json).toMatchObject({
      items: [{ id: invoice?.id, status: 'paid', pageUrl: expect.any(String), pdfUrl: expect.any(String) }],
      next: null,
    });
    expect((await owner.call('GET', `/billing/invoices/${invoice?.id}/receipt`)).json).toEqual({
      url: expect.any(String),
    });
    const portal = z.object({ url: z.url() }).parse((await owner.call('POST', '/billing/portal')).json);
    expect(await (await fetch(portal.url)).text()).toContain('http://console.example/settings/billing');
  });

  it('gets a fresh way to the portal from a call that is repeated', async () => {
    const call = callAs(console_.server, { ...owner.headers, 'idempotency-key': 'portal' });
    const [first, again] = [await call('POST', '/billing/portal'), await call('POST', '/billing/portal')];
    expect(first.status).toBe(200);
    expect(again.text).not.toBe(first.text);
  });

  it('changes the plan and is told beforehand what it costs', async () => {
    const preview = await owner.call('GET', '/billing/plan-preview?plan=up-to-50000-year');
    expect(preview.json).toMatchObject({ totalYen: expect.any(Number), lines: [{}, {}] });
    const { json } = await owner.call('POST', '/billing/plan', { plan: 'up-to-50000-year' });
    expect(json).toMatchObject({ plan: { key: 'up-to-50000-year' } });
    expect((await owner.call('POST', '/billing/plan', { plan: 'up-to-50000-month' })).json).toMatchObject({
      code: 'BILLING_INTERVAL_FIXED',
    });
  });

  it('decides to pay by the month from April, is told when and how much, and may change their mind', async () => {
    expect(await billingOf()).toMatchObject({ otherInterval: { key: 'up-to-30000-month', totalYen: 72_600 } });
    const preview = await owner.call('GET', '/billing/interval-preview?interval=month');
    expect(preview.json).toMatchObject({ on: TURN, subtotalYen: 66_000, taxYen: 6_600, totalYen: 72_600 });
    expect((await owner.call('PUT', '/billing/interval', { interval: 'month' })).status).toBe(200);
    await stripe.delivered();
    expect(await billingOf()).toMatchObject({
      ...{ plan: { key: 'up-to-30000-year' }, nextPlan: { key: 'up-to-30000-month' }, nextPlanFrom: TURN },
      ...{ otherInterval: null, choices: [], next: { on: TURN, totalYen: 72_600 } },
    });
    expect((await owner.call('DELETE', '/billing/interval')).json).toMatchObject({
      ...{ nextPlan: null, otherInterval: { key: 'up-to-30000-month' }, next: { totalYen: 792_000 } },
    });
    const { json } = await owner.call('GET', '/audit');
    const actor = `staff:${owner.staffId}`;
    expect(json).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ action: 'billing.interval-change-ordered', actor }),
        expect.objectContaining({ action: 'billing.interval-change-withdrawn', actor }),
      ]),
    });
  });

  it('reads what is known while no event has told yet that the change was taken back at Stripe', async () => {
    await owner.call('PUT', '/billing/interval', { interval: 'month' });
    await stripe.delivered();
    await stripe.fail({ kind: 'webhookDrop', endpoint: '/stripe/webhook', count: 20 });
    for (const { schedule, metadata } of (await stripe.client.subscriptions.list({ limit: 100 })).data) {
      if (metadata.tenant === tenantId) await stripe.client.subscriptionSchedules.release(String(schedule));
    }
    expect(await billingOf()).toMatchObject({ nextPlan: { key: 'up-to-30000-month' }, next: null });
    await stripe.fail();
  });

  it('reads what is known while Stripe is away', async () => {
    await stripe.fail({ kind: 'api500BeforeAcceptance', endpoint: 'create_preview' });
    expect(await billingOf()).toMatchObject({ status: 'active', next: null, invoices: [{}] });
    await stripe.fail();
  });

  it('pays the same for everything as for nothing: no feature adds to the bill', async () => {
    const { db } = console_.database;
    const { catalog } = console_.tools;
    const nextOf = async () => z.object({ next: z.object({ dueYen: z.number() }) }).parse(await billingOf());
    const before = await billingOf();
    await db.withTenant(tenantId, async (scope) => {
      for (const key of catalog.features.keys()) await installFeature(scope, catalog, { key, settings: {} }, 'system');
    });
    const installed = await db.readTenant(tenantId, (scope) => listInstalled(scope, catalog));
    expect(installed.map(({ feature }) => feature.key).sort()).toEqual([...catalog.features.keys()].sort());
    expect(installed.length).toBeGreaterThan(3);
    expect(await billingOf()).toEqual(before);
    expect((await nextOf()).next.dueYen).toBe(792_000);
  });
});

describe('a city that is long late', () => {
  beforeEach(async () => {
    await subscribe();
    await wait(70);
  });

  it('reads everything and writes nothing but what is never cut, until it has paid', async () => {
    expect(await billingOf()).toMatchObject({ standing: 'read-only' });
    const write = () => owner.call('POST', '/programs', {});
    expect(await write()).toMatchObject({ status: 403, json: { code: 'BILLING_READ_ONLY' } });
    expect((await write()).text).toContain('お支払い');
    expect((await owner.call('GET', '/programs')).status).toBe(200);
    await pay(396_000);
    expect(await billingOf()).toMatchObject({ standing: 'good' });
    // It is let in, and told what is missing in its request.
    expect((await write()).json).toMatchObject({ code: 'CONSOLE_INPUT_INVALID' });
  });

  const writes = routes.filter(
    ({ method, permission }) =>
      method !== 'GET' && permission !== 'anyone' && permission !== 'signed-in' && may('owner', permission),
  );
  it('is refused each change that it might ask for, but for what is never cut', async () => {
    const refused = [];
    for (const { method, url } of writes) {
      const { json } = await owner.call(method, url.replace(/:\w+/g, '018f0000-0000-7000-8000-000000000000'), {});
      const isRefused = z.object({ code: z.literal('BILLING_READ_ONLY') }).safeParse(json).success;
      if (isRefused) refused.push(`${method} ${url}`);
    }
    const cut = writes
      .filter(({ permission, url }) => permission !== 'read' && !url.startsWith('/billing/'))
      .map(({ method, url }) => `${method} ${url}`);
    expect(refused).toEqual(cut.filter((each) => !OPEN_WHEN_READ_ONLY.has(each)));
    expect(refused.length).toBeGreaterThan(30);
  });

  it('is given time by an operator', async () => {
    const until = new Date(stripe.clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
    await operator.call('POST', `/operator/cities/${tenantId}/grace`, { until, reason: '予算の組み替え' });
    expect(await billingOf()).toMatchObject({ standing: 'late' });
    expect((await owner.call('POST', '/programs', {})).json).toMatchObject({ code: 'CONSOLE_INPUT_INVALID' });
  });
});

it('names no route as never cut that is none', () => {
  const known = routes.map(({ method, url }) => `${method} ${url}`);
  expect([...OPEN_WHEN_READ_ONLY].filter((each) => !known.includes(each))).toEqual([]);
});

describe('the webhook', () => {
  const send = (payload: string, headers: Record<string, string>) =>
    console_.server.inject({ method: 'POST', url: '/webhooks/stripe', payload, headers });

  it.each([
    ['without a signature', {}],
    ['under a wrong one', { 'stripe-signature': 't=1,v1=00' }],
  ])('refuses an event %s', async (_how, headers) => {
    const { statusCode, json } = await send('{"type":"invoice.paid"}', {
      'content-type': 'application/json',
      ...headers,
    });
    expect(statusCode).toBe(400);
    expect(json()).toMatchObject({ code: 'BILLING_SIGNATURE_INVALID' });
  });

  it('takes JSON only', async () => {
    expect((await send('x', { 'content-type': 'text/plain' })).statusCode).toBe(415);
  });

  it('is not there to be looked at, and says so where nothing is configured', async () => {
    expect((await console_.server.inject('/webhooks/stripe')).statusCode).toBe(404);
    const bare = await openTestConsole();
    const response = await bare.server.inject({
      ...{ method: 'POST', url: '/webhooks/stripe', payload: '{}' },
      headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' },
    });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'BILLING_NOT_CONFIGURED' });
    await bare.close();
  });
});
