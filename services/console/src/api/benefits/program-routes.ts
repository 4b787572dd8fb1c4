import { buffer } from 'node:stream/consumers';
import {
  applyList,
  closeProgram,
  columnMappingSchema,
  createProgram,
  decideMatch,
  describeColumns,
  emptyTotals,
  expireProgram,
  findList,
  getProgram,
  importList,
  issueLetters,
  listDoubtfulMatches,
  listLists,
  listPrograms,
  matchProgram,
  notifyMatched,
  openProgram,
  planReach,
  previewNotice,
  programChangeSchema,
  programInputSchema,
  readProgress,
  readTotals,
  type StoredList,
  saveMapping,
  updateProgram,
} from '@tenohira/benefits';
import { readCity } from '@tenohira/catalog';
import { countPayouts, fundProgram, listBatches, listStuckPayouts, readBalances } from '@tenohira/payouts';
import { z } from 'zod';
import { assertPerson } from '../../access/caller.ts';
import { Download, download } from '../answer.ts';
import { errors } from '../errors.ts';
import { balances } from '../payouts/answers.ts';
import { defined, defineRoute } from '../route.ts';
import {
  appliedList,
  benefitList,
  columnMapping,
  doubtfulMatch,
  listColumn,
  listReport,
  matchCounts,
  matchStatus,
  noticePreview,
  program,
  programProgress,
  programTotals,
  reach,
} from './program-answers.ts';

const programId = z.object({ programId: z.uuid() });
const file = z.instanceof(Uint8Array, { error: 'ファイルを text/csv で送ってください' });

