import {
  assignCase,
  CASE_STATUS_TEXT,
  CASE_STATUSES,
  type CaseCursor,
  type CaseFilter,
  changeCaseStatus,
  countCases,
  exportCases,
  listCases,
  mergeCases,
  noteCase,
  readCasePhoto,
  replyToReporter,
} from '@tenohira/cases';
import { jstDateOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { csvContentType } from '@tenohira/documents/csv';
import { listAssignable, listDepartments, listDepartmentsOf } from '@tenohira/staff';
import { z } from 'zod';
import { Download, download, Picture, picture } from '../answer.ts';
import { anyOf, featureTitle, localDate, typedNumber } from '../filters.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { defined, defineRoute } from '../route.ts';
import { caseDetail, caseOptions, casePage, changedCase, changedStatus, mergedCase, nearbyCases } from './answers.ts';
import { viewCase, viewListed, viewNearby } from './case-views.ts';

const caseNumber = z.object({ caseNumber: z.string().min(1).max(40) });
/** Of the case as the person saw it: whoever was faster makes it a 409. */
const version = z.int().positive();

const filters = {
  status: anyOf(CASE_STATUSES),
  feature: z.string().max(60).optional(),
  department: z.union([z.enum(['mine', 'none']), z.uuid()]).optional(),
  assignee: z.union([z.enum(['me', 'none']), z.uuid()]).optional(),
  text: z.string().max(100).optional(),
  from: localDate.optional(),
  to: localDate.optional(),
};

type Filters = z.infer<z.ZodObject<typeof filters>> & { withLocation?: boolean | undefined };

/** Milliseconds and the case's id. */
const CURSOR = /^(\d{1,13})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const caseRoutes = [
  defineRoute({
    method: 'GET',
    url: '/cases',
    summary: '受付の一覧。最初のページには、対応状況ごとの件数も',
    permission: 'read',
    query: z.object({
      ...filters,
      withLocation: z.stringbool().optional(),
      order: z.enum(['newest', 'waiting']).default('newest'),
      ...pageQuery,
      after: z.string().regex(CURSOR).optional(),
    }),
    answer: casePage,
    run: ({ inTenant, catalog, staff, query: { order, after, limit, ...given } }) =>
      inTenant(async (scope) => {
        const filter = await toFilter(scope, staff.staffId, given);
        const page = { order, limit: limit + 1, ...(after === undefined ? {} : { after: toCursor(after) }) };
        const { items, next } = pageOf(await listCases(scope, filter, page), limit, fromCursor);
        const counts = after === undefined ? await countCases(scope, filter) : null;
        return { items: items.map((item) => viewListed(catalog, item)), next, counts };
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/case-options',
    summary: '受付を絞り込み、割り当てるときの選択肢',
    permission: 'read',
    answer: caseOptions,
    run: ({ inTenant, catalog, staff }) =>
      inTenant(async (scope) => ({
        statuses: CASE_STATUSES.map((status) => ({ status, text: CASE_STATUS_TEXT[status] })),
        features: [...catalog.features.values()]
          .filter(({ flows }) => flows.some(({ blocks }) => Object.values(blocks).some(({ type }) => type === 'case')))
          .map(({ key, title }) => ({ key, title })),
        departments: await listDepartments(scope),
        myDepartmentIds: (await listDepartmentsOf(scope, staff.staffId)).map(({ departmentId }) => departmentId),
        assignees: await listAssignable(scope),
      })),
  }),
  defineRoute({
    method: 'POST',
    url: '/cases/export',
    summary: '受付をCSVで書き出す。絞り込みは一覧と同じ。記録に残る',
    permission: 'handle',
    stepUp: true,
    body: z.strictObject({
      ...filters,
      withLocation: z.boolean().optional(),
      encoding: z.enum(['utf-8', 'shift_jis']).default('utf-8'),
    }),
    answer: download('text/csv'),
    run: ({ inTenant, catalog, clock, staff, actor, body: { encoding, ...given } }) =>
      inTenant(async (scope) => {
        const filter = await toFilter(scope, staff.staffId, given);
        const titleOf = (key: string) => featureTitle(catalog, key);
        const { bytes } = await exportCases(scope, { filter, encoding, titleOf, actor });
        return new Download(`受付一覧_${jstDateOf(clock.now())}.csv`, csvContentType(encoding), bytes);
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/cases/:caseNumber',
    summary: '受付ひとつ。入力ページの内容は forms=open のときだけ開き、記録に残る',
    permission: 'read',
    params: caseNumber,
    query: z.object({ forms: z.enum(['open', 'closed']).default('closed') }),
    answer: caseDetail,
    run: ({ params, query, ...call }) => viewCase(call, params.caseNumber, { openForms: query.forms === 'open' }),
  }),
  defineRoute({
    method: 'GET',
    url: '/cases/:caseNumber/photos/:objectId',
    summary: '受付の写真。一覧には、小さなもの(size=thumbnail、長辺320ピクセル)',
    permission: 'read',
    params: caseNumber.extend({ objectId: z.uuid() }),
    query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }),
    answer: picture,
    run: async ({ inTenant, secrets, staff, params: { caseNumber: number, objectId }, query: { size } }) => {
      await secrets.opened(staff.tenantId);
      const photo = await inTenant((scope) => readCasePhoto(scope, secrets, number, objectId, size));
      return new Picture(photo.contentType, photo.bytes);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/cases/:caseNumber/status',
    summary: '対応状況を変え、知らせを受ける住民に伝える',
    permission: 'handle',
    params: caseNumber,
    body: z.strictObject({
      status: z.enum(['in-progress', 'done', 'declined']),
      comment: z.string().max(2_000).optional(),
      version,
    }),
    answer: changedStatus,
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => changeCaseStatus(scope, { number: params.caseNumber, actor, ...defined(body) })),
  }),
  defineRoute({
    method: 'POST',
    url: '/cases/:caseNumber/assignment',
    summary: '部署と担当を決める。nullは、なし',
    permission: 'handle',
    params: caseNumber,
    body: z.strictObject({ departmentId: z.uuid().nullable(), assigneeId: z.uuid().nullable(), version }),
    answer: changedCase,
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => assignCase(scope, { number: params.caseNumber, actor, ...body })),
  }),
  defineRoute({
    method: 'POST',
    url: '/cases/:caseNumber/replies',
    summary: '知らせてくれた住民に、LINEで返事を送る',
    permission: 'handle',
    params: caseNumber,
    body: z.strictObject({ text: z.string().max(10_000), version }),
    answer: changedCase,
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => replyToReporter(scope, { number: params.caseNumber, actor, ...body })),
  }),
  defineRoute({
    method: 'POST',
    url: '/cases/:caseNumber/notes',
    summary: '職員どうしのメモを残す。住民には送られない',
    permission: 'handle',
    params: caseNumber,
    body: z.strictObject({ text: z.string().max(10_000) }),
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => noteCase(scope, { number: params.caseNumber, actor, ...body })),
  }),
  defineRoute({
    method: 'GET',
    url: '/cases/:caseNumber/nearby',
    summary: '近くにある、同じ種類でまだ終わっていない受付。近い順',
    permission: 'read',
    params: caseNumber,
    answer: nearbyCases,
    run: ({ inTenant, params }) => inTenant(async (scope) => ({ items: await viewNearby(scope, params.caseNumber) })),
  }),
  defineRoute({
    method: 'POST',
    url: '/cases/:caseNumber/merge',
    summary: '同じ内容の受付を、ほかの受付にまとめる。元には戻せない',
    permission: 'handle',
    params: caseNumber,
    body: z.strictObject({ into: typedNumber, version }),
    answer: mergedCase,
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => mergeCases(scope, { number: params.caseNumber, actor, ...body })),
  }),
] as const;

