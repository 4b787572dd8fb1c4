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
  STATUS_NOT_NEXT: {
    message: 'the case does not go from its status to that one',
    userMessage:
      'いまの対応状況からは、その状況にできません。終わった受付は「対応中」に戻せます。受付済みには戻せません。',
    statusCode: 409,
  },
  CHANGED: {
    message: 'somebody has changed the case since it was looked at',
    userMessage:
      '画面を開いたあとに、ほかの職員がこの受付を変更しました。最新の内容を読み込んで、もう一度操作してください。',
    statusCode: 409,
  },
  MERGED: {
    message: 'the case was merged into another',
    userMessage: 'この受付は、ほかの受付にまとめられています。まとめた先の受付で操作してください。',
    statusCode: 409,
  },
  MERGE_SELF: {
    message: 'a case cannot be merged into itself',
    userMessage: '同じ受付どうしは、まとめられません。まとめる先の受付番号をお確かめください。',
    statusCode: 400,
  },
  MERGE_CLOSED: {
    message: 'the case is closed: its followers know the end of it',
    userMessage: '対応の終わった受付は、ほかの受付にまとめられません。',
    statusCode: 409,
  },
  MERGE_OTHER_FEATURE: {
    message: 'the cases are of two features',
    userMessage: '別の機能の受付とは、まとめられません。同じ機能の受付番号を入れてください。',
    statusCode: 409,
  },
  REPORTER_LEFT: {
    message: 'the reporter has blocked the account, left or was deleted',
    userMessage:
      'この方は、LINEの友だちではなくなっているため、返事を送れません。電話など、ほかの方法で連絡してください。',
    statusCode: 409,
  },
  TEXT_EMPTY: {
    message: 'there are no words',
    userMessage: '文章を入れてください。',
    statusCode: 400,
  },
  TEXT_INVALID: {
    message: 'LINE would not take the text, or the note is too long',
    userMessage: '文章が長すぎるか、LINEで送れない形です。短くしてからもう一度お試しください。',
    statusCode: 400,
  },
  TEMPLATE_NOT_FOUND: {
    message: 'no such reply template in this tenant',
    userMessage: '返事のひな形が見つかりません。ほかの職員が消したかもしれません。',
    statusCode: 404,
  },
  TEMPLATE_PLACEHOLDER: {
    message: 'the template has a placeholder that nothing fills',
    userMessage: '使えるのは {number}(受付番号)と {title}(件名)です。',
    statusCode: 400,
  },
  PHOTO_NOT_FOUND: {
    message: 'no such photo of this case',
    userMessage: '写真が見つかりません。住民が送信を取り消したかもしれません。',
    statusCode: 404,
  },
  EXPORT_TOO_LARGE: {
    message: 'the filter finds more cases than a file takes',
    userMessage: '一度に書き出せるのは20,000件までです。期間や対応状況をしぼって、分けて書き出してください。',
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
