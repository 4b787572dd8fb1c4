import { CASE_STATUS_TEXT } from '@tenohira/cases';
import {
  deleteResident,
  FRIENDSHIP_TEXT,
  listResidents,
  markTestResident,
  openIdentity,
  openResident,
  parseResidentNumber,
} from '@tenohira/residents';
import { z } from 'zod';
import { featureTitle, typedNumber } from '../filters.ts';
import { pageQuery } from '../paging.ts';
import { defined, defineRoute } from '../route.ts';
import {
  deletedResident,
  friendship,
  residentHistory,
  residentIdentity,
  residentOptions,
  residentPage,
} from './answers.ts';

const residentId = z.object({ residentId: z.uuid() });
const reason = z.strictObject({ reason: z.string().max(1_000) });

const residentNumber = z.string().transform((typed, context) => {
  const number = parseResidentNumber(typed);
  if (number !== undefined) return number;
  context.addIssue({ code: 'custom', message: '住民番号は、7KQ2-M9XD のような8文字の英数字です' });
  return z.NEVER;
});

export const residentRoutes = [
  defineRoute({
    method: 'GET',
    url: '/residents',
    summary: '住民をさがす。名前は出ない',
    permission: 'read',
    query: z.object({
      number: residentNumber.optional(),
      caseNumber: typedNumber.optional(),
      claimNumber: typedNumber.optional(),
      friendship: friendship.optional(),
      isRegistered: z.stringbool().optional(),
      wants: z.string().max(60).optional(),
      isTest: z.stringbool().optional(),
      isDeleted: z.stringbool().optional(),
      ...pageQuery,
      after: z.uuid().optional(),
    }),
    answer: residentPage,
    run: ({ inTenant, catalog, query: { after, limit, ...filter } }) =>
      inTenant(async (scope) => {
        const page = { limit, ...(after === undefined ? {} : { after }) };
        const { residents, next } = await listResidents(scope, catalog, defined(filter), page);
        return { items: residents, next };
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/resident-options',
    summary: '住民をさがすときの選択肢',
    permission: 'read',
    answer: residentOptions,
    run: async ({ catalog }) => ({
      friendships: friendship.options.map((each) => ({ friendship: each, text: FRIENDSHIP_TEXT[each] })),
      subscriptions: [...catalog.features.values()]
        .filter(({ subscriptions }) => subscriptions !== undefined)
        .map(({ key, title }) => ({ key, title })),
    }),
  }),
  defineRoute({
    method: 'POST',
    url: '/residents/:residentId/opening',
    summary: '理由を書いて、住民の履歴を開く。名前は出ない。記録に残る',
    permission: 'handle',
    showsSecret: true,
    params: residentId,
    body: reason,
    answer: residentHistory,
    run: async ({ inTenant, catalog, actor, params, body }) => {
      const { cases, ...history } = await inTenant((scope) =>
        openResident(scope, catalog, { ...params, ...body, actor }),
      );
      return {
        ...history,
        cases: cases.map(({ featureKey, ...each }) => ({
          ...each,
          feature: { key: featureKey, title: featureTitle(catalog, featureKey) },
          statusText: CASE_STATUS_TEXT[each.status],
        })),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/residents/:residentId/identity',
    summary: 'さらに理由を書いて、氏名・住所・生年月日を見る。記録に残る',
    permission: 'handle',
    showsSecret: true,
    params: residentId,
    body: reason,
    answer: residentIdentity,
    run: ({ db, secrets, staff, actor, params, body }) =>
      openIdentity({ db, secrets }, staff.tenantId, { ...params, ...body, actor }),
  }),
  defineRoute({
    method: 'POST',
    url: '/residents/:residentId/deletion',
    summary: '住民の登録を消す。法令で残すもの(申請・支払い・受付・記録)は残る。元には戻せない',
    permission: 'manage',
    stepUp: true,
    params: residentId,
    body: reason,
    answer: deletedResident,
    run: ({ inTenant, catalog, actor, params, body }) =>
      inTenant((scope) => deleteResident(scope, catalog, { ...params, ...body, actor })),
  }),
  defineRoute({
    method: 'PUT',
    url: '/residents/:residentId/test',
    summary: '試しに使う職員の登録かどうかを決める',
    permission: 'manage',
    params: residentId,
    body: z.strictObject({ isTest: z.boolean() }),
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => markTestResident(scope, { ...params, ...body, actor })),
  }),
] as const;
