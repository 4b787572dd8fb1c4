import {
  ACCOUNT_KINDS,
  addFencedPortion,
  approveClaims,
  CHANNELS,
  CLAIM_STATUSES,
  cancelClaim,
  confirmKeyedClaim,
  correctClaim,
  declinePortion,
  fencePortion,
  fillInAccount,
  findHousehold,
  keyInClaim,
  listClaims,
  listClaimsToApprove,
  PROXY_KINDS,
  readClaim,
  readEvidence,
  readHousehold,
  showRecipient,
} from '@tenohira/benefits';
import { bankAccountSchema } from '@tenohira/feature-kit';
import { listPayouts } from '@tenohira/payouts';
import { z } from 'zod';
import { page } from '../answer.ts';
import { typedNumber } from '../filters.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { defined, defineRoute } from '../route.ts';
import {
  claim,
  claimDetail,
  claimReceipt,
  claimRecipient,
  claimsToApprove,
  evidence,
  household,
} from './claim-answers.ts';

/** Of one claim: the one that is under way, and those that it stands in for. */
const PAYOUTS_SHOWN = 50;

const programId = z.object({ programId: z.uuid() });
const claimId = z.object({ claimId: z.uuid() });
const entitlementId = z.object({ entitlementId: z.uuid() });
const way = {
  method: z.string(),
  accountKind: z.enum(ACCOUNT_KINDS),
  account: bankAccountSchema.optional(),
};

