import { type ClaimDependencies, findOwnClaim } from '@tenohira/benefits';
import { type BenefitPage, findPageOffer } from '@tenohira/conversation';
import { AppError } from '@tenohira/core';
import { readSecret } from '@tenohira/payouts';
import { codesPage, noCodesPage } from './codes-view.ts';
import type { Frame } from './frame.ts';

const WAIT = '番号は、まだ届いていません。届いたら、LINEのトークでお知らせします。';
const IN_ACCOUNT = 'この申し込みは、口座への振り込みなどで受け取るため、番号はありません。';
const GONE =
  '番号は、いまは使えません。受け取りの期限が過ぎたときは、LINEのトークに届くお知らせから、ほかの受け取り方をえらべます。';

/** What was issued to the visitor, for as long as it can be used. Nothing of it is anywhere else. */
export async function showCodes(deps: ClaimDependencies, page: BenefitPage, frame: Frame): Promise<string> {
  const { tenantId, residentId, programId = '' } = page;
  const offer = await findPageOffer(deps, page);
  const own = { ...frame, isPractice: offer.isPractice };
  const claim = await deps.db.readTenant(tenantId, (db) => findOwnClaim(db, residentId, programId));
  const method = claim && deps.methods.get(claim.method);
  if (!claim || method?.mode !== 'instant' || method.isPractice) return noCodesPage(own, IN_ACCOUNT);
  if (claim.payoutId === null || !isIssued(claim.payoutStatus)) return noCodesPage(own, wordsFor(claim.payoutStatus));
  try {
    const { secret, expiresAt } = await readSecret(deps, tenantId, claim.payoutId, `resident:${residentId}`);
    const until = expiresAt ? { expiresAt } : {};
    return codesPage(own, {
      offer,
      title: method.title,
      amountYen: claim.amountYen,
      method: claim.method,
      secret,
      ...until,
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PAYOUT_CODE_UNAVAILABLE') throw error;
    return noCodesPage(own, claim.payoutStatus === 'unknown' ? WAIT : GONE);
  }
}

/** Or may be: of an unknown one there is something to show only if it was issued before the provider fell silent. */
function isIssued(status: string | null): boolean {
  return status === 'submitted' || status === 'settled' || status === 'unknown';
}

function wordsFor(status: string | null): string {
  return status === 'expired' || status === 'returned' || status === 'rejected' || status === 'cancelled' ? GONE : WAIT;
}
