import { defineErrors } from '@tenohira/core';

const BEGIN_AGAIN = 'LINEのトークに戻り、「本人確認」と送って、はじめからお試しください。';

export const errors = defineErrors('IDENTITY', {
  REQUEST_NOT_FOUND: {
    message: 'no such request, or not of this tenant',
    userMessage: `このページは見つかりません。${BEGIN_AGAIN}`,
    statusCode: 404,
  },
  REQUEST_EXPIRED: {
    message: 'the request is past its time',
    userMessage: `このページの有効時間が過ぎました。登録は、まだできていません。${BEGIN_AGAIN}`,
    statusCode: 410,
  },
  REQUEST_USED: {
    message: 'the link or the way back was used before',
    userMessage: `このページは、もう使われています。結果は、LINEのトークに届いています。届いていないときは、トークで「本人確認」と送って、はじめからお試しください。`,
    statusCode: 409,
  },
  STATE_UNKNOWN: {
    message: 'no request waits for that state',
    userMessage: `どの手続きの続きか、わかりませんでした。登録は、まだできていません。${BEGIN_AGAIN}`,
    statusCode: 400,
  },
  OTHER_BROWSER: {
    message: 'the browser is not the one that began',
    userMessage: `この手続きは、ほかの画面ではじめられたものです。続きを、この画面ですることはできません。ご自分の登録をするときは、${BEGIN_AGAIN}\n\nだれかから送られてきたページのときは、何もせずに閉じてください。`,
    statusCode: 403,
  },
  AUTHENTICATION_FAILED: {
    message: 'the identity provider did not vouch for the person',
    userMessage: `マイナンバーカードで、ご本人の確認ができませんでした。登録は、まだできていません。\n\nご自分のカードか、有効期限が切れていないか、暗証番号（4けた）が合っているかをお確かめください。\n\n${BEGIN_AGAIN}`,
    statusCode: 400,
  },
  PERSON_INCOMPLETE: {
    message: 'name, address, birth date or gender is missing or cannot be read',
    userMessage:
      'マイナンバーカードから、お名前・住所・生年月日・性別を読み取れませんでした。登録は、まだできていません。おそれいりますが、市役所・町村役場の窓口へご相談ください。',
    statusCode: 422,
  },
  PERSON_TAKEN: {
    message: 'the person is registered with another LINE account of this tenant',
    userMessage:
      'この方は、ほかのLINEアカウントで登録されています。1人が登録できるLINEアカウントは、1つです。\n\n【このLINEに変えるには】\nまえのLINEのトークで「本人確認」と送り、「登録を消す」をえらんでください。そのあと、このLINEで、もう一度登録してください。\n\nまえのLINEを使えないときや、心あたりがないときは、市役所・町村役場へご連絡ください。',
    statusCode: 409,
  },
  ACCOUNT_TAKEN: {
    message: 'the LINE account is registered as another person',
    userMessage:
      'このLINEアカウントには、別の方の登録があります。1つのLINEアカウントに登録できるのは、1人です。\n\n登録する人を変えるときは、このLINEのトークで「本人確認」と送り、「登録を消す」をえらんでから、もう一度登録してください。\n\nご家族の分は、その方のLINEで登録してください。',
    statusCode: 409,
  },
  PROVIDER_UNAVAILABLE: {
    message: 'the identity provider does not answer',
    userMessage:
      'いま、本人確認のサービスにつながりません。登録は、まだできていません。少し時間をおいてから、LINEのトークで「本人確認」と送って、はじめからお試しください。',
    statusCode: 503,
    retry: 'later',
  },
  PROVIDER_MISCONFIGURED: {
    message: 'the identity provider does not accept us, or is not what the configuration says',
    userMessage: 'いま、本人確認を使えません。登録は、まだできていません。市役所・町村役場へお知らせください。',
  },
  REGISTRATION_NOT_FOUND: {
    message: 'no such registration',
    userMessage: '登録が見つかりません。取り消されたかもしれません。画面を開きなおしてください。',
    statusCode: 404,
  },
});