export const claimRoutes = [
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/claims',
    summary: '紙の申請書を入力する',
    permission: 'prepare',
    params: programId,
    body: z.strictObject({
      household: z.union([
        z.strictObject({ number: z.string().min(1).max(40) }),
        z.strictObject({ letterCode: z.string().min(1).max(40) }),
        z.strictObject({ householdId: z.uuid() }),
      ]),
      fencedId: z.uuid().optional(),
      ...way,
      proxy: z
        .strictObject({
          kind: z.enum(PROXY_KINDS),
          name: z.string().min(1).max(60),
          ground: z.string().min(1).max(200),
        })
        .optional(),
      receivedAt: z.iso.datetime({ offset: true }),
      paperNumber: z.string().min(1).max(40),
    }),
    answer: claimReceipt,
    run: ({ db, secrets, methods, clock, staff, params, body }) =>
      keyInClaim({ db, secrets, methods, clock }, staff.tenantId, {
        ...defined(body),
        ...params,
        receivedAt: new Date(body.receivedAt),
        staffId: staff.staffId,
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/claims/:claimId/confirm',
    summary: '紙の申請を、入力した人と別の人が確かめる',
    permission: 'handle',
    params: claimId,
    run: ({ db, staff, params }) => confirmKeyedClaim({ db }, staff.tenantId, { ...params, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'POST',
    url: '/claims/:claimId/cancel',
    summary: '申請を取り消す',
    permission: 'prepare',
    params: claimId,
    body: z.strictObject({ reason: z.enum(['keyed-wrongly', 'withdrawn-by-applicant']) }),
    run: ({ db, secrets, methods, clock, staff, params, body }) =>
      cancelClaim({ db, secrets, methods, clock }, staff.tenantId, { ...params, ...body, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/claims/:claimId/account',
    summary: '公金受取口座を書き入れる',
    permission: 'prepare',
    params: claimId,
    body: z.strictObject({ account: bankAccountSchema }),
    run: ({ db, secrets, methods, clock, staff, params, body }) =>
      fillInAccount({ db, secrets, methods, clock }, staff.tenantId, { ...params, ...body, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'POST',
    url: '/claims/:claimId/correction',
    summary: '戻ってきた支払いの、受け取り方を直す',
    permission: 'prepare',
    params: claimId,
    body: z.strictObject(way),
    run: ({ inTenant, secrets, methods, staff, params, body }) =>
      inTenant((scope) =>
        correctClaim(scope, { secrets, methods }, { ...params, ...defined(body), by: { staffId: staff.staffId } }),
      ),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/claims',
    summary: '申請の一覧。番号の順',
    permission: 'read',
    params: programId,
    query: z.object({
      ...pageQuery,
      status: z.enum(CLAIM_STATUSES).optional(),
      channel: z.enum(CHANNELS).optional(),
      method: z.string().max(40).optional(),
      number: typedNumber.optional(),
      waitsForAccount: z.stringbool().optional(),
    }),
    answer: page(claim),
    run: ({ inTenant, params, query: { after, limit, ...filter } }) =>
      inTenant(async (scope) => {
        const range = defined({ after, limit: limit + 1 });
        return pageOf(await listClaims(scope, params.programId, defined(filter), range), limit, ({ number }) => number);
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/claims/:claimId',
    summary: '申請ひとつと、その支払い',
    permission: 'read',
    params: claimId,
    answer: claimDetail,
    run: async ({ db, secrets, staff, params }) => {
      const found = await readClaim({ db, secrets }, staff.tenantId, params.claimId);
      const payouts = await db.readTenant(staff.tenantId, (scope) =>
        listPayouts(scope, found.programId, params, { limit: PAYOUTS_SHOWN }),
      );
      return { ...found, payouts };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/claims/:claimId/recipient',
    summary: '申請された口座と代理人を見る。だれが見たかは記録に残る',
    permission: 'handle',
    params: claimId,
    showsSecret: true,
    answer: claimRecipient,
    run: ({ db, secrets, staff, params }) =>
      showRecipient({ db, secrets }, staff.tenantId, { ...params, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/claims/to-approve',
    summary: '承認を待つ申請と、その合計',
    permission: 'read',
    params: programId,
    query: z.object({ limit: z.coerce.number().int().min(1).max(10_000).default(1_000) }),
    answer: claimsToApprove,
    run: ({ inTenant, params, query }) =>
      inTenant((scope) => listClaimsToApprove(scope, params.programId, { limit: query.limit })),
  }),
  defineRoute({
    method: 'POST',
    url: '/approvals',
    summary: '申請を承認する。一覧の印(seal)と、画面で見た件数と合計を添える',
    permission: 'approve',
    stepUp: true,
    movesMoney: true,
    body: z.strictObject({
      claims: z
        .array(z.strictObject({ claimId: z.uuid(), seal: z.string().max(64) }))
        .min(1)
        .max(10_000),
      expected: z.strictObject({ count: z.int().positive(), totalYen: z.int().positive() }),
    }),
    run: ({ db, secrets, methods, clock, staff, body }) =>
      approveClaims({ db, secrets, methods, clock }, staff.tenantId, {
        claimIds: body.claims.map(({ claimId }) => claimId),
        seals: Object.fromEntries(body.claims.map(({ claimId, seal }) => [claimId, seal])),
        expected: body.expected,
        staffId: staff.staffId,
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/entitlements/:entitlementId/fence',
    summary: '一人分を、世帯から切り離す(支援措置など)',
    permission: 'approve',
    params: entitlementId,
    run: ({ db, secrets, methods, clock, staff, params }) =>
      fencePortion({ db, secrets, methods, clock }, staff.tenantId, { ...params, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'POST',
    url: '/entitlements/:entitlementId/fenced-portion',
    summary: '支給済みの方への別途支給。世帯主へ支払った後で、本人の分を加える',
    permission: 'approve',
    stepUp: true,
    movesMoney: true,
    params: entitlementId,
    answer: z.object({ entitlementId: z.uuid() }),
    run: async ({ db, secrets, staff, params }) => ({
      entitlementId: await addFencedPortion({ db, secrets }, staff.tenantId, { ...params, staffId: staff.staffId }),
    }),
  }),
  defineRoute({
    method: 'POST',
    url: '/entitlements/:entitlementId/refusal',
    summary: '辞退の届けを記録する',
    permission: 'prepare',
    params: entitlementId,
    run: ({ db, staff, params }) => declinePortion({ db }, staff.tenantId, { ...params, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/households/search',
    summary: '世帯番号か、手紙の番号で世帯をさがす。番号は記録に残らない',
    permission: 'read',
    params: programId,
    body: z.union([
      z.strictObject({ number: z.string().min(1).max(40) }),
      z.strictObject({ letterCode: z.string().min(1).max(40) }),
    ]),
    answer: household,
    run: ({ db, secrets, staff, params, body }) =>
      findHousehold({ db, secrets }, staff.tenantId, params.programId, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/households/:householdId',
    summary: 'さがした世帯の、いまのようす',
    permission: 'read',
    params: z.object({ householdId: z.uuid() }),
    answer: household,
    run: ({ db, secrets, staff, params }) => readHousehold({ db, secrets }, staff.tenantId, params.householdId),
  }),
  defineRoute({
    method: 'GET',
    url: '/households/:householdId/evidence',
    summary: '一世帯の、はじめから終わりまで',
    permission: 'read',
    params: z.object({ householdId: z.uuid() }),
    answer: evidence,
    run: ({ inTenant, params }) => inTenant((scope) => readEvidence(scope, params.householdId)),
  }),
] as const;
