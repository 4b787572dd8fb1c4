import { defineErrors } from '@tenohira/core';

const ASK_OPERATOR = 'くり返し起きるときは、運営にお問い合わせください。';

/** Messages for people are for staff: a resident never sees why LINE refused. */
export const lineErrors = defineErrors('LINE', {
  WEBHOOK_MALFORMED: {
    message: 'the webhook body is not what LINE documents',
    userMessage: 'LINEから届いたデータを読み取れませんでした。運営にお問い合わせください。',
    statusCode: 400,
  },
  RETRY_KEY_INVALID: {
    message: 'X-Line-Retry-Key is not a UUID',
    userMessage: `メッセージを送れませんでした。${ASK_OPERATOR}`,
  },
  REQUEST_REJECTED: {
    message: 'LINE rejected the request',
    userMessage: 'LINEがこの内容を受け付けませんでした。内容を見直してください。',
    statusCode: 502,
  },
  UNAUTHORIZED: {
    message: 'LINE refused the channel access token',
    userMessage: 'LINE公式アカウントにつながりません。チャネルの設定(チャネルIDとシークレット)を確かめてください。',
    statusCode: 502,
  },
  TOKEN_REFUSED: {
    message: 'LINE refused to issue a channel access token: wrong channel id or secret',
    userMessage: 'LINE公式アカウントにつながりません。チャネルの設定(チャネルIDとシークレット)を確かめてください。',
    statusCode: 502,
  },
  TOKEN_UNAVAILABLE: {
    message: 'LINE did not issue a channel access token; the request itself never left',
    userMessage: 'LINEにつながりません。しばらく待ってから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  FORBIDDEN: {
    message: 'the channel may not use this endpoint',
    userMessage: 'このLINE公式アカウントでは使えない機能です。LINEの契約プランと権限を確かめてください。',
    statusCode: 502,
  },
  NOT_FOUND: {
    message: 'LINE knows no such thing',
    userMessage:
      'LINEに見つかりませんでした。ブロックされたか、削除されたかもしれません。相手や番号を確かめてください。',
    statusCode: 404,
  },
  CONTENT_NOT_READY: {
    message: 'LINE is still preparing the content',
    userMessage: 'LINEが画像や動画を準備しています。しばらく待ってから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  CONTENT_GONE: {
    message: 'LINE no longer has the content',
    userMessage: '画像や動画がLINEから消えています。利用者に、もう一度送ってもらってください。',
    statusCode: 410,
  },
  CONTENT_TOO_LARGE: {
    message: 'the content is larger than the cap',
    userMessage: '画像や動画が大きすぎて受け取れませんでした。小さくして送ってもらってください。',
    statusCode: 413,
  },
  PAYLOAD_TOO_LARGE: {
    message: 'the request is larger than LINE accepts',
    userMessage: '送る内容が大きすぎます。メッセージを減らすか、画像を小さくしてください。',
    statusCode: 502,
  },
  RATE_LIMITED: {
    message: 'LINE limits the rate of requests',
    userMessage: 'LINEが混み合っています。しばらくすると自動で送り直します。',
    statusCode: 503,
    retry: 'later',
  },
  CONCURRENCY_LIMITED: {
    message: 'LINE limits the number of operations at a time',
    userMessage: 'LINEで同じ種類の処理が続いています。しばらくすると自動で送り直します。',
    statusCode: 503,
    retry: 'later',
  },
  QUOTA_EXHAUSTED: {
    message: 'the monthly number of messages is used up',
    userMessage: '今月送れるメッセージの数を使い切りました。LINEの契約プランを見直すか、来月までお待ちください。',
    statusCode: 502,
  },
  UNAVAILABLE: {
    message: 'LINE failed, or something between us answered in its place',
    userMessage: 'LINEの調子が悪いようです。しばらく待ってから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  TIMEOUT: {
    message: 'LINE did not answer in time',
    userMessage: 'LINEから返事がありません。しばらく待ってから、もう一度お試しください。',
    statusCode: 504,
    retry: 'later',
  },
  ABORTED: {
    message: 'the caller gave up waiting for LINE',
    userMessage: '処理を中断しました。もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  CONNECTION_LOST: {
    message: 'the connection to LINE broke before the answer',
    userMessage: 'LINEとの接続が切れました。しばらく待ってから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  UNREACHABLE: {
    message: 'no connection to LINE could be made',
    userMessage: 'LINEにつながりません。ネットワークを確かめて、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
});
