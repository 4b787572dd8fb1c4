// What a city pays: for its owners, and for the platform's operators.
import {
  type BillingDependencies,
  billingErrors,
  billingPortalUrl,
  changeInterval,
  changePlan,
  findPlan,
  grantTime,
  listInvoices,
  PLANS,
  type Plan,
  planOfInterval,
  previewIntervalChange,
  previewNextInvoice,
  previewPlanChange,
  readBilling,
  receiptUrl,
  subscribeCity,
  TAX_PERCENT,
  withdrawIntervalChange,
} from '@tenohira/billing';
import { AppError, isLocalDate } from '@tenohira/core';
import { z } from 'zod';
import { page } from '../answer.ts';
import { errors } from '../errors.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { address, billing, invoice, invoicePreview, plan } from './answers.ts';

const tenantId = z.object({ tenantId: z.uuid().toLowerCase() });
const interval = z.enum(['month', 'year']);
const planKey = z.string().min(1).max(100);
/** Shown with the rest of the billing; `GET /billing/invoices` has them all. */
const LATEST_INVOICES = 24;

export const billingRoutes = [
  defineRoute({
    method: 'GET',
    url: '/billing',
    summary: '料金プラン、お支払いの状況、次の請求、請求書',
    permission: 'manage',
    answer: billing,
    run: ({ billing, staff }) => describeBilling(billing, staff.tenantId),
  }),
  defineRoute({
    method: 'GET',
    url: '/billing/invoices',
    summary: '請求書の一覧。新しい順',
    permission: 'manage',
    query: z.object(pageQuery),
    answer: page(invoice),
    run: async ({ inTenant, query: { after, limit } }) => {
      const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
      return pageOf(await inTenant((scope) => listInvoices(scope, page)), limit, ({ id }) => id);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/billing/invoices/:invoiceId/receipt',
    summary: '領収書のアドレス。短い間だけ使える',
    permission: 'manage',
    params: z.object({ invoiceId: z.string().max(200) }),
    answer: address,
    run: async ({ billing, staff, params }) => ({ url: await receiptUrl(billing, staff.tenantId, params.invoiceId) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/billing/portal',
    summary: 'お支払いの画面(Stripe)のアドレス。この人だけが、短い間だけ使える',
    permission: 'manage',
    stepUp: true,
    showsSecret: true,
    answer: address,
    run: async ({ billing, staff, party }) => ({
      url: await billingPortalUrl(billing, staff.tenantId, `${party.origin}/settings/billing`),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/billing/plan-preview',
    summary: 'いまプランを変えると、いくら請求されるか',
    permission: 'manage',
    query: z.object({ plan: planKey }),
    answer: invoicePreview,
    run: ({ billing, staff, query }) => previewPlanChange(billing, staff.tenantId, query.plan),
  }),
  defineRoute({
    method: 'POST',
    url: '/billing/plan',
    summary: 'プランを変える。差額は、すぐに請求する',
    permission: 'manage',
    stepUp: true,
    body: z.strictObject({ plan: planKey }),
    answer: billing,
    run: async ({ billing, staff, body, actor }) => {
      await changePlan(billing, staff.tenantId, { ...body, actor });
      return describeBilling(billing, staff.tenantId);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/billing/interval-preview',
    summary: '支払い方を切り替えると、次の年度のはじめにいくら請求されるか',
    permission: 'manage',
    query: z.object({ interval }),
    answer: invoicePreview,
    run: ({ billing, staff, query }) => previewIntervalChange(billing, staff.tenantId, query.interval),
  }),
  defineRoute({
    method: 'PUT',
    url: '/billing/interval',
    summary: '次の年度から、月払いと年払いを切り替える。いまは何も請求しない',
    permission: 'manage',
    stepUp: true,
    body: z.strictObject({ interval }),
    answer: billing,
    run: async ({ billing, staff, body, actor }) => {
      await changeInterval(billing, staff.tenantId, { ...body, actor });
      return describeBilling(billing, staff.tenantId);
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/billing/interval',
    summary: '切り替えを、年度が替わる前に取りやめる',
    permission: 'manage',
    stepUp: true,
    answer: billing,
    run: async ({ billing, staff, actor }) => {
      await withdrawIntervalChange(billing, staff.tenantId, { actor });
      return describeBilling(billing, staff.tenantId);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/operator/plans',
    summary: '料金プランの一覧',
    permission: 'operate',
    answer: z.object({ plans: z.array(plan) }),
    run: async () => ({ plans: PLANS.map(viewPlan) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/operator/cities/:tenantId/billing',
    summary: '自治体の契約と請求',
    permission: 'operate',
    params: tenantId,
    answer: billing,
    run: async ({ billing, params }) => {
      await assertCity(billing, params.tenantId);
      return describeBilling(billing, params.tenantId);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/subscription',
    summary: '契約を始める。請求書は、書いたアドレスにStripeから届く',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    body: z.strictObject({ plan: planKey, email: z.email() }),
    answer: billing,
    run: async ({ billing, params, body, actor }) => {
      await assertCity(billing, params.tenantId);
      await subscribeCity(billing, params.tenantId, { ...body, actor });
      return describeBilling(billing, params.tenantId);
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/operator/cities/:tenantId/subscription',
    summary: '自治体のプランを変える。人口の区分が変わったとき',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    body: z.strictObject({ plan: planKey }),
    answer: billing,
    run: async ({ billing, params, body, actor }) => {
      await assertCity(billing, params.tenantId);
      await changePlan(billing, params.tenantId, { ...body, actor });
      return describeBilling(billing, params.tenantId);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/operator/cities/:tenantId/interval-preview',
    summary: '自治体の支払い方を切り替えると、次の年度のはじめにいくら請求されるか',
    permission: 'operate',
    params: tenantId,
    query: z.object({ interval }),
    answer: invoicePreview,
    run: async ({ billing, params, query }) => {
      await assertCity(billing, params.tenantId);
      return previewIntervalChange(billing, params.tenantId, query.interval);
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/operator/cities/:tenantId/interval',
    summary: '次の年度から、自治体の月払いと年払いを切り替える',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    body: z.strictObject({ interval }),
    answer: billing,
    run: async ({ billing, params, body, actor }) => {
      await assertCity(billing, params.tenantId);
      await changeInterval(billing, params.tenantId, { ...body, actor });
      return describeBilling(billing, params.tenantId);
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/operator/cities/:tenantId/interval',
    summary: '自治体の支払い方の切り替えを、年度が替わる前に取りやめる',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    answer: billing,
    run: async ({ billing, params, actor }) => {
      await assertCity(billing, params.tenantId);
      await withdrawIntervalChange(billing, params.tenantId, { actor });
      return describeBilling(billing, params.tenantId);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/grace',
    summary: '支払いを待つ。その日の終わりまで、書き込みを止めない',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    body: z.strictObject({
      until: z.string().refine(isLocalDate, 'YYYY-MM-DD の日付を入れてください'),
      reason: z.string().trim().min(1).max(200),
    }),
    answer: billing,
    run: async ({ billing, params, body, actor, db, clock }) => {
      await assertCity(billing, params.tenantId);
      await db.withTenant(params.tenantId, (scope) => grantTime(scope, { ...body, actor }, clock.now()));
      return describeBilling(billing, params.tenantId);
    },
  }),
] as const;

/** @throws AppError CONSOLE_NOT_FOUND */
async function assertCity({ db }: BillingDependencies, id: string): Promise<void> {
  const found = await db.readTenant(id, ({ sql }) => sql("select 1 from tenant where kind = 'city'"));
  if (found.length === 0) throw errors.NOT_FOUND();
}

async function describeBilling(billing: BillingDependencies, id: string) {
  const [{ stored, invoices }, next] = await Promise.all([
    billing.db.readTenant(id, async (scope) => ({
      stored: await readBilling(scope, billing.clock.now()),
      invoices: await listInvoices(scope, { limit: LATEST_INVOICES }),
    })),
    nextInvoice(billing, id),
  ]);
  const [current, coming] = [stored?.plan, stored?.nextPlan].map((key) => (key == null ? undefined : findPlan(key)));
  return {
    plan: current ? viewPlan(current) : null,
    nextPlan: coming ? viewPlan(coming) : null,
    nextPlanFrom: stored?.nextPlanFrom ?? null,
    otherInterval: current && !coming ? viewPlan(otherIntervalOf(current)) : null,
    /** `none`, `preparing`, then Stripe's words. */
    status: stored?.status ?? 'none',
    standing: stored?.standing ?? 'good',
    lateFrom: stored?.lateFrom ?? null,
    readOnlyFrom: stored?.readOnlyFrom ?? null,
    graceUntil: stored?.graceUntil ?? null,
    periodStart: stored?.periodStart ?? null,
    periodEnd: stored?.periodEnd ?? null,
    endedAt: stored?.endedAt ?? null,
    creditYen: stored?.creditYen ?? 0,
    openIntent: stored?.openIntent ?? null,
    syncedAt: stored?.syncedAt ?? null,
    next,
    /** To which the plan can be changed now. */
    choices: current && !coming ? PLANS.filter(({ interval }) => interval === current.interval).map(viewPlan) : [],
    invoices,
  };
}

/** The page does without it where Stripe is away, or knows better than our row what there is to preview. */
async function nextInvoice(billing: BillingDependencies, id: string) {
  const { UNAVAILABLE, NOT_CONFIGURED, REFUSED } = billingErrors;
  const passing = [UNAVAILABLE, NOT_CONFIGURED, REFUSED].map((error) => error().code);
  return previewNextInvoice(billing, id).catch((error: unknown) => {
    if (error instanceof AppError && passing.includes(error.code)) return null;
    throw error;
  });
}

function otherIntervalOf(plan: Plan): Plan {
  return planOfInterval(plan, plan.interval === 'year' ? 'month' : 'year');
}

function viewPlan({ key, name, band, interval, priceYen }: Plan) {
  const taxYen = (priceYen * TAX_PERCENT) / 100;
  return { key, name, band, interval, priceYen, taxYen, totalYen: priceYen + taxYen };
}
