import { defineErrors } from '@tenohira/core';

const OUR_FAULT = 'システムの不具合です。担当者が確認します。';

export const errors = defineErrors('MAIL', {
  REFUSED: {
    message: 'the mail server refuses this letter for good',
    userMessage: 'メールが届きませんでした。メールアドレスが正しいかお確かめのうえ、もう一度送ってください。',
    statusCode: 422,
  },
  UNAVAILABLE: {
    message: 'the mail server cannot be reached, or will not take the letter now',
    userMessage: 'メールをいま送れません。自動的にもう一度送りますので、しばらくお待ちください。',
    statusCode: 503,
    retry: 'later',
  },
  ADDRESS_INVALID: {
    message: 'not one e-mail address',
    userMessage: 'メールアドレスの形が正しくありません。半角で1件だけ入力してください（例：tanto@city.example.jp）。',
    statusCode: 422,
  },
  SUBJECT_INVALID: {
    message: 'the subject is not one line of 1 to 200 characters',
    userMessage: '件名は1行、200文字までで入力してください。',
    statusCode: 422,
  },
  TEXT_INVALID: {
    message: 'the text is empty, too long, or has control characters in it',
    userMessage: '本文が空か、長すぎるか、使えない文字が入っています。本文をお確かめください。',
    statusCode: 422,
  },
  KEY_INVALID: {
    message: 'what makes a Message-ID has characters that do not belong there',
    userMessage: OUR_FAULT,
  },
  URL_INVALID: {
    message: 'the address of the mail server is not usable',
    userMessage: 'MAIL_URL を smtps://user:password@host:465 または smtp://host:587 の形で設定してください。',
  },
});
