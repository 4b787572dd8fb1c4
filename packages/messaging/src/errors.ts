import { defineErrors } from '@tenohira/core';

const OUR_FAULT = 'システムの不具合です。担当者が確認します。';

export const errors = defineErrors('MESSAGING', {
  CHANNEL_NOT_FOUND: { message: 'no such LINE channel in this tenant', userMessage: OUR_FAULT, statusCode: 404 },
  RESIDENT_NOT_FOUND: { message: 'no such resident in this tenant', userMessage: OUR_FAULT, statusCode: 404 },
});