async function toFilter(scope: TenantDb, staffId: string, given: Filters): Promise<CaseFilter> {
  const { status, feature, department, assignee, ...same } = given;
  return defined({
    ...same,
    statuses: status,
    featureKey: feature,
    departmentIds: await departmentsOf(scope, staffId, department),
    assigneeId: assignee === 'me' ? staffId : assignee === 'none' ? null : assignee,
  });
}

/** Of somebody who works nowhere, `mine` finds nothing: an empty list would find what belongs to no department. */
async function departmentsOf(
  scope: TenantDb,
  staffId: string,
  department: Filters['department'],
): Promise<string[] | undefined> {
  if (department === undefined) return undefined;
  if (department === 'none') return [];
  if (department !== 'mine') return [department];
  const mine = (await listDepartmentsOf(scope, staffId)).map(({ departmentId }) => departmentId);
  return mine.length === 0 ? [NOWHERE] : mine;
}

/** The nil UUID (RFC 9562 section 5.9) is no department's. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

function fromCursor({ createdAt, caseId }: CaseCursor): string {
  return `${createdAt.getTime()}_${caseId}`;
}

function toCursor(after: string): CaseCursor {
  const [, ms, caseId = ''] = CURSOR.exec(after) ?? [];
  return { createdAt: new Date(Number(ms)), caseId };
}
