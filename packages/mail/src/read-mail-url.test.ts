import { describe, expect, it } from 'vitest';
import { readMailUrl } from './read-mail-url.ts';

describe('the address of the mail server', () => {
  it.each([
    ['smtps://mail.example.jp', { port: 465, tls: 'implicit' }],
    ['smtps://mail.example.jp?tls=off', { port: 465, tls: 'implicit' }],
    ['smtp://mail.example.jp', { port: 587, tls: 'starttls' }],
    ['smtp://mail.example.jp:2525', { port: 2525, tls: 'starttls' }],
    ['smtp://mail.internal.example:25?tls=off', { port: 25, tls: 'off' }],
    ['smtp://localhost:3025', { port: 3025, tls: 'off' }],
    ['smtp://127.0.0.1:3025?tls=required', { port: 3025, tls: 'starttls' }],
    ['smtp://[::1]:3025', { host: '::1', tls: 'off' }],
    ['smtp://localhost.example.jp', { tls: 'starttls' }],
  ])('%s', (url, expected) => {
    expect(readMailUrl(url)).toMatchObject({ login: undefined, ...expected });
  });

  it('brings a login, with its characters decoded', () => {
    expect(readMailUrl('smtps://a%40b:p%2Fw%3A@mail.example.jp').login).toEqual({ user: 'a@b', pass: 'p/w:' });
  });

  it.each([
    '',
    'mail.example.jp',
    'https://mail.example.jp',
    'smtp://',
    'smtp://mail.example.jp?tls=perhaps',
    'smtp://user:password@mail.example.jp?tls=off',
    'smtp://user:password@localhost',
  ])('%j is refused', (url) => {
    expect(() => readMailUrl(url)).toThrow(expect.objectContaining({ code: 'MAIL_URL_INVALID' }));
  });

  it('is not repeated in the error: it holds a password', () => {
    expect(() => readMailUrl('smtp://user:geheim@mail.example.jp?tls=off')).not.toThrow(/geheim/);
  });
});
