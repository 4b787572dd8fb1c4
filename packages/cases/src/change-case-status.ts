import { containsMyNumber, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { storePush } from '@tenohira/messaging';
import { CASE_STATUS_TEXT, type CaseStatus, isCaseStatus } from './case-status.ts';
import { errors } from './errors.ts';

/** UTF-16 code units, far inside a LINE text's 5,000: https://developers.line.biz/en/reference/messaging-api/#text-message */
const MAX_COMMENT_LENGTH = 1_000;

export type StatusChange = {
  number: string;
  status: string;
  /** What the city wants to say, in its own words. */
  comment?: string;
  /** Who did it: `staff:<name>`. */
  actor: string;
};

/**
 * Moves a case on and stores a notice to everybody who follows it, in the same transaction.
 * @returns how many residents will be told
 * @throws AppError CASE_NOT_FOUND, CASE_STATUS_UNKNOWN, CASE_STATUS_UNCHANGED, CASE_MY_NUMBER, CASE_COMMENT_TOO_LONG
 */
export async function changeCaseStatus(db: TenantDb, change: StatusChange): Promise<{ notified: number }> {
  const { number, status, comment, actor } = change;
  if (!isCaseStatus(status)) throw errors.STATUS_UNKNOWN();
  if (comment !== undefined && containsMyNumber(comment)) throw errors.MY_NUMBER();
  if (comment !== undefined && comment.length > MAX_COMMENT_LENGTH) throw errors.COMMENT_TOO_LONG();
  const [found] = await db.sql<{ id: string; title: string; status: string }>(
    'select id, title, status from service_case where number = $1 for update',
    [number],
  );
  if (!found) throw errors.NOT_FOUND();
  if (found.status === status) throw errors.STATUS_UNCHANGED();

  const entryId = uuidv7();
  await db.sql('update service_case set status = $2, updated_at = now() where id = $1', [found.id, status]);
  await db.prisma.caseEntry.create({
    data: { id: entryId, caseId: found.id, type: 'status-changed', body: comment ?? null, actor },
  });
  const followers = await db.prisma.caseFollower.findMany({ where: { caseId: found.id } });
  for (const { residentId } of followers) {
    await storePush(db, {
      residentId,
      messages: [{ type: 'text', text: noticeText(number, found.title, status, comment) }],
      dedupeKey: `case-status:${entryId}:${residentId}`,
    });
  }
  return { notified: followers.length };
}

function noticeText(number: string, title: string, status: CaseStatus, comment: string | undefined): string {
  const lines = [`【受付番号 ${number}】`, title, '', `対応状況が「${CASE_STATUS_TEXT[status]}」になりました。`];
  if (comment) lines.push('', '担当からのお知らせ:', comment);
  return lines.join('\n');
}
