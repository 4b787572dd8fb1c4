// Why a claim is refused, in the words of whoever makes it. Made from the portions that this claimant may see: a portion
// that is fenced off changes neither the choice of the error nor its text.
import { type AppError, formatJapaneseDay } from '@tenohira/core';
import { errors } from '../errors.ts';
import type { Channel } from './channel.ts';
import type { Portion } from './portions.ts';
import { type ProgramTerms, periodAt } from './program-terms.ts';

const TAKEN_BY: Readonly<Record<string, string>> = {
  'super-fast-pass': 'LINE',
  'fast-pass': '手紙の番号',
  paper: '書類',
} satisfies Record<Channel, string>;

export function refusal(
  terms: ProgramTerms | undefined,
  portions: readonly Portion[],
  claim: { residentId?: string; channel: Channel; receivedAt: Date },
): AppError {
  const isStaff = claim.channel === 'paper';
  if (!terms || portions.length === 0) return errors.NOT_ELIGIBLE();
  if (terms.status === 'draft') return isStaff ? errors.PROGRAM_NOT_OPEN() : errors.NOT_ELIGIBLE();
  const own = portions.find((p) => claim.residentId !== undefined && p.claimResidentId === claim.residentId);
  if (own) {
    return errors.ALREADY_YOURS({
      userMessage: `すでに申し込みを受け付けています（受付番号 ${own.claimNumber}）。もう一度申し込む必要はありません。`,
    });
  }
  const taken = portions.find((portion) => portion.claimId !== null);
  if (taken) return errors.TAKEN({ userMessage: isStaff ? takenForStaff(taken) : takenForResident(taken) });
  if (periodAt(terms, claim.receivedAt) === 'not-yet') {
    const day = formatJapaneseDay(terms.opensOn);
    return errors.NOT_YET({
      userMessage: `申し込みの受付は${day}からです。受付が始まってから、もう一度お試しください。`,
    });
  }
  const day = formatJapaneseDay(terms.closesOn);
  return errors.OVER({
    userMessage: isStaff
      ? `申請期限（${day}）を過ぎて届いた申請です。受付日をお確かめください。期限内に届いたものは、届いた日時で入力してください。`
      : `申し込みの受付は${day}で終了しました。ご事情のある方は、担当の窓口へご相談ください。`,
  });
}

const takenForResident = (portion: Portion) =>
  `この給付金は、すでに${TAKEN_BY[portion.claimChannel ?? ''] ?? '別の方法'}で、ご家族の方または代理の方から申し込まれています。もう一度申し込む必要はありません。`;

const takenForStaff = (portion: Portion) =>
  `この世帯は、すでに${TAKEN_BY[portion.claimChannel ?? ''] ?? '別の方法'}で申請済みです（受付番号 ${portion.claimNumber}）。二重に受け付けることはできません。`;
