import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('BANK_TRANSFER_ZENGIN', {
  REFUSED: {
    message: 'the pre-flight found errors: no file is written',
    userMessage:
      '振込データに直すところがあるため、ファイルを作れません。事前チェックの結果を見て、直してからやり直してください。',
    statusCode: 422,
  },
});
