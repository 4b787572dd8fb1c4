import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('CONSOLE', {
  INPUT_INVALID: {
    message: 'the request does not fit the schema',
    userMessage: '入力に誤りがあります。',
    statusCode: 400,
  },
  NOT_FOUND: {
    message: 'no such thing in this city',
    userMessage: '見つかりません。番号をお確かめください。',
    statusCode: 404,
  },
  ORIGIN_REFUSED: {
    message: 'the request does not come from our own pages',
    userMessage: 'この画面からの操作として確かめられませんでした。画面を開きなおして、もう一度お試しください。',
    statusCode: 403,
  },
  CALLER_CHANGED: {
    message: 'the page was made for somebody else than who is signed in now',
    userMessage:
      'このブラウザーで、ほかの人がサインインしたか、ほかの市区町村にサインインしたため、この画面では続けられません。何も変えていません。必要な内容を書き写してから、画面を開きなおしてください。',
    statusCode: 409,
  },
  TOO_MANY: {
    message: 'too many requests',
    userMessage: '短い時間に操作が集中しています。1分ほどおいて、もう一度お試しください。',
    statusCode: 429,
    retry: 'later',
  },
});
