import { describe, expect, it } from 'vitest';
import { checkAddress, checkMessageKey, checkSubject, checkText, readSender } from './check-letter.ts';

describe('an address', () => {
  it.each(['tanto@city.example.jp', 'a.b+c@lg.example.jp', 'carrier..style.@example.ne.jp', "o'hara@example.jp"])(
    '%s is taken',
    (address) => expect(checkAddress(address)).toBe(address),
  );

  it.each([
    '',
    'tanto',
    'tanto@localhost',
    '@example.jp',
    'a b@example.jp',
    'a@example.jp, b@example.jp',
    'a@example.jp;b@example.jp',
    '担当@example.jp',
    'a@例え.jp',
    'Tanto <a@example.jp>',
    '"a b"@example.jp',
    'a@example.jp\r\nBcc: b@example.jp',
    'a@example.jp\n',
    'a@example.jp\0',
    'a@example.jp>\r\nRCPT TO:<b@example.jp',
    `${'a'.repeat(65)}@example.jp`,
    `a@${'b.'.repeat(130)}jp`,
    'a@-example.jp',
  ])('%j is not', (address) => {
    expect(() => checkAddress(address)).toThrow(expect.objectContaining({ code: 'MAIL_ADDRESS_INVALID' }));
  });
});

describe('a subject', () => {
  it('is one line of words', () => {
    expect(checkSubject('【みほん市】管理画面への招待')).toBe('【みほん市】管理画面への招待');
    expect(checkSubject('あ'.repeat(200))).toHaveLength(200);
  });

  it.each([
    '',
    '  ',
    'あ\r\nBcc: a@example.jp',
    'あ\nい',
    'あ\rい',
    'あ\u2028い',
    'あ\u0085い',
    '\0',
    'あ'.repeat(201),
  ])('%j is none', (subject) => {
    expect(() => checkSubject(subject)).toThrow(expect.objectContaining({ code: 'MAIL_SUBJECT_INVALID' }));
  });
});

it('takes a text of many lines, and none that is empty, endless or has control characters', () => {
  expect(checkText('一行目\r\n二行目\n\t三行目')).toContain('三行目');
  for (const text of ['', ' \n ', 'あ\0', '\u001b[31m', 'あ'.repeat(50_001)]) {
    expect(() => checkText(text)).toThrow(expect.objectContaining({ code: 'MAIL_TEXT_INVALID' }));
  }
});

it('takes a key of a Message-ID that cannot break out of it', () => {
  expect(checkMessageKey('01936f5e-0000-7000-8000-000000000000')).toHaveLength(36);
  for (const key of ['', 'a@b', 'a>', 'a\r\nb', 'あ']) {
    expect(() => checkMessageKey(key)).toThrow(expect.objectContaining({ code: 'MAIL_KEY_INVALID' }));
  }
});

it('reads a sender with a name and without', () => {
  expect(readSender('no-reply@example.jp')).toEqual({ name: '', address: 'no-reply@example.jp' });
  expect(readSender('手のひら市役所 <no-reply@example.jp>')).toEqual({
    name: '手のひら市役所',
    address: 'no-reply@example.jp',
  });
  for (const text of ['', '手のひら市役所', 'a\r\nBcc: b@example.jp <no-reply@example.jp>', '<<a@example.jp>>']) {
    expect(() => readSender(text)).toThrow(expect.objectContaining({ code: 'MAIL_ADDRESS_INVALID' }));
  }
});
