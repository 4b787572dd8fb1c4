import { describe, expect, it } from 'vitest';
import { AppError, defineErrors } from './errors.ts';

const errors = defineErrors('CASE', {
  NOT_FOUND: { message: 'no such case', userMessage: '受付が見つかりません。', statusCode: 404 },
  BUSY: { message: 'busy', userMessage: 'お待ちください。', retry: 'later' },
});

describe('defineErrors', () => {
  it('makes errors whose code is the prefix and the key', () => {
    const error = errors.NOT_FOUND({ details: { number: '26-00001' } });
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      name: 'AppError',
      code: 'CASE_NOT_FOUND',
      message: 'no such case',
      userMessage: '受付が見つかりません。',
      statusCode: 404,
      retry: 'never',
      details: { number: '26-00001' },
    });
  });

  it('is 500 and never to be tried again unless the table says otherwise', () => {
    expect(errors.BUSY()).toMatchObject({ statusCode: 500, retry: 'later', details: {} });
  });

  it('takes what is known only on the spot, and keeps the cause', () => {
    const cause = new Error('below');
    const error = errors.BUSY({ userMessage: 'あと5分お待ちください。', cause });
    expect(error).toMatchObject({ userMessage: 'あと5分お待ちください。', message: 'busy', cause });
    expect(errors.BUSY().userMessage).toBe('お待ちください。');
  });
});
