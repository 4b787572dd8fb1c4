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
  PAGE_NOT_FOUND: {
    message: 'no such page, or not open for this visitor',
    userMessage: 'このページは開けません。LINEのトークに戻り、もう一度ボタンを押してください。',
    statusCode: 404,
  },
  PAGE_OPENED: {
    message: 'the link was opened before',
    userMessage:
      'このボタンは、1回だけ使えます。もう一度ページを開くときは、LINEのトークに戻り、はじめからやり直してください。',
    statusCode: 410,
  },
  PAGE_EXPIRED: {
    message: 'the page is past its time',
    userMessage:
      '時間がたったため、ページを閉じました。入力した内容は残っていません。LINEのトークに戻り、もう一度ボタンを押してください。',
    statusCode: 410,
  },
  PAGE_FINISHED: {
    message: 'what the page is for was done before',
    userMessage: 'このページでのお手続きは、もう終わっています。LINEのトークに戻ってください。',
    statusCode: 409,
  },
  EFFECT_UNKNOWN: {
    message: 'neither the platform nor the feature has such an effect',
    userMessage: 'システムの不具合です。担当者が確認します。',
  },
});
