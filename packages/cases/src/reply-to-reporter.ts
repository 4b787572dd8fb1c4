import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { storePush } from '@tenohira/messaging';
import { addEntry } from './case-entries.ts';
import { assertSendable } from './check-text.ts';
import { errors } from './errors.ts';
import { lockCase } from './lock-case.ts';
import { replyNotice } from './notices.ts';

export type Reply = {
  number: string;
  text: string;
  actor: Actor;
  /** A reply by a colleague in the meantime is a reason to look again. */
  version?: number;
};

/**
 * Stores a message to whoever reported the case; those who follow it do not get it.
 * @returns the case's version from now on
 * @throws AppError CASE_NOT_FOUND, CASE_CHANGED, CASE_MERGED, CASE_TEXT_EMPTY, CASE_TEXT_INVALID, CASE_MY_NUMBER,
 *   CASE_REPORTER_LEFT
 */
export async function replyToReporter(
  db: TenantDb,
  { number, text, actor, version }: Reply,
): Promise<{ version: number }> {
  const found = await lockCase(db, number, version);
  const { caseId, residentId } = found;
  const message = { type: 'text' as const, text: replyNotice(found, text) };
  assertSendable(text, [message]);
  const [reporter] = await db.sql<{ status: string }>('select status from resident where id = $1', [residentId]);
  if (reporter?.status === 'left') throw errors.REPORTER_LEFT();
  await db.sql('update service_case set version = version + 1, updated_at = now() where id = $1', [caseId]);
  const entryId = await addEntry(db, { caseId, type: 'replied', actor, body: text });
  await storePush(db, {
    ...{ residentId, purpose: 'case', about: caseId },
    messages: [message],
    dedupeKey: `case-reply:${entryId}`,
  });
  await appendAudit(db, [{ actor, action: 'case.replied', subject: `case:${caseId}`, detail: { entryId } }]);
  return { version: found.version + 1 };
}
