import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('RESIDENT', {
  NOT_FOUND: {
    message: 'no such resident in this tenant',
    userMessage: '住民が見つかりません。住民番号をお確かめください。',
    statusCode: 404,
  },
  REASON_MISSING: {
    message: 'the reason is too short to be one',
    userMessage: '見る理由を、あとで読む人にわかるように書いてください(5文字から200文字)。操作の記録に残ります。',
    statusCode: 400,
  },
  MY_NUMBER: {
    message: 'the reason holds a My Number',
    userMessage: 'マイナンバー(個人番号)と思われる12桁の数字があります。消してからもう一度お試しください。',
    statusCode: 400,
  },
  NOT_REGISTERED: {
    message: 'the resident has not registered who they are',
    userMessage: 'この住民は、本人確認の登録をしていません。名前や住所は、お預かりしていません。',
    statusCode: 404,
  },
  NO_SUBSCRIPTIONS: {
    message: 'the feature has nothing to subscribe to',
    userMessage: 'その機能には、お知らせの登録がありません。',
    statusCode: 400,
  },
  CLAIM_UNDER_WAY: {
    message: 'an application of the resident is not at its end',
    userMessage: 'この住民の申請の支払いが終わっていないため、まだ消せません。終わってから、もう一度お試しください。',
    statusCode: 409,
  },
  DELETED: {
    message: 'the resident was deleted before',
    userMessage: 'この住民の登録は、すでに消されています。',
    statusCode: 409,
  },
});
