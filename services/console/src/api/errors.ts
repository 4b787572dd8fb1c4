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
});
