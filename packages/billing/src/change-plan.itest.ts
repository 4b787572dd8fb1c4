import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  billingPortalUrl,
  changePlan,
  createStripeAccess,
  listInvoices,
  previewNextInvoice,
  previewPlanChange,
  readBilling,
  receiptUrl,
  subscribeCity,
  syncCity,
  tendCity,
} from './index.ts';
import { startTestBilling, type TestBilling } from './testing/index.ts';

let database: TestDatabase;
let billing: TestBilling;
let tenantId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  billing = await startTestBilling(database.db);
  ({ tenantId } = await createTestTenant(database.db));
  await subscribeCity(billing.deps, tenantId, {
    plan: 'up-to-30000-year',
    email: 'kaikei@city.example',
    actor: 'system',
  });
});
afterEach(() => billing.close());

const change = (plan: string) => changePlan(billing.deps, tenantId, { plan, actor: 'staff:owner' });
const read = () => database.db.readTenant(tenantId, (db) => readBilling(db, billing.clock.now()));
const invoices = () => database.db.readTenant(tenantId, (db) => listInvoices(db, { limit: 10 }));

describe('another plan', () => {
  it('costs the difference for the rest of the fiscal year, at once, as the preview said', async () => {
    // From 720,000 to 1,080,000 yen with half of the year to go.
    const preview = await previewPlanChange(billing.deps, tenantId, 'up-to-50000-year');
    expect(preview).toMatchObject({ subtotalYen: 180_000, taxYen: 18_000, totalYen: 198_000 });
    expect(preview.lines.map(({ amountYen }) => amountYen)).toEqual([-360_000, 540_000]);
    await change('up-to-50000-year');
    expect(await read()).toMatchObject({ plan: 'up-to-50000-year', openIntent: null });
    await billing.wait(1);
    await syncCity(billing.deps, tenantId);
    const bills = (await invoices()).map(({ reason, totalYen }) => [reason, totalYen]);
    expect(bills.sort()).toEqual([
      ['subscription_create', 396_000],
      ['subscription_update', 198_000],
    ]);
    expect(await previewNextInvoice(billing.deps, tenantId)).toMatchObject({
      on: new Date('2027-03-31T15:00:00Z'),
      subtotalYen: 1_080_000,
      totalYen: 1_188_000,
      lines: [{ amountYen: 1_080_000, from: new Date('2027-03-31T15:00:00Z'), to: new Date('2028-03-31T15:00:00Z') }],
    });
  });

  it('that is less is credited, and the credit goes into the next invoice', async () => {
    await change('up-to-10000-year');
    await billing.wait(1);
    await syncCity(billing.deps, tenantId);
    expect(await read()).toMatchObject({ plan: 'up-to-10000-year', creditYen: 198_000 });
    expect(await previewNextInvoice(billing.deps, tenantId)).toMatchObject({ totalYen: 396_000, dueYen: 198_000 });
  });

  it('is charged once when the answer is lost, and when it is clicked twice', async () => {
    await billing.fail({ kind: 'apiTimeoutAfterAcceptance', endpoint: 'POST /v1/subscriptions/:id', ms: 10, count: 2 });
    await expect(change('up-to-50000-year')).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    await change('up-to-50000-year');
    const outcomes = await Promise.allSettled([change('up-to-100000-year'), change('up-to-100000-year')]);
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    const { invoices: all } = await billing.sandbox.control('GET', `/stripe/accounts/${billing.accountId}`);
    expect(all.map(({ billing_reason }: { billing_reason: string }) => billing_reason)).toEqual([
      'subscription_create',
      'subscription_update',
      'subscription_update',
    ]);
  });

  it('is taken up by the worker where a crash left it, and stands in nobody’s way', async () => {
    await billing.fail({ kind: 'apiConnectionReset', endpoint: 'POST /v1/subscriptions/:id', count: 2 });
    await expect(change('up-to-50000-year')).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    expect(await read()).toMatchObject({ openIntent: { kind: 'plan-change', plan: 'up-to-50000-year' } });
    await change('up-to-100000-year');
    expect(await read()).toMatchObject({ plan: 'up-to-100000-year', openIntent: null });
    expect(await tendCity(billing.deps, tenantId, async () => {})).toMatchObject({ resumed: false });
  });

  it.each([
    ['up-to-30000-year', 'BILLING_SAME_PLAN'],
    ['up-to-30000-month', 'BILLING_INTERVAL_FIXED'],
    ['free', 'BILLING_PLAN_UNKNOWN'],
  ])('%s is refused: %s', async (plan, code) => {
    await expect(change(plan)).rejects.toMatchObject({ code });
    await expect(previewPlanChange(billing.deps, tenantId, plan)).rejects.toMatchObject({ code });
  });

  it('needs a subscription that runs', async () => {
    const { tenantId: stranger } = await createTestTenant(database.db);
    const changed = changePlan(billing.deps, stranger, { plan: 'up-to-30000-year', actor: 'system' });
    await expect(changed).rejects.toMatchObject({ code: 'BILLING_NOT_SUBSCRIBED' });
    expect(await previewNextInvoice(billing.deps, stranger)).toBeNull();
    await expect(billingPortalUrl(billing.deps, stranger, 'https://x.example')).rejects.toMatchObject({
      code: 'BILLING_NOT_SUBSCRIBED',
    });
  });
});

describe('invoices', () => {
  it('have pages, files and, once paid, receipts; and the portal shows them', async () => {
    await billing.wait(1);
    await syncCity(billing.deps, tenantId);
    const [invoice] = await invoices();
    if (!invoice) throw new Error('there is no invoice');
    await expect(receiptUrl(billing.deps, tenantId, invoice.id)).rejects.toMatchObject({
      code: 'BILLING_RECEIPT_NOT_FOUND',
    });
    await expect(receiptUrl(billing.deps, tenantId, 'in_other')).rejects.toMatchObject({
      code: 'BILLING_INVOICE_NOT_FOUND',
    });
    expect(await (await fetch(invoice.pageUrl ?? '')).text()).toContain('¥396,000');
    expect((await fetch(invoice.pdfUrl ?? '')).headers.get('content-type')).toBe('application/pdf');
    await billing.transfer((await read())?.customerId ?? '', 396_000);
    const receipt = await receiptUrl(billing.deps, tenantId, invoice.id);
    expect(await (await fetch(receipt)).text()).toContain('領収書');
    const portal = await billingPortalUrl(billing.deps, tenantId, 'https://console.example/billing');
    expect(await (await fetch(portal)).text()).toContain(invoice.number);
  });

  it('come in pages, newest first', async () => {
    await billing.wait(1);
    await change('up-to-50000-year');
    await billing.wait(1);
    await syncCity(billing.deps, tenantId);
    const [newest, oldest] = await invoices();
    const page = (after?: string) =>
      database.db.readTenant(tenantId, (db) =>
        listInvoices(db, { limit: 1, ...(after === undefined ? {} : { after }) }),
      );
    expect(await page()).toEqual([newest]);
    expect(await page(newest?.id)).toEqual([oldest]);
    expect(await page(oldest?.id)).toEqual([]);
  });

  it('under a key that Stripe does not know say that it is ours to mend', async () => {
    const stripe = createStripeAccess({
      ...{ apiBaseUrl: billing.sandbox.url, secretKey: 'sk_live_0123456789abcdef', webhookSecret: 'whsec_x' },
    });
    const asked = previewNextInvoice({ ...billing.deps, stripe }, tenantId);
    await expect(asked).rejects.toMatchObject({ code: 'BILLING_MISCONFIGURED' });
  });
});