export const programRoutes = [
  defineRoute({
    method: 'GET',
    url: '/programs',
    summary: '給付事業の一覧と、それぞれの進み具合',
    permission: 'read',
    answer: z.object({ programs: z.array(program.extend({ totals: programTotals })) }),
    run: ({ inTenant }) =>
      inTenant(async (scope) => {
        const totals = await readTotals(scope);
        const programs = await listPrograms(scope);
        return {
          programs: programs.map((each) => ({ ...each, totals: totals.get(each.id) ?? emptyTotals() })),
        };
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs',
    summary: '給付事業をつくる',
    permission: 'prepare',
    body: programInputSchema,
    answer: program,
    run: ({ inTenant, body, actor }) => inTenant((scope) => createProgram(scope, body, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId',
    summary: '給付事業と、その予算の残り',
    permission: 'read',
    params: programId,
    answer: program.extend({ balances }),
    run: ({ inTenant, params }) =>
      inTenant(async (scope) => ({
        ...(await getProgram(scope, params.programId)),
        balances: await readBalances(scope, params.programId),
      })),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/progress',
    summary: '給付事業の進み具合。どの段階に、何件・いくらあるか',
    permission: 'read',
    params: programId,
    answer: programProgress,
    run: ({ inTenant, params }) =>
      inTenant(async (scope) => {
        const lists = await listLists(scope, params.programId);
        const inForce = lists.find(({ status }) => status === 'applied');
        const stuck = await listStuckPayouts(scope);
        return {
          ...(await readProgress(scope, params.programId)),
          balances: await readBalances(scope, params.programId),
          reach: await planReach(scope, params.programId),
          lists: { inForce: summaryOf(inForce), newest: summaryOf(lists[0]) },
          payouts: await countPayouts(scope, params.programId),
          stuck: stuck.filter((payout) => payout.programId === params.programId).length,
          batches: await listBatches(scope, params.programId),
        };
      }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/programs/:programId',
    summary: '給付事業を変える',
    permission: 'prepare',
    params: programId,
    body: programChangeSchema,
    answer: program,
    run: ({ inTenant, params, body, actor }) =>
      inTenant((scope) => updateProgram(scope, params.programId, body, actor)),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/funds',
    summary: '予算を入れる',
    permission: 'manage',
    stepUp: true,
    params: programId,
    body: z.strictObject({ amountYen: z.int() }),
    answer: z.object({ balances }),
    run: ({ inTenant, params, body, actor }) =>
      inTenant(async (scope) => {
        await fundProgram(scope, params.programId, body.amountYen, actor);
        return { balances: await readBalances(scope, params.programId) };
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/open',
    summary: '申請の受付を始める',
    permission: 'approve',
    params: programId,
    answer: program,
    run: ({ inTenant, params, actor }) => inTenant((scope) => openProgram(scope, params.programId, actor)),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/close',
    summary: '受付を終える',
    permission: 'approve',
    params: programId,
    answer: program,
    run: ({ inTenant, params, actor }) => inTenant((scope) => closeProgram(scope, params.programId, actor)),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/expire',
    summary: '期限までに申請のなかった分を終わりにする',
    permission: 'approve',
    params: programId,
    answer: z.object({ expired: z.int() }),
    run: async ({ db, clock, staff, params, actor }) => ({
      expired: await expireProgram({ db, clock }, staff.tenantId, params.programId, actor),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/list-columns',
    summary: '対象者リストの列。列の対応づけに使う',
    permission: 'read',
    answer: z.object({ columns: z.array(listColumn) }),
    run: async () => ({ columns: describeColumns() }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/programs/:programId/column-mapping',
    summary: '対象者リストの列の対応づけを決める',
    permission: 'prepare',
    params: programId,
    body: columnMappingSchema,
    answer: columnMapping,
    run: ({ inTenant, params, body, actor }) =>
      inTenant((scope) => saveMapping(scope, params.programId, defined(body), actor)),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/lists',
    summary: '対象者リスト(CSV)を読み込む。全部か、何も読み込まないか',
    permission: 'prepare',
    params: programId,
    query: z.object({ fileName: z.string().min(1).max(200) }),
    body: file,
    answer: listReport,
    run: ({ db, secrets, clock, staff, actor, params, query, body }) =>
      importList({ db, secrets, clock }, staff.tenantId, { ...params, ...query, bytes: body, actor }),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/lists',
    summary: '読み込んだリスト。読み込み中のものは進み具合も',
    permission: 'read',
    params: programId,
    answer: z.object({ lists: z.array(benefitList) }),
    run: async ({ inTenant, params }) => ({ lists: await inTenant((scope) => listLists(scope, params.programId)) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/lists/:listId',
    summary: 'リストひとつ',
    permission: 'read',
    params: z.object({ listId: z.uuid() }),
    answer: benefitList,
    run: ({ inTenant, params }) =>
      inTenant(async (scope) => {
        const list = await findList(scope, params.listId);
        if (!list) throw errors.NOT_FOUND();
        return list;
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/lists/:listId/apply',
    summary: '読み込んだリストを有効にする',
    permission: 'approve',
    stepUp: true,
    movesMoney: true,
    params: z.object({ listId: z.uuid() }),
    answer: appliedList,
    run: ({ db, secrets, payouts, staff, params, actor }) =>
      applyList({ db, secrets, payouts }, staff.tenantId, params.listId, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/match',
    summary: '対象者と登録済みの住民を照合する',
    permission: 'prepare',
    params: programId,
    answer: matchCounts,
    run: ({ db, secrets, clock, staff, params, actor }) =>
      matchProgram({ db, secrets, clock }, staff.tenantId, params.programId, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/matches/doubtful',
    summary: '人が確かめる照合',
    permission: 'read',
    params: programId,
    answer: z.object({ matches: z.array(doubtfulMatch) }),
    run: async ({ db, secrets, staff, params }) => ({
      matches: await listDoubtfulMatches({ db, secrets }, staff.tenantId, params.programId),
    }),
  }),
  defineRoute({
    method: 'POST',
    url: '/matches/:matchId/decision',
    summary: '照合を認める(2人)か、認めない',
    permission: 'prepare',
    params: z.object({ matchId: z.uuid() }),
    body: z.strictObject({ decision: z.enum(['accept', 'reject']) }),
    answer: z.object({ status: matchStatus }),
    run: async ({ inTenant, staff, session, params, body }) => {
      assertPerson({ session });
      return { status: await inTenant((scope) => decideMatch(scope, params.matchId, body.decision, staff.staffId)) };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/reach',
    summary: '何世帯に、何で届くか',
    permission: 'read',
    params: programId,
    answer: reach,
    run: ({ inTenant, params }) => inTenant((scope) => planReach(scope, params.programId)),
  }),
  defineRoute({
    method: 'GET',
    url: '/programs/:programId/notice-preview',
    summary: 'LINEのお知らせの見本と、いま送ると何人に届くか',
    permission: 'read',
    params: programId,
    answer: noticePreview,
    run: ({ inTenant, params }) => inTenant((scope) => previewNotice(scope, params.programId)),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/notices',
    summary: '照合できた人にだけ、LINEで知らせる',
    permission: 'approve',
    params: programId,
    answer: z.object({ notified: z.int() }),
    run: ({ db, clock, staff, params, actor }) => notifyMatched({ db, clock }, staff.tenantId, params.programId, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/programs/:programId/letters/:kind',
    summary: '手紙(PDF)か、発送業者に渡すCSV。もう一度求めても同じ番号',
    permission: 'approve',
    stepUp: true,
    params: programId.extend({ kind: z.enum(['pdf', 'csv']) }),
    body: z.strictObject({
      department: z.string().min(1).max(40),
      address: z.string().min(1).max(80).optional(),
      phone: z.string().min(1).max(40).optional(),
      hours: z.string().min(1).max(40).optional(),
      which: z.enum(['new', 'all']).default('all'),
    }),
    answer: download('application/pdf', 'text/csv'),
    run: async ({ db, secrets, clock, publicBaseUrl, inTenant, staff, params, body, actor }) => {
      const { which, ...sender } = defined(body);
      const { name: city } = await inTenant(readCity);
      const order = { publicBaseUrl, sender: { city, ...sender }, which };
      const run = await issueLetters({ db, secrets, clock }, staff.tenantId, params.programId, actor, order);
      return params.kind === 'pdf'
        ? new Download('お知らせ.pdf', 'application/pdf', await buffer(run.pdf))
        : new Download('お知らせ宛先.csv', 'text/csv; charset=Shift_JIS', run.csv);
    },
  }),
] as const;

/** Without its report, which may be long. */
function summaryOf(found: StoredList | undefined) {
  if (!found) return null;
  const { report, difference: _, ...list } = found;
  const { problemCount = 0, warningCount = 0 } = report ?? {};
  return { ...list, problemCount, warningCount };
}
