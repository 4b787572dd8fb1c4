import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('CATALOG', {
  FEATURE_UNKNOWN: {
    message: 'no such feature in the catalog',
    userMessage: 'その機能はカタログにありません。機能の名前をお確かめください。',
    statusCode: 404,
  },
  SETTINGS_INVALID: {
    message: 'the settings do not fit the schema of the feature',
    userMessage: '設定に誤りがあります。',
    statusCode: 400,
  },
});
