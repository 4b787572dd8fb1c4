import { expect, it } from 'vitest';
import { toMailError } from './smtp-answer.ts';

it.each([
  ['RCPT TO', 550, 'MAIL_REFUSED'],
  ['MAIL FROM', 553, 'MAIL_REFUSED'],
  ['DATA', 554, 'MAIL_REFUSED'],
  ['RCPT TO', 450, 'MAIL_UNAVAILABLE'],
  ['DATA', 452, 'MAIL_UNAVAILABLE'],
  ['MAIL FROM', 421, 'MAIL_UNAVAILABLE'],
  ['MAIL FROM', 503, 'MAIL_UNAVAILABLE'],
  ['MAIL FROM', 530, 'MAIL_UNAVAILABLE'],
  ['AUTH PLAIN', 535, 'MAIL_UNAVAILABLE'],
  ['CONN', 554, 'MAIL_UNAVAILABLE'],
  ['EHLO', 550, 'MAIL_UNAVAILABLE'],
  ['STARTTLS', 502, 'MAIL_UNAVAILABLE'],
])('%s answered with %i is %s', (command, responseCode, code) => {
  const error = toMailError({ command, responseCode, response: `${responseCode} words` });
  expect(error.code).toBe(code);
  expect(error.retry).toBe(code === 'MAIL_REFUSED' ? 'never' : 'later');
  expect(error.details).toEqual({ smtpStatus: String(responseCode) });
});

it('keeps the digits of the answer and none of its words, which may hold the address', () => {
  const error = toMailError(
    Object.assign(new Error('no such user a@example.jp'), {
      command: 'RCPT TO',
      responseCode: 550,
      response: '550 5.1.1 no such user a@example.jp',
      code: 'EENVELOPE',
    }),
  );
  expect(error.details).toEqual({ smtpStatus: '550 5.1.1', reason: 'EENVELOPE' });
  expect(error.cause).toBeUndefined();
});

it.each([new Error('x'), Object.assign(new Error('x'), { code: 'ETIMEDOUT', command: 'CONN' }), undefined, 'x'])(
  'says later where there was no answer: %s',
  (failure) => expect(toMailError(failure).code).toBe('MAIL_UNAVAILABLE'),
);
