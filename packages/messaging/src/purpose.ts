// Why the city writes to somebody. Said by whoever stores the message, and all that staff see of those whose words are a
// resident's own affair.

type PurposeWords = {
  /** What staff read. */
  text: string;
  /** Whether staff may read the message itself. */
  showsContent: boolean;
};

export const MESSAGE_PURPOSES = {
  /** Repeats what the resident wrote. */
  conversation: { text: 'トークの返事', showsContent: false },
  /** Of a case, by its id: what staff have written themselves. */
  case: { text: '受付のお知らせ', showsContent: true },
  /** Of a program, by its id: never a name, an amount, an account or a code (packages/benefits). */
  benefit: { text: '給付のお知らせ', showsContent: true },
  /** Of a program, by its id. */
  survey: { text: 'アンケートのお願い', showsContent: true },
  identity: { text: '本人確認の結果', showsContent: false },
  /** Of a feature, by its key. Says where somebody lives, for instance. */
  feature: { text: '機能からのお知らせ', showsContent: false },
  other: { text: 'そのほか', showsContent: false },
} as const satisfies Record<string, PurposeWords>;

export type MessagePurpose = keyof typeof MESSAGE_PURPOSES;

export function isMessagePurpose(text: string): text is MessagePurpose {
  return Object.hasOwn(MESSAGE_PURPOSES, text);
}
