import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('RICH_MENU', {
  DESIGN_INVALID: {
    message: 'the design does not fit its schema',
    userMessage: 'リッチメニューの内容に誤りがあります。画面を開き直して、もう一度お試しください。',
    statusCode: 400,
  },
  NOT_READY: {
    message: 'the design lacks what publishing demands',
    userMessage: 'リッチメニューに、直すところがあります。',
    statusCode: 422,
  },
  DRAFT_CHANGED: {
    message: 'the draft is not the one that whoever publishes it has seen',
    userMessage:
      'ほかの職員が下書きを変えたため、公開しませんでした。画面を開き直し、いまの下書きを確かめてから、公開してください。',
    statusCode: 409,
  },
  DRAFT_OVERTAKEN: {
    message: 'the draft is not the one that was changed',
    userMessage:
      'ほかの職員が先に下書きを保存したため、保存しませんでした。いまの下書きを読み込んで確かめてから、直して保存してください。',
    statusCode: 409,
  },
  NOTHING_TO_SHOW: {
    message: 'no feature is on that a first menu could show',
    userMessage: 'リッチメニューに置く機能がありません。先に機能を使えるようにしてください。',
    statusCode: 409,
  },
  NO_CHANNEL: {
    message: 'the city has no LINE channel',
    userMessage: 'LINE公式アカウントがつながっていません。先にチャネルの設定をしてください。',
    statusCode: 409,
  },
  UNDER_WAY: {
    message: 'another version is being published',
    userMessage: 'いま、ほかの公開が進んでいます。1分ほど待ってから、もう一度お試しください。',
    statusCode: 409,
  },
  NOT_FOUND: {
    message: 'no such version of the menu',
    userMessage: 'そのリッチメニューは見つかりません。画面を開き直してください。',
    statusCode: 404,
  },
  UNFINISHED: {
    message: 'LINE did not answer; the worker goes on with it',
    userMessage:
      'LINEにつながりませんでした。公開は取りやめず、10分おきに自動でやり直します。しばらくしてから、画面を開き直してください。',
    statusCode: 503,
    retry: 'later',
  },
  REFUSED: {
    message: 'LINE refused the menu',
    userMessage: 'LINEがこのリッチメニューを受け付けませんでした。LINEの設定を確かめてから、もう一度公開してください。',
    statusCode: 422,
  },
});
