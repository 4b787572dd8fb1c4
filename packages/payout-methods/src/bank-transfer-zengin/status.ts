// What a bank says of a transfer that did not stay, and what follows. 総合振込 has no result file: a notice a transfer
// (振込不能通知, 入金不能通知, 組戻し) arrives on paper or as a list, in the bank's own words. No notice means settled.

type ReturnRemedy =
  /** The resident is asked for a corrected account, and it is paid again with 新規コード 2. */
  | 'ask-account'
  /** The account takes no money: another account or another method. */
  | 'ask-other-account'
  /** Someone at the city hall has to find out. */
  | 'ask-person';

type ReturnReason = { reason: string; remedy: ReturnRemedy; words: readonly string[] };

export const RETURN_REASONS: readonly ReturnReason[] = [
  {
    reason: 'no-such-account',
    remedy: 'ask-account',
    words: ['該当なし', '口座なし', '口座番号相違', '科目相違', '店舗相違'],
  },
  { reason: 'name-mismatch', remedy: 'ask-account', words: ['名義相違', '名義人相違', '受取人名相違', '氏名相違'] },
  { reason: 'account-closed', remedy: 'ask-other-account', words: ['解約'] },
  { reason: 'account-frozen', remedy: 'ask-other-account', words: ['取引停止', '入金停止', '支払停止', '凍結'] },
  { reason: 'recalled', remedy: 'ask-person', words: ['組戻', '組み戻', '取消'] },
];

/** Reads the bank's words. What is not known goes to a person, never to a second payment. */
export function readReturnReason(text: string): { reason: string; remedy: ReturnRemedy } {
  const words = text.normalize('NFKC').replace(/\s/g, '');
  const known = RETURN_REASONS.find((entry) => entry.words.some((word) => words.includes(word)));
  return known ? { reason: known.reason, remedy: known.remedy } : { reason: 'other', remedy: 'ask-person' };
}
