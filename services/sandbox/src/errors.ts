import { defineErrors } from '@tenohira/core';

/** What the control API refuses. The LINE API has its own words: `line/line-error.ts`. */
export const errors = defineErrors('SANDBOX', {
  REQUEST_INVALID: {
    message: 'the request does not fit the description in the README',
    userMessage: 'リクエストの形式が正しくありません。services/sandbox/README.md をご覧ください。',
    statusCode: 400,
  },
  CHANNEL_NOT_FOUND: {
    message: 'no such channel; POST /control/channels makes one',
    userMessage: 'チャネルが見つかりません。POST /control/channels で作成してください。',
    statusCode: 404,
  },
  PERSON_NOT_FOUND: {
    message: 'no such person; POST /control/people makes one',
    userMessage: '人が見つかりません。POST /control/people で作成してください。',
    statusCode: 404,
  },
  MESSAGE_NOT_FOUND: {
    message: 'no such message of this resident',
    userMessage: 'メッセージが見つかりません。messageId をお確かめください。',
    statusCode: 404,
  },
  RICH_MENU_NOT_FOUND: {
    message: 'no such rich menu, or it has no image yet',
    userMessage: 'リッチメニューが見つからないか、画像がまだありません。',
    statusCode: 404,
  },
  DELIVERY_NOT_FOUND: {
    message: 'no such delivery, or it carried no events',
    userMessage: '配信の記録が見つかりません。GET /control/deliveries をご覧ください。',
    statusCode: 404,
  },
  VALUE_NOT_FOUND: {
    message: 'the issuer gave nothing out under this key',
    userMessage: '発行の記録が見つかりません。GET /control/issuers/:issuer/issued をご覧ください。',
    statusCode: 404,
  },
  VALUE_NOT_USABLE: {
    message: 'it was used, taken back, or has lapsed',
    userMessage: '使用済み、取り消し済み、または期限切れです。',
    statusCode: 409,
  },
  STRIPE_ACCOUNT_NOT_FOUND: {
    message: 'no such account; PUT /control/stripe/accounts opens one',
    userMessage: 'Stripeのアカウントが見つかりません。PUT /control/stripe/accounts で作成してください。',
    statusCode: 404,
  },
  STRIPE_EVENT_NOT_FOUND: {
    message: 'no such event at that account',
    userMessage: 'イベントが見つかりません。GET /control/stripe/accounts/:accountId/events をご覧ください。',
    statusCode: 404,
  },
  LABEL_NOT_FOUND: {
    message: 'nothing that can be tapped has this label',
    userMessage: 'このラベルのボタンは画面にありません。',
    statusCode: 404,
  },
  IDENTITY_PERSON_NOT_FOUND: {
    message: 'no such card; PUT /control/identity/people adds one',
    userMessage: 'カードが見つかりません。PUT /control/identity/people で追加してください。',
    statusCode: 404,
  },
  IDENTITY_REFUSED: {
    message: 'the identity provider shows an error page and sends nobody back; details.reason says why',
    userMessage: '本人確認の依頼が正しくありません。details.reason をご覧ください。',
    statusCode: 422,
  },
  BLOCKED: {
    message: 'the person blocked the account; follow first',
    userMessage: 'ブロック中です。先に友だちに追加してください。',
    statusCode: 409,
  },
});
