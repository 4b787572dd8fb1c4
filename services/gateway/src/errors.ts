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
  OVERLOADED: {
    message: 'too many events wait to be written',
    userMessage: 'ただいま混み合っています。少し時間をおいて、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
});
