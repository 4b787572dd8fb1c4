import { defineErrors } from '@tenohira/core';

const OUR_FAULT = 'システムの不具合です。担当者が確認します。';

export const errors = defineErrors('MESSAGING', {
  CHANNEL_NOT_FOUND: { message: 'no such LINE channel in this tenant', userMessage: OUR_FAULT, statusCode: 404 },
  RESIDENT_NOT_FOUND: { message: 'no such resident in this tenant', userMessage: OUR_FAULT, statusCode: 404 },
  MESSAGE_NOT_FOUND: {
    message: 'no such message in this tenant',
    userMessage: 'メッセージが見つかりません。',
    statusCode: 404,
  },
  ALREADY_SENT: {
    message: 'it was sent: sending it again would say it twice',
    userMessage: 'このメッセージは送信済みです。同じものを二度送ることはできません。',
    statusCode: 409,
  },
  UNDER_WAY: {
    message: 'it is still on its way',
    userMessage: 'このメッセージは、いま送っているところです。結果が出るまでお待ちください。',
    statusCode: 409,
  },
  ALREADY_RESENT: {
    message: 'another message stands in for it',
    userMessage: 'このメッセージは、すでに送り直されています。新しいほうの結果をごらんください。',
    statusCode: 409,
  },
  RESEND_TOO_EARLY: {
    message: 'LINE may still answer under the retry key of the message',
    userMessage:
      '届いたかどうかを、まだ確かめられます。はじめに送ってから24時間たっても「わかりません」のままなら、送り直せます。',
    statusCode: 409,
  },
  RESEND_POINTLESS: {
    message: 'sending it again would not help',
    userMessage:
      'このメッセージは、送り直しても届きません(文章が消えている、住民が友だちをやめている、トークの返事である、など)。ほかの方法で伝えてください。',
    statusCode: 409,
  },
  RESEND_UNCONFIRMED: {
    message: 'it may arrive twice, and nobody has said that they know',
    userMessage:
      'このメッセージは、すでに届いているかもしれません。二重に届いてもよければ、確認の印をつけて、もう一度送り直してください。',
    statusCode: 409,
  },
});
