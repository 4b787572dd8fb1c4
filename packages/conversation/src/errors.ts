import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('CONVERSATION', {
  FORM_NOT_FOUND: {
    message: 'no such form, or not of this tenant',
    userMessage: 'このページは見つかりません。LINEのトークに戻り、もう一度ボタンを押してください。',
    statusCode: 404,
  },
  FORM_EXPIRED: {
    message: 'the form is past its time',
    userMessage: 'このページの有効時間が過ぎました。LINEのトークに戻り、もう一度はじめからお試しください。',
    statusCode: 410,
  },
  FORM_SUBMITTED: {
    message: 'the form was sent in before',
    userMessage: 'この内容はすでに送信されています。LINEのトークに戻ってください。',
    statusCode: 409,
  },
  FORM_INVALID: {
    message: 'a field of the form is missing or wrong',
    userMessage: '入力に誤りがあります。赤い説明のある欄を直して、もう一度送信してください。',
    statusCode: 400,
  },
  EFFECT_UNKNOWN: {
    message: 'neither the platform nor the feature has such an effect',
    userMessage: 'システムの不具合です。担当者が確認します。',
  },
});
