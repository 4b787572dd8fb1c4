import { type Actor, appendAudit } from '@tenohira/audit';
import { containsMyNumber } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { storePush } from '@tenohira/messaging';
import { addEntry } from './case-entries.ts';
import { isCaseStatus, NEXT_STATUSES } from './case-status.ts';
import { errors } from './errors.ts';
import { lockCase } from './lock-case.ts';
import { statusNotice } from './notices.ts';

/** UTF-16 code units, far inside a LINE text's 5,000: https://developers.line.biz/en/reference/messaging-api/#text-message */
const MAX_COMMENT_LENGTH = 1_000;

export type StatusChange = {
  number: string;
  status: string;
  /** What the city wants to say, in its own words. */
  comment?: string;
  /** Who did it: `staff:<id>`. */
  actor: Actor;
  /** The version that they saw. */
  version?: number;
};

/**
 * Moves a case on and stores a notice to everybody who follows it, in the same transaction.
 * @returns how many residents will be told, and the case's version from now on
 * @throws AppError CASE_NOT_FOUND, CASE_CHANGED, CASE_MERGED, CASE_STATUS_UNKNOWN, CASE_STATUS_UNCHANGED,
 *   CASE_STATUS_NOT_NEXT, CASE_MY_NUMBER, CASE_COMMENT_TOO_LONG
 */
export async function changeCaseStatus(
  db: TenantDb,
  { number, status, comment, actor, version }: StatusChange,
): Promise<{ notified: number; version: number }> {
  if (!isCaseStatus(status)) throw errors.STATUS_UNKNOWN();
  if (comment !== undefined && containsMyNumber(comment)) throw errors.MY_NUMBER();
  if (comment !== undefined && comment.length > MAX_COMMENT_LENGTH) throw errors.COMMENT_TOO_LONG();
  const found = await lockCase(db, number, version);
  if (found.status === status) throw errors.STATUS_UNCHANGED();
  if (!NEXT_STATUSES[found.status].includes(status)) throw errors.STATUS_NOT_NEXT();

  const { caseId, status: from } = found;
  await db.sql('update service_case set status = $2, version = version + 1, updated_at = now() where id = $1', [
    caseId,
    status,
  ]);
  const entryId = await addEntry(db, {
    ...{ caseId, type: 'status-changed', actor, body: comment },
    detail: { from, to: status },
  });
  const followers = await db.prisma.caseFollower.findMany({ where: { caseId } });
  for (const { residentId } of followers) {
    await storePush(db, {
      ...{ residentId, purpose: 'case', about: caseId },
      messages: [{ type: 'text', text: statusNotice(found, status, comment) }],
      dedupeKey: `case-status:${entryId}:${residentId}`,
    });
  }
  await appendAudit(db, [
    {
      ...{ actor, action: 'case.status-changed', subject: `case:${caseId}` },
      detail: { from, to: status, notified: followers.length },
    },
  ]);
  return { notified: followers.length, version: found.version + 1 };
}
