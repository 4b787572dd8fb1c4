import { defineErrors } from '@tenohira/core';

const CALL_US = '運営にお問い合わせください。';

export const errors = defineErrors('BILLING', {
  NOT_CONFIGURED: {
    message: 'no secret key of Stripe is configured',
    userMessage: `この環境では、利用料のお支払いを扱えません。${CALL_US}`,
    statusCode: 503,
  },
  UNAVAILABLE: {
    message: 'Stripe does not answer, or says that it cannot now',
    userMessage:
      '請求のサービスにつながりません。少し時間をおいて、もう一度お試しください。二重に請求されることはありません。',
    statusCode: 503,
    retry: 'later',
  },
  MISCONFIGURED: {
    message: 'Stripe does not accept our key',
    userMessage: `請求のサービスを使えません。${CALL_US}`,
  },
  REFUSED: {
    message: 'Stripe refuses what it was asked',
    userMessage: `請求のサービスに受け付けられませんでした。請求先のメールアドレスを確かめて、もう一度お試しください。直らないときは、${CALL_US}`,
    statusCode: 422,
  },
  SIGNATURE_INVALID: {
    message: 'the signature of a webhook is absent, wrong or old',
    userMessage: '署名が正しくありません。',
    statusCode: 400,
  },
  AMOUNT_INVALID: {
    message: 'an amount is not in whole yen',
    userMessage: `請求の金額を読み取れませんでした。${CALL_US}`,
  },
  CITY_NOT_FOUND: {
    message: 'no such tenant',
    userMessage: '自治体が見つかりません。一覧から選びなおしてください。',
    statusCode: 404,
  },
  PLAN_UNKNOWN: {
    message: 'no such plan',
    userMessage: 'その料金プランはありません。一覧から選びなおしてください。',
    statusCode: 400,
  },
  ALREADY_SUBSCRIBED: {
    message: 'the city has a subscription',
    userMessage: 'この自治体の契約は、すでにあります。料金プランを変えるときは「プランの変更」を使ってください。',
    statusCode: 409,
  },
  NOT_SUBSCRIBED: {
    message: 'the city has no subscription, or it has ended',
    userMessage: `契約がまだありません。${CALL_US}`,
    statusCode: 409,
  },
  BUSY: {
    message: 'another decision about the subscription is not finished yet',
    userMessage: 'ひとつ前の手続きが終わっていません。数分おいて、もう一度お試しください。',
    statusCode: 409,
  },
  INTERVAL_FIXED: {
    message: 'a plan is changed within its interval',
    userMessage: '月払いと年払いの切り替えは、年度の替わり目に行います。「支払い方の切り替え」から手続きしてください。',
    statusCode: 409,
  },
  CHANGE_SCHEDULED: {
    message: 'from year to month or back is decided, and takes effect with the fiscal year',
    userMessage:
      '月払いと年払いの切り替えを予定しています。料金プランを変えるときは、先に切り替えを取りやめてください。',
    statusCode: 409,
  },
  NO_CHANGE_SCHEDULED: {
    message: 'nothing is decided that could be taken back',
    userMessage: '取りやめる切り替えはありません。画面を開きなおしてください。',
    statusCode: 409,
  },
  TURN_PASSED: {
    message: 'the turn of the fiscal year that it was decided for is over',
    userMessage: '年度が替わったため、この手続きは終わりました。画面を開きなおして、もう一度お試しください。',
    statusCode: 409,
  },
  ENDING: {
    message: 'the subscription ends with its period',
    userMessage: `契約が終わることになっているため、支払い方は切り替えられません。${CALL_US}`,
    statusCode: 409,
  },
  SAME_PLAN: {
    message: 'the city has that plan',
    userMessage: 'すでに、その料金プランです。',
    statusCode: 409,
  },
  INVOICE_NOT_FOUND: {
    message: 'no such invoice of this city',
    userMessage: '請求書が見つかりません。画面を開きなおしてください。',
    statusCode: 404,
  },
  RECEIPT_NOT_FOUND: {
    message: 'the invoice has not been paid through Stripe',
    userMessage: `この請求書の領収書は、まだありません。お支払いの後でも出ないときは、${CALL_US}`,
    statusCode: 404,
  },
  GRACE_INVALID: {
    message: 'time is granted from today and for a year at most',
    userMessage: '期限は、きょうから1年以内の日付にしてください。',
    statusCode: 400,
  },
  READ_ONLY: {
    message: "the city's console only reads: its fee is long overdue",
    userMessage:
      '利用料のお支払いが確認できないため、いまは見ることだけができます。「お支払い」の画面から請求書をご確認ください。お支払いが確認できると、すぐに元どおり使えます。住民向けの機能と、手続き中の支払いは止まりません。',
    statusCode: 403,
  },
});
