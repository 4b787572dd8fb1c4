import { createHmac } from 'node:crypto';
import { validateSignature } from '@line/bot-sdk';
import { describe, expect, it } from 'vitest';
import { verifyLineSignature } from './verify-line-signature.ts';

// https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
const secret = '8c570fa6dd201bb328f1c1eac23a96d8';
const body = Buffer.from('{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}');
const signature = 'GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=';

const sign = (bytes: Buffer, key: string) => createHmac('sha256', key).update(bytes).digest('base64');

describe('verifyLineSignature', () => {
  it('accepts the test vector of the documentation', () => {
    expect(verifyLineSignature(body, signature, [secret])).toBe(true);
  });

  it('refuses the vector when one byte of the body, the secret or the signature differs', () => {
    expect(verifyLineSignature(Buffer.from(`${body} `), signature, [secret])).toBe(false);
    expect(verifyLineSignature(Buffer.from(String(body).replace('U8', 'U9')), signature, [secret])).toBe(false);
    expect(verifyLineSignature(body, signature, [`${secret.slice(0, -1)}9`])).toBe(false);
    expect(verifyLineSignature(body, signature.replace('G', 'H'), [secret])).toBe(false);
  });

  it('signs the bytes, not the text: a body that is not UTF-8 is verified as it came', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
    expect(verifyLineSignature(bytes, sign(bytes, secret), [secret])).toBe(true);
    expect(verifyLineSignature(bytes, sign(Buffer.from(bytes.toString()), secret), [secret])).toBe(false);
  });

  it('accepts either of two secrets while one replaces the other, and nothing without secrets', () => {
    expect(verifyLineSignature(body, signature, ['the-new-secret', secret])).toBe(true);
    expect(verifyLineSignature(body, sign(body, 'the-new-secret'), ['the-new-secret', secret])).toBe(true);
    expect(verifyLineSignature(body, signature, ['the-new-secret'])).toBe(false);
    expect(verifyLineSignature(body, signature, [])).toBe(false);
    expect(verifyLineSignature(body, sign(body, ''), [''])).toBe(false);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['sent twice', [signature, signature]],
    ['too short', signature.slice(0, 43)],
    ['followed by something', `${signature}=`],
    ['padded with a space', ` ${signature}`],
    ['not Base64', '*'.repeat(44)],
    ['right but for a character whose low byte is right', signature.replace('G', '\u0147')],
  ])('refuses a header that is %s, without throwing', (_, header) => {
    expect(verifyLineSignature(body, header, [secret])).toBe(false);
  });

  it('agrees with the SDK on every length of body up to two SHA-256 blocks', () => {
    for (let length = 0; length <= 130; length += 1) {
      const bytes = Buffer.alloc(length, length);
      const given = sign(bytes, secret);
      expect(verifyLineSignature(bytes, given, [secret])).toBe(validateSignature(bytes, secret, given));
    }
  });
});
