import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('STAFF', {
  NOT_SIGNED_IN: {
    message: 'no valid token',
    userMessage: 'ログインが必要です。もう一度ログインしてください。',
    statusCode: 401,
  },
  NOT_ALLOWED: {
    message: 'the role does not allow this',
    userMessage: 'この操作をする権限がありません。管理者にご相談ください。',
    statusCode: 403,
  },
  ROLE_UNKNOWN: {
    message: 'no such role',
    userMessage: '役割は owner、editor、approver、viewer のどれかで指定してください。',
    statusCode: 400,
  },
  DEPARTMENT_EXISTS: {
    message: 'a department of that name exists',
    userMessage: '同じ名前の部署がすでにあります。',
    statusCode: 409,
  },
  DEPARTMENT_NOT_FOUND: {
    message: 'no such department',
    userMessage: '部署が見つかりません。',
    statusCode: 404,
  },
  PERSON_NOT_FOUND: {
    message: 'no such member of staff, or not one who may do this',
    userMessage: '職員が見つかりません。いまも在籍していて、受付を扱える役割の職員を選んでください。',
    statusCode: 404,
  },
});
