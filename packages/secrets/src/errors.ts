import { defineErrors } from '@tenohira/core';

const OUR_FAULT = 'システムの不具合です。担当者が確認します。';

export const errors = defineErrors('SECRETS', {
  MASTER_KEY_INVALID: {
    message: 'the master key is 32 bytes in base64',
    userMessage: 'MASTER_KEY を設定してください（32バイトを base64 で表したもの）。',
  },
  NO_KEY: { message: 'the tenant has no data key', userMessage: OUR_FAULT },
  NOT_DECRYPTABLE: { message: 'wrong key, wrong place, or changed bytes', userMessage: OUR_FAULT },
});
