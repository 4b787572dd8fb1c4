import { defineErrors } from '@tenohira/core';

/** What a block's own mistake is called when the engine notices it. */
export const errors = defineErrors('FLOW', {
  POSTBACK_TOO_LONG: {
    message: 'postback data is longer than 300 UTF-16 code units',
    userMessage: 'ボタンの情報が長すぎます。ボタンにつける値を短くしてください。',
  },
});
