import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('SCHEDULING', {
  JOB_UNKNOWN: {
    message: 'the feature has no job of that name',
    userMessage: 'システムの不具合です。担当者が確認します。',
  },
});
