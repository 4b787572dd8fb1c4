import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('CASE', {
  NOT_FOUND: {
    message: 'no such case in this tenant',
    userMessage: '受付が見つかりません。受付番号をお確かめください。',
    statusCode: 404,
  },
  STATUS_UNCHANGED: {
    message: 'the case has that status already',
    userMessage: 'すでにその対応状況になっています。別の状況を選んでください。',
    statusCode: 409,
  },
  STATUS_UNKNOWN: {
    message: 'no such status',
    userMessage:
      '対応状況は received(受付済み)、in-progress(対応中)、done(対応済み)、declined(対応できません)のどれかを選んでください。',
    statusCode: 400,
  },
  COMMENT_TOO_LONG: {
    message: 'the comment does not fit a LINE message together with the rest of the notice',
    userMessage: 'お知らせの文章は1,000文字までです。短くしてからもう一度お試しください。',
    statusCode: 400,
  },
  MY_NUMBER: {
    message: 'the text holds a My Number',
    userMessage: 'マイナンバー(個人番号)と思われる12桁の数字があります。消してからもう一度お試しください。',
    statusCode: 400,
  },
});
