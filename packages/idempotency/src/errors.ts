import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('IDEMPOTENCY', {
  KEY_INVALID: {
    message: 'an idempotency key is 1 to 200 visible ASCII characters',
    userMessage: 'Idempotency-Key は200文字以内の英数字と記号で指定してください。',
    statusCode: 400,
  },
  KEY_REUSED: {
    message: 'the key was used for another call',
    userMessage: '同じ Idempotency-Key が、別の内容の操作に使われています。新しい値を使ってください。',
    statusCode: 422,
  },
  ANSWER_LOST: {
    message: 'the call has had its effect, and its answer could not be made',
    userMessage: 'この操作は済んでいますが、結果をお見せできません。画面を開きなおして、結果を確かめてください。',
    statusCode: 409,
  },
  RUNNING: {
    message: 'the first call with this key is under way',
    userMessage: '同じ操作を処理しています。少し待ってから、もう一度お試しください。',
    statusCode: 409,
    retry: 'later',
  },
});
