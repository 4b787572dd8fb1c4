// Why a claim cannot be approved by whoever is looking. The server decides all the same; here it is said before they press.
import type { AnswerOf } from '../../../api/api-types.ts';

export type WaitingClaim = AnswerOf<'GET /programs/:programId/claims/to-approve'>['claims'][number];

export function obstacleOf(
  {
    waitsForAccount,
    isMatchRefused,
    preparedBy,
  }: Pick<WaitingClaim, 'waitsForAccount' | 'isMatchRefused' | 'preparedBy'>,
  staffId: string,
): string | undefined {
  if (isMatchRefused) return '照合が認められなかった申請です。取り消してください。';
  if (waitsForAccount) return '公金受取口座が、まだ書き入れられていません。';
  if (preparedBy.includes(staffId)) return 'あなたが入力・確認・修正などをした申請なので、あなたは承認できません。';
  return undefined;
}

/** What an approval has to name: how many, and how much in all. */
export function totalOf(claims: readonly Pick<WaitingClaim, 'amountYen'>[]): { count: number; totalYen: number } {
  return { count: claims.length, totalYen: claims.reduce((sum, { amountYen }) => sum + amountYen, 0) };
}
