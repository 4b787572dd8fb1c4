import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('GATEWAY', {
  SIGNATURE_MISSING: {
    message: 'no x-line-signature header',
    userMessage: 'x-line-signature ヘッダーがありません。',
    statusCode: 400,
  },
  // One answer for an unknown address and a wrong signature: nobody learns which addresses exist.
  WEBHOOK_REFUSED: {
    message: 'unknown webhook address or wrong signature',
    userMessage: '署名を確認できませんでした。Webhook URL とチャネルシークレットをお確かめください。',
    statusCode: 401,
  },
  DESTINATION_MISMATCH: {
    message: "destination is not this channel's bot",
    userMessage: 'destination がこのチャネルのものではありません。',
    statusCode: 400,
  },
  LETTER_PAGE_NOT_FOUND: {
    message: 'no such tenant, or it takes no applications by letter',
    userMessage: 'このページは見つかりません。手紙のQRコードかアドレスを、もう一度お確かめください。',
    statusCode: 404,
  },
  TOO_MANY_TRIES: {
    message: 'too many wrong letter codes from this address',
    userMessage: '番号のまちがいが続いたため、少しのあいだ入力できません。10分ほどたってから、もう一度お試しください。',
    statusCode: 429,
    retry: 'later',
  },
  OVERLOADED: {
    message: 'too many events wait to be written',
    userMessage: 'ただいま混み合っています。少し時間をおいて、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  COOKIE_MISSING: {
    message: 'the browser did not bring the cookie of the page',
    userMessage:
      'この画面では続けられません。LINEのトークに戻り、もう一度ボタンを押してください。それでも続けられないときは、ブラウザーの設定で「Cookie」を使えるようにしてください。',
    statusCode: 400,
  },
  IDENTITY_NOT_ENABLED: {
    message: 'no identity provider is configured, or the city has the feature off',
    userMessage: '本人確認の登録は、まだはじまっていません。はじまりましたら、LINEのトークでお知らせします。',
    statusCode: 404,
  },
  IDENTITY_NOT_A_FRIEND: {
    message: 'LINE does not give the profile: blocked, or no friend',
    userMessage:
      'LINEの友だちになっていないため、登録できません。公式アカウントを友だちに追加して（ブロックしているときは解除して）、トークで「本人確認」と送ってください。',
    statusCode: 409,
  },
});
