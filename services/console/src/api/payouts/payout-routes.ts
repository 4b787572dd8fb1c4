import {
  batchSlip,
  cancelBatch,
  checkBooks,
  describeMethodSettings,
  handOutBatch,
  listAttempts,
  listBatches,
  listBatchLines,
  listPayouts,
  listStuckPayouts,
  nameClaims,
  preflightBatch,
  prepareBatch,
  problemKey,
  recordReturns,
  releaseBatch,
  resolveUnknown,
  saveMethodSettings,
  settleBatch,
} from '@tenohira/payouts';
import { z } from 'zod';
import { Download, download, page } from '../answer.ts';
import { errors } from '../errors.ts';
import { localDate, typedNumber } from '../filters.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { defined, defineRoute } from '../route.ts';
import {
  batch,
  batchLine,
  counted,
  mismatch,
  payout,
  payoutAttempt,
  payoutMethod,
  payoutStatus,
  preflight,
  stuckPayout,
} from './answers.ts';

const programId = z.object({ programId: z.uuid() });
/** Of one file, see 総合振込: 999,999 records. */
const MAX_LINE = 999_999;
const batchId = z.object({ batchId: z.uuid() });
const payoutId = z.object({ payoutId: z.uuid() });

export const payoutRoutes = [
  defineRoute({
    method: 'GET',
    url: '/payout-methods',
    summary: '受け取り方の一覧、設定の項目、いまの設定(秘密のものを除く)',
    permission: 'read',
    answer: z.object({ methods: z.array(payoutMethod) }),
    run: ({ inTenant, methods, payouts }) =>
      inTenant(async (scope) => {
        const setUps = await describeMethodSettings(scope, payouts);
        return {
          methods: [...methods.values()].map(({ key, title, summary, mode, asks, isPractice, amount, settings }) => ({
            ...{ key, title, summary, mode, asks, isPractice, amount },
            settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
            setUp: setUps.get(key) ?? null,
          })),
        };
      }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/payout-methods/:method/settings',
    summary: '受け取り方を設定する。書かれていない秘密の項目は、いまのまま',
    permission: 'manage',
    stepUp: true,
    params: z.object({ method: z.string() }),
    body: z.record(z.string(), z.unknown()),
    run: ({ inTenant, payouts, params, body, actor }) =>
      inTenant((scope) => saveMethodSettings(scope, payouts, params.method, body, actor)),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/batches/preflight',
    summary: '振込データをつくる前の確認',
    permission: 'prepare',
    params: programId,
    body: z.strictObject({ payOn: localDate, leaveOut: z.array(z.uuid()).default([]) }),
    answer: preflight,
    run: async ({ inTenant, payouts, staff, params, body }) => {
      const checked = await preflightBatch(payouts, staff.tenantId, { ...params, ...body });
      const payoutIds = checked.problems.flatMap(({ idempotencyKey }) => idempotencyKey ?? []);
      const claims = await inTenant((scope) => nameClaims(scope, payoutIds));
      const problems = checked.problems.map(({ idempotencyKey: payoutId, ...problem }) => ({
        ...problem,
        key: problemKey(payoutId === undefined ? problem : { ...problem, idempotencyKey: payoutId }),
        payout: payoutId === undefined ? null : { payoutId, claimId: null, claimNumber: null, ...claims.get(payoutId) },
      }));
      return { ...checked, problems };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/batches',
    summary: '振込データをつくる(下書き)',
    permission: 'prepare',
    params: programId,
    body: z.strictObject({
      payOn: localDate,
      confirmedWarnings: z.array(z.string()).default([]),
      leaveOut: z.array(z.uuid()).default([]),
    }),
    answer: z.object({ batches: z.array(batch) }),
    run: async ({ payouts, staff, params, body }) => ({
      batches: await prepareBatch(payouts, staff.tenantId, { ...params, ...body, staffId: staff.staffId }),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/batches',
    summary: '振込データの一覧',
    permission: 'read',
    params: programId,
    answer: z.object({ batches: z.array(batch) }),
    run: async ({ inTenant, params }) => ({ batches: await inTenant((scope) => listBatches(scope, params.programId)) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/batches/:batchId',
    summary: '伝票に書く件数と合計',
    permission: 'read',
    params: batchId,
    answer: batch,
    run: ({ inTenant, params }) => inTenant((scope) => batchSlip(scope, params.batchId)),
  }),
  defineRoute({
    method: 'GET',
    url: '/batches/:batchId/lines',
    summary: 'ファイルの何行めが、どの申請か',
    permission: 'read',
    params: batchId,
    query: z.object({
      ...pageQuery,
      after: z.coerce.number().int().nonnegative().max(MAX_LINE).optional(),
      line: z.coerce.number().int().positive().max(MAX_LINE).optional(),
      claimNumber: typedNumber.optional(),
      status: payoutStatus.optional(),
    }),
    answer: page(batchLine),
    run: ({ inTenant, params, query: { after, limit, ...filter } }) =>
      inTenant(async (scope) => {
        const range = defined({ after, limit: limit + 1 });
        return pageOf(await listBatchLines(scope, params.batchId, defined(filter), range), limit, ({ line }) =>
          String(line),
        );
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/batches/:batchId/release',
    summary: 'つくった人と別の人が、銀行に渡してよいと決める',
    permission: 'approve',
    stepUp: true,
    movesMoney: true,
    params: batchId,
    answer: batch,
    run: ({ payouts, staff, params }) => releaseBatch(payouts, staff.tenantId, params.batchId, staff.staffId),
  }),
  defineRoute({
    method: 'POST',
    url: '/batches/:batchId/file',
    summary: '銀行に渡すファイル。二度めは別の人でなければ渡さない',
    permission: 'handle',
    stepUp: true,
    params: batchId,
    answer: download('application/octet-stream'),
    run: async ({ payouts, staff, params }) => {
      const { fileName, bytes } = await handOutBatch(payouts, staff.tenantId, params.batchId, staff.staffId);
      return new Download(fileName, 'application/octet-stream', bytes);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/batches/:batchId/cancel',
    summary: '下書きをやめる',
    permission: 'prepare',
    params: batchId,
    run: ({ payouts, staff, params }) => cancelBatch(payouts, staff.tenantId, params.batchId, staff.staffId),
  }),
  defineRoute({
    method: 'POST',
    url: '/batches/:batchId/settle',
    summary: '振込が済んだことを記録する',
    permission: 'approve',
    stepUp: true,
    movesMoney: true,
    params: batchId,
    answer: counted,
    run: ({ payouts, staff, params }) => settleBatch(payouts, staff.tenantId, params.batchId, staff.staffId),
  }),
  defineRoute({
    method: 'POST',
    url: '/batches/:batchId/returns',
    summary: '振り込めなかったものを記録する(入力)',
    permission: 'prepare',
    params: batchId,
    body: z.strictObject({
      items: z
        .array(
          z.union([
            z.strictObject({ line: z.int().positive(), reason: z.string().min(1).max(100) }),
            z.strictObject({ payoutId: z.uuid(), reason: z.string().min(1).max(100) }),
          ]),
        )
        .min(1),
    }),
    answer: counted,
    run: ({ payouts, staff, params, body }) =>
      recordReturns(payouts, staff.tenantId, { ...params, ...body, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'POST',
    url: '/batches/:batchId/returns/file',
    summary: '振り込めなかったものを記録する(ファイル)',
    permission: 'prepare',
    params: batchId,
    body: z.instanceof(Uint8Array, { error: 'ファイルを text/csv で送ってください' }),
    answer: counted,
    run: ({ payouts, staff, params, body }) =>
      recordReturns(payouts, staff.tenantId, { ...params, bytes: body, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/payouts',
    summary: '支払いの一覧。計画した順',
    permission: 'read',
    params: programId,
    query: z.object({
      ...pageQuery,
      after: z.uuid().optional(),
      method: z.string().max(40).optional(),
      status: payoutStatus.optional(),
    }),
    answer: page(payout),
    run: ({ inTenant, params, query: { after, limit, ...filter } }) =>
      inTenant(async (scope) => {
        const range = defined({ after, limit: limit + 1 });
        return pageOf(
          await listPayouts(scope, params.programId, defined(filter), range),
          limit,
          ({ payoutId: last }) => last,
        );
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/payouts/stuck',
    summary: '人が見なければならない支払い',
    permission: 'read',
    answer: z.object({ payouts: z.array(stuckPayout) }),
    run: async ({ inTenant }) => ({ payouts: await inTenant((scope) => listStuckPayouts(scope)) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/payouts/:payoutId/attempts',
    summary: '支払いひとつの、これまでの試み',
    permission: 'read',
    params: payoutId,
    answer: z.object({ attempts: z.array(payoutAttempt) }),
    run: async ({ inTenant, params }) => {
      const attempts = await inTenant((scope) => listAttempts(scope, params.payoutId));
      if (attempts.length === 0) throw errors.NOT_FOUND();
      return { attempts };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/payouts/:payoutId/resolution',
    summary: '結果のわからない支払いがどうなったかを、証拠とともに記録する',
    permission: 'approve',
    stepUp: true,
    movesMoney: true,
    params: payoutId,
    body: z.strictObject({ outcome: z.enum(['settled', 'rejected']), evidence: z.string() }),
    run: ({ payouts, staff, params, body }) =>
      resolveUnknown(payouts, staff.tenantId, { ...params, ...body, staffId: staff.staffId }),
  }),
  defineRoute({
    method: 'GET',
    url: '/books',
    summary: '帳簿が合っているか',
    permission: 'read',
    answer: z.object({ mismatches: z.array(mismatch) }),
    run: async ({ inTenant }) => ({ mismatches: await inTenant(checkBooks) }),
  }),
] as const;
