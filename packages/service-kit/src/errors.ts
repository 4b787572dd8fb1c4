import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('SERVICE', {
  REPORT_INVALID: {
    message: 'what came is no report of a violation',
    userMessage: '報告の形が正しくありません。',
    statusCode: 400,
  },
  TOO_MANY: {
    message: 'more calls from one address than are taken in a minute',
    userMessage: 'アクセスが続いています。1分ほどおいて、もう一度お試しください。',
    statusCode: 429,
  },
});
