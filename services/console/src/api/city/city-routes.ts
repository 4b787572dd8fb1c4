import { describeVerification, listAudit, verifyAudit } from '@tenohira/audit';
import { readSurveyResults, readSurveyRevision } from '@tenohira/features/survey/staff';
import { z } from 'zod';
import { readActorNames } from '../actor-names.ts';
import { EventStream, eventStream, page } from '../answer.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { type Call, defined, defineRoute } from '../route.ts';
import { auditEntry, auditVerification, surveyResults } from './answers.ts';

/** Between two looks for new answers, in milliseconds. */
const LIVE_PAUSE_MS = 1_000;
const surveyKey = z.object({ surveyKey: z.string().min(1).max(100) });

export const cityRoutes = [
  defineRoute({
    method: 'GET',
    url: '/surveys/:surveyKey',
    summary: 'アンケートの結果',
    permission: 'read',
    params: surveyKey,
    answer: surveyResults,
    run: ({ inTenant, params }) => inTenant((scope) => readSurveyResults(scope, params.surveyKey)),
  }),
  defineRoute({
    method: 'GET',
    url: '/surveys/:surveyKey/live',
    summary: 'アンケートの結果を、変わるたびに送る(server-sent events)',
    permission: 'read',
    params: surveyKey,
    answer: eventStream(surveyResults),
    run: async (call) => new EventStream(liveResults(call)),
  }),
  defineRoute({
    method: 'GET',
    url: '/audit',
    summary: '操作の記録。新しいものから',
    permission: 'read',
    query: z.object({
      ...pageQuery,
      after: z.coerce.number().int().positive().optional(),
      subject: z.string().max(200).optional(),
    }),
    answer: page(auditEntry),
    run: ({ inTenant, query: { subject, after, limit } }) =>
      inTenant(async (scope) => {
        const query = defined({ subject, after, newestFirst: true, limit: limit + 1 });
        const page = pageOf(await listAudit(scope, query), limit, ({ sequence }) => String(sequence));
        const names = await readActorNames(scope);
        return { ...page, items: page.items.map((each) => ({ ...each, actorName: names.get(each.actor) ?? null })) };
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/audit/verification',
    summary: '操作の記録が書き換えられていないかを確かめる',
    permission: 'read',
    answer: auditVerification,
    run: async ({ db, staff }) => {
      const result = await verifyAudit(db, staff.tenantId);
      return { ...result, text: describeVerification(result) };
    },
  }),
] as const;

/** The results at once, and again after each change, until the caller hangs up. */
async function* liveResults({ db, staff, params, signal }: Call<{ surveyKey: string }, unknown, unknown>) {
  let seen: string | undefined;
  while (!signal.aborted) {
    const revision = await db.readTenant(staff.tenantId, (scope) => readSurveyRevision(scope, params.surveyKey));
    if (JSON.stringify(revision) !== seen) {
      seen = JSON.stringify(revision);
      yield await db.readTenant(staff.tenantId, (scope) => readSurveyResults(scope, params.surveyKey));
    }
    await pause(LIVE_PAUSE_MS, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
