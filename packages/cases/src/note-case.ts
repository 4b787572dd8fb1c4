import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { addEntry } from './case-entries.ts';
import { assertNote } from './check-text.ts';
import { lockCase } from './lock-case.ts';

/**
 * A note for colleagues. Nothing of it is ever sent to anybody. It changes nothing that somebody else could have changed
 * meanwhile, so the version stays.
 * @throws AppError CASE_NOT_FOUND, CASE_MERGED, CASE_TEXT_EMPTY, CASE_TEXT_INVALID, CASE_MY_NUMBER
 */
export async function noteCase(
  db: TenantDb,
  { number, text, actor }: { number: string; text: string; actor: Actor },
): Promise<void> {
  assertNote(text);
  const { caseId } = await lockCase(db, number);
  const entryId = await addEntry(db, { caseId, type: 'noted', actor, body: text });
  await appendAudit(db, [{ actor, action: 'case.noted', subject: `case:${caseId}`, detail: { entryId } }]);
}
