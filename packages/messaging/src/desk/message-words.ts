// What became of a message, in the words of whoever has to do something about it.

export const MESSAGE_STATUS_TEXT = {
  pending: '送信待ち',
  queued: '送信待ち',
  sending: '送信中',
  sent: '送信済み',
  failed: '送れませんでした',
  unknown: '届いたかどうか、わかりません',
  cancelled: '送信をやめました',
} as const;

export type MessageStatus = keyof typeof MESSAGE_STATUS_TEXT;

export type MessageProblem = {
  /** What happened. */
  text: string;
  /** What to do about it. */
  advice: string;
};

const WAIT = 'このままお待ちください。自動でもう一度送ります。';
const ASK_RESIDENT = '大事なお知らせは、電話や郵便など、ほかの方法で伝えてください。';

/** By the error code of the row: ours (README), and the outcomes of packages/line. */
const PROBLEMS: Readonly<Record<string, MessageProblem>> = {
  QUOTA_EXHAUSTED: {
    text: '今月に送れる通数を使い切りました。',
    advice: 'LINE公式アカウントの料金プランを確かめてください。送れるようになってから、送り直せます。',
  },
  RECIPIENT_UNKNOWN: {
    text: 'LINEに、この方の登録が見つかりません。',
    advice: `送り直しても届きません。${ASK_RESIDENT}`,
  },
  REJECTED: {
    text: 'LINEが、このメッセージの形を受け付けませんでした。',
    advice: '送り直しても同じ結果になります。運営にお知らせください。',
  },
  TOO_OLD: {
    text: '24時間たっても送れなかったため、送るのをやめました。住民には届いていません。',
    advice: 'いまからでも伝える必要があれば、送り直してください。',
  },
  RETRY_KEY_EXPIRED: {
    text: 'LINEから返事がないまま、送り直しのできる時間が過ぎました。',
    advice: '届いたかもしれません。必要なら、二重に届くことを承知のうえで送り直してください。',
  },
  REPLY_UNCERTAIN: {
    text: '返事を送っている途中で、LINEとの通信が切れました。',
    advice: '届いたかもしれません。住民がもう一度話しかければ、トークは続けられます。',
  },
  RESIDENT_LEFT: {
    text: '住民が、このアカウントをブロックしたか、友だちをやめています。',
    advice: `友だちに戻るまで、LINEでは届きません。${ASK_RESIDENT}`,
  },
  RESIDENT_DELETED: {
    text: '住民の登録を消したため、送るのをやめました。',
    advice: ASK_RESIDENT,
  },
  MESSAGES_ERASED: {
    text: '保存期間が過ぎたか、送信が取り消されたため、文章は消えています。',
    advice: '伝える必要があれば、受付の画面などから、あらためて送ってください。',
  },
  UNAUTHORIZED: {
    text: 'LINEが、このアカウントの認証情報を受け付けません。',
    advice: '設定の「LINEアカウント」で、チャネルシークレットを確かめてください。直ると、自動で送ります。',
  },
  RATE_LIMITED: { text: '一度にたくさん送っているため、順番を待っています。', advice: WAIT },
  CONCURRENCY_LIMITED: { text: '一度にたくさん送っているため、順番を待っています。', advice: WAIT },
  UNREACHABLE: { text: 'LINEにつながりません。', advice: WAIT },
  UNKNOWN: { text: 'LINEから返事がありません。', advice: WAIT },
  REPLY_TOKEN_INVALID: { text: '返事の時間が過ぎたため、別の方法で送っています。', advice: WAIT },
};

const OTHER: MessageProblem = {
  text: 'システムの都合で、まだ送れていません。',
  advice: '1時間たっても変わらないときは、運営にお知らせください。',
};

/** Nothing where nothing is wrong. A code that has no words of its own is a defect of ours. */
export function explainProblem(status: MessageStatus, errorCode: string | null): MessageProblem | null {
  if (status === 'sent' || errorCode === null) return null;
  return PROBLEMS[errorCode] ?? OTHER;
}
