import { appendAudit } from '@tenohira/audit';
import { formatJapaneseDay } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { NewPush } from '@tenohira/messaging';
import type { ClaimDependencies } from '../claims/dependencies.ts';
import { findTerms, type ProgramTerms, periodAt } from '../claims/program-terms.ts';
import { errors } from '../errors.ts';
import { errors as programErrors } from '../lists/errors.ts';
import { type Notice, noticeMessage, storeNotice } from './claim-notices.ts';

/** Notices stored in one transaction: some seconds' work for the database, and little to do again when one is lost. */
const CHUNK = 500;

/**
 * Pushes the notice, with the button that is the first of the four taps, to residents who can apply by it: heads of
 * households and fenced persons whose match is sure and whose portions are open. Each is told once, however often this runs.
 * @returns how many were told by this call
 * @throws AppError BENEFIT_PROGRAM_NOT_OPEN, _OVER, _NOT_YET
 */
export async function notifyMatched(
  deps: Pick<ClaimDependencies, 'db' | 'clock'>,
  tenantId: string,
  programId: string,
  actor: `staff:${string}` | 'system',
): Promise<{ notified: number }> {
  let notified = 0;
  for (;;) {
    const told = await notifySome(deps, tenantId, programId);
    notified += told;
    if (told < CHUNK) break;
  }
  if (notified > 0) {
    await deps.db.withTenant(tenantId, (db) =>
      appendAudit(db, [
        { actor, action: 'benefit.matched-notified', subject: `program:${programId}`, detail: { notified } },
      ]),
    );
  }
  return { notified };
}

function notifySome(
  deps: Pick<ClaimDependencies, 'db' | 'clock'>,
  tenantId: string,
  programId: string,
): Promise<number> {
  return deps.db.withTenant(tenantId, async (db) => {
    const terms = await findTerms(db, programId);
    if (terms?.status !== 'open') throw errors.PROGRAM_NOT_OPEN();
    const period = periodAt(terms, deps.clock.now());
    if (period !== 'within') throw period === 'over' ? errors.OVER() : errors.NOT_YET();
    const residents = await db.sql<{ residentId: string; dedupeKey: string }>(
      `select distinct r.resident_id as "residentId", 'benefit:' || $1 || ':notice:' || r.resident_id as "dedupeKey"
       ${TO_TELL} limit ${CHUNK}`,
      [programId],
    );
    const { program, notice } = noticeOf(terms);
    for (const { residentId, dedupeKey } of residents) {
      await storeNotice(db, program, { ...notice, residentId, dedupeKey });
    }
    return residents.length;
  });
}

/**
 * What the notice will look like, and how many would be told now: nobody twice. Also for a draft, so that its words can be
 * read before it opens.
 * @throws AppError BENEFIT_PROGRAM_NOT_FOUND
 */
export async function previewNotice(
  db: TenantDb,
  programId: string,
): Promise<{ messages: NewPush['messages']; recipients: number }> {
  const terms = await findTerms(db, programId);
  if (!terms) throw programErrors.PROGRAM_NOT_FOUND();
  const [found] = await db.sql<{ count: number }>(`select count(distinct r.resident_id)::int as count ${TO_TELL}`, [
    programId,
  ]);
  const { program, notice } = noticeOf(terms);
  return { messages: [noticeMessage(program, notice)], recipients: found?.count ?? 0 };
}

/** Registrations `r` of those who can apply by the notice and have not had it. */
const TO_TELL = `from benefit_match m join identity_registration r on r.id = m.registration_id
  join resident on resident.id = r.resident_id and resident.status <> 'left'
  join benefit_entitlement e on e.id = m.entitlement_id
  where m.program_id = $1::uuid and m.status = 'accepted' and e.status <> 'withdrawn' and exists (
      select 1 from benefit_entitlement o where o.status = 'open'
        and (o.id = e.id or (e.is_head and not e.is_fenced and not o.is_fenced and o.household_id = e.household_id)))
    and (e.is_fenced or e.is_head)
    and not exists (select 1 from outbox_message x where x.dedupe_key = 'benefit:' || $1 || ':notice:' || r.resident_id)`;

function noticeOf(terms: ProgramTerms): {
  program: Parameters<typeof noticeMessage>[0];
  notice: Omit<Notice, 'residentId' | 'dedupeKey'>;
} {
  const deadline = `${Number(terms.closesOn.slice(0, 4))}年${formatJapaneseDay(terms.closesOn)}`;
  return {
    program: { programId: terms.programId, programName: terms.name, isPractice: terms.isPractice },
    notice: {
      text: 'あなたが対象の給付金の、お知らせです。下のボタンを押すと、このままLINEで申し込めます。書類は、いりません。',
      rows: [{ label: '申し込みの期限', value: `${deadline}まで` }],
      more: terms.texts.notice,
      button: { label: '申し込みへ進む', flow: 'apply' },
    },
  };
}
