import { type Catalog, findInstalled } from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import { postbackAction } from '@tenohira/feature-kit';
import { startPostback } from '@tenohira/flow';
import { storePush } from '@tenohira/messaging';
import { barOutsiders } from './bar-outsiders.ts';

const FEATURE = 'survey';

/** For who has applied on a page: the program's survey, as a message in the chat. Once a claim, and only where there is one. */
export async function offerSurvey(db: TenantDb, catalog: Catalog, claimId: string): Promise<void> {
  const [claim] = await db.sql<{ residentId: string; programId: string; surveyKey: string; isPractice: boolean }>(
    `select c.resident_id as "residentId", p.id as "programId", p.survey_key as "surveyKey", p.is_practice as "isPractice"
     from benefit_claim c join benefit_program p on p.id = c.program_id
     where c.id = $1 and c.resident_id is not null and p.survey_key is not null`,
    [claimId],
  );
  const installed = claim && (await findInstalled(db, catalog, FEATURE));
  if (!installed) return;
  const [survey] = await barOutsiders(db, claim.residentId, [installed]);
  if (survey?.barred !== undefined) return;
  const text = `${claim.isPractice ? '【練習】' : ''}よろしければ、申し込みについて教えてください。すぐに終わるアンケートです。`;
  const action = postbackAction(
    'アンケートに答える',
    startPostback(FEATURE, 'answer', { 'survey-key': claim.surveyKey }),
  );
  await storePush(db, {
    residentId: claim.residentId,
    dedupeKey: `benefit-claim:${claimId}:survey`,
    purpose: 'survey',
    about: claim.programId,
    messages: [{ type: 'template', altText: text, template: { type: 'buttons', text, actions: [action] } }],
  });
}
