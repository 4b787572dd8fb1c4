import { type AppError, defineErrors } from '@tenohira/core';

export const errors = defineErrors('PAYOUT', {
  METHOD_UNKNOWN: {
    message: 'no such payout method, or one of the other mode',
    userMessage: 'この支払方法は使えません。給付事業の設定で支払方法を選び直してください。',
    statusCode: 400,
  },
  METHOD_PRACTICE: {
    message: 'a practice program pays by practice methods only, and a real one never by them',
    userMessage:
      '練習用の給付事業では「練習」の支払方法だけ、本番の給付事業では本番の支払方法だけが使えます。設定をお確かめください。',
    statusCode: 409,
  },
  CITY_PRACTICE: {
    message: 'a city that practises pays by practice methods only',
    userMessage:
      'この市町村はまだ練習中のため、本番の支払いはできません。管理者が「設定」で本番に切りかえてから、もう一度お試しください。',
    statusCode: 409,
  },
  RECIPIENT_INVALID: {
    message: 'the recipient does not fit the schema of the method',
    userMessage: '受取人の情報が支払方法に合っていません。口座などの入力をお確かめください。',
    statusCode: 400,
  },
  AMOUNT_INVALID: {
    message: 'the method cannot pay that amount',
    userMessage: 'この支払方法では、その金額を支払えません。別の支払方法を選んでください。',
    statusCode: 400,
  },
  PROGRAM_NOT_FOUND: {
    message: 'no such program in this tenant',
    userMessage: '給付事業が見つかりません。',
    statusCode: 404,
  },
  CLAIM_MISMATCH: {
    message: 'no such claim, or its amount is another',
    userMessage: '申請が見つからないか、金額が申請と違います。画面を開き直してください。',
    statusCode: 409,
  },
  ALREADY_PLANNED: {
    message: 'the claim has a payout that is under way or settled, or the payout is there already',
    userMessage: 'この申請の支払いはすでに進んでいます。画面を開き直してお確かめください。',
    statusCode: 409,
  },
  REISSUE_INVALID: {
    message: 'a payout stands in only for a dead one of the same claim',
    userMessage: '再支払いができるのは、戻ってきた支払い・取り消した支払いだけです。',
    statusCode: 409,
  },
  BUDGET_EXHAUSTED: {
    message: 'the budget of the program does not cover it',
    userMessage: '予算が足りないため、支払いを進められません。予算を追加してから、もう一度お試しください。',
    statusCode: 409,
  },
  FUNDS_INVALID: {
    message: 'funds are a whole number of yen other than 0, and a trillion at most',
    userMessage: '予算額は、0以外の整数(円)で、一度に1兆円までで入力してください。',
    statusCode: 400,
  },
  NOT_FOUND: { message: 'no such payout in this tenant', userMessage: '支払いが見つかりません。', statusCode: 404 },
  SETTINGS_INVALID: {
    message: 'the settings do not fit the schema of the method',
    userMessage: '支払方法の設定に誤りがあります。赤い印の項目をお確かめください。',
    statusCode: 400,
  },
  SETTINGS_IN_USE: {
    message: 'payouts of the method are under way',
    userMessage:
      'この支払方法では、まだ終わっていない支払いがあります。二重の支払いを防ぐため、すべて終わってから設定を変えてください。',
    statusCode: 409,
  },
  SETTINGS_MISSING: {
    message: 'the city has not set up the method',
    userMessage: '支払方法の設定がまだありません。先に設定を登録してください。',
    statusCode: 409,
  },
  NOTHING_READY: {
    message: 'no payout of the program waits for a file',
    userMessage: '振込データにする支払いがありません。承認済みの申請をお確かめください。',
    statusCode: 409,
  },
  PREFLIGHT_FAILED: {
    message: 'preflight found errors; preflightBatch() says which',
    userMessage: '振込データを作れない支払いがあります。事前点検の結果を直すか、その支払いを外してください。',
    statusCode: 409,
  },
  WARNINGS_UNCONFIRMED: {
    message: 'preflight found warnings that nobody has confirmed',
    userMessage: '事前点検に、まだ確認していない注意があります。内容を確かめてから進めてください。',
    statusCode: 409,
  },
  FILE_REPEATED: {
    message: 'a file with the same bytes exists',
    userMessage: '同じ内容の振込データがすでにあります。二重の振込を防ぐため、作成を止めました。',
    statusCode: 409,
  },
  FILE_CHANGED: {
    message: 'the stored file does not have the hash it was sealed with, or does not say what was asked for',
    userMessage: '振込データが作成時と違っています。使わずに、運営へ連絡してください。',
  },
  BATCH_NOT_FOUND: {
    message: 'no such batch in this tenant',
    userMessage: '振込データが見つかりません。',
    statusCode: 404,
  },
  BATCH_STATUS: {
    message: 'the batch is not in a status that allows this',
    userMessage: 'この振込データでは、いまその操作はできません。画面を開き直して状態をお確かめください。',
    statusCode: 409,
  },
  SECOND_PERSON: {
    message: 'this takes another person',
    userMessage: '同じ人が続けて行うことはできません。別の職員が操作してください。',
    statusCode: 403,
  },
  PAY_DATE_PASSED: {
    message: 'the pay date is in the past',
    userMessage: '振込指定日を過ぎています。振込データを取り消して、新しい日付で作り直してください。',
    statusCode: 409,
  },
  PAY_DATE_REFUSED: {
    message: 'the bank cannot pay on that day any more',
    userMessage: '振込指定日に間に合いません。この振込データは取り消して、新しい日付で作り直してください。',
    statusCode: 409,
  },
  PAY_DATE_AHEAD: {
    message: 'the pay date has not come',
    userMessage: '振込指定日より前には、支払済みにできません。',
    statusCode: 409,
  },
  RETURNS_INVALID: {
    message: 'the notice of returns is refused as a whole',
    userMessage: '振込不能の通知を取り込めません。内容をお確かめください。何も変更していません。',
    statusCode: 400,
  },
  RETURNS_REPEATED: {
    message: 'the same notice of returns was recorded before',
    userMessage: '同じ通知はすでに取り込み済みです。何も変更していません。',
    statusCode: 409,
  },
  NOT_UNKNOWN: {
    message: 'only a payout whose outcome is unknown is decided by a person',
    userMessage: 'この支払いは「結果不明」ではありません。画面を開き直して状態をお確かめください。',
    statusCode: 409,
  },
  EVIDENCE_MISSING: {
    message: 'a decision about an unknown outcome needs 10 to 500 characters of evidence, without a My Number',
    userMessage: '何を見て確かめたか(画面名、照会番号、日時など)を10文字以上500文字以内で書いてください。',
    statusCode: 400,
  },
  CODE_UNAVAILABLE: {
    message: 'the payout has no code that can still be used',
    userMessage: '受け取り用の番号は、もう使えないか、まだありません。市の担当課へお問い合わせください。',
    statusCode: 410,
  },
});

/** True for an error of PostgreSQL about that constraint, whatever wraps it. */
export function isRefusedBy(error: unknown, constraint: string): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('constraint' in error && error.constraint === constraint) return true;
  return 'cause' in error && isRefusedBy(error.cause, constraint);
}

/** Says in our words what a constraint of the database refused; rethrows anything else. */
export function translated(refusals: Readonly<Record<string, (options: { cause: unknown }) => AppError>>) {
  return (cause: unknown): never => {
    for (const [constraint, toError] of Object.entries(refusals)) {
      if (isRefusedBy(cause, constraint)) throw toError({ cause });
    }
    throw cause;
  };
}
