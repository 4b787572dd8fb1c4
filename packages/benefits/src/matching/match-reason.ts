/** Why somebody on the list was taken for a registered resident. Strongest first. */
export const MATCH_REASONS = ['full', 'lot', 'name-birth', 'birth-lot', 'name-lot'] as const;
export type MatchReason = (typeof MATCH_REASONS)[number] | 'ambiguous';

/** Reasons that stand by themselves, unless several people have them. */
export const SURE_REASONS = ['full', 'lot'] as const satisfies readonly MatchReason[];

const TEXTS: Readonly<Record<MatchReason, string>> = {
  full: '氏名・生年月日・住所（建物・部屋番号を含む）が一致しました。',
  lot: '氏名・生年月日・住所の番地が一致しました。建物や部屋番号の書き方が違います。',
  'name-birth':
    '氏名と生年月日は一致しますが、住所が違います。転居や書き方の違いかもしれません。本人かどうか確かめてください。',
  'birth-lot':
    '生年月日と住所は一致しますが、氏名が違います。改姓や字体の違い、双子のご家族かもしれません。本人かどうか確かめてください。',
  'name-lot': '氏名と住所は一致しますが、生年月日が違います。名簿の誤りかもしれません。本人かどうか確かめてください。',
  ambiguous: '氏名・生年月日・住所が一致する相手が、二人以上います。名簿の重複がないか確かめてください。',
};

/** For staff and for evidence, in Japanese. */
export function matchReasonText(reason: string): string {
  return Object.hasOwn(TEXTS, reason) ? TEXTS[reason as MatchReason] : '記録にない理由です。'; // hasOwn says that it is a key
}
