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
  CITY_SETTINGS_OVERTAKEN: {
    message: 'the settings of the city are not those that were changed',
    userMessage:
      'ほかの職員が先に設定を保存したため、保存しませんでした。いまの設定を読み込んで確かめてから、直して保存してください。',
    statusCode: 409,
  },
  WITHDRAWN: {
    message: 'the operators have withdrawn this feature from every city',
    userMessage: 'この機能は、手のひら市役所の運営がいま止めています。再開までお待ちください。設定は残っています。',
    statusCode: 409,
  },
  NOT_WITHDRAWN: {
    message: 'the feature is not withdrawn',
    userMessage: 'この機能は、止められていません。画面を開き直してください。',
    statusCode: 409,
  },
  ORDER_INCOMPLETE: {
    message: 'the order of the menu does not name every feature that is on, once',
    userMessage: 'メニューの並びが、いま使っている機能と合いません。画面を開き直して、もう一度並べてください。',
    statusCode: 409,
  },
});
