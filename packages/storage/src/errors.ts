import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('STORAGE', {
  NOT_AN_IMAGE: {
    message: 'the bytes are no image that can be read',
    userMessage: '写真を読み取れませんでした。もう一度、写真をお送りください。',
    statusCode: 400,
  },
  OBJECT_NOT_FOUND: {
    message: 'no such object in this tenant',
    userMessage: '写真が見つかりません。送信が取り消されたか、保存期間が過ぎています。',
    statusCode: 404,
  },
});
