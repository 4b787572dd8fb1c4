import { generate } from 'otplib';
import { describe, expect, it } from 'vitest';
import { isAllowedFrom } from '../networks.ts';
import { assertStrong, hashPassword, verifyPassword } from './password.ts';
import { matchTotp, newTotpSecret } from './totp.ts';

describe('a password', () => {
  it('is kept as argon2id, with a salt of its own, and compared', async () => {
    const [one, two] = [await hashPassword('みずうみ そらいろ'), await hashPassword('みずうみ そらいろ')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword('みずうみ そらいろ', one)).toBe(true);
    expect(await verifyPassword('みずうみ そらいろ ', one)).toBe(false);
    expect(await verifyPassword('', undefined)).toBe(false);
    expect(await verifyPassword('', '$argon2id$')).toBe(false);
  });

  it('is the same in whichever Unicode form it was typed', async () => {
    const stored = await hashPassword('がくぶち'.normalize('NFD'));
    expect(await verifyPassword('がくぶち'.normalize('NFC'), stored)).toBe(true);
  });

  it.each([
    ['short', 'x9$Kq2!pLm7'],
    ['common', 'password1234'],
    ['of a keyboard', 'qwertyuiop12'],
    ['a repetition', 'abcabcabcabcabc'],
    ["one's own name", 'sakuraminatono1'],
    ['endless', 'x'.repeat(129)],
  ])('that is %s is refused', (_why, password) => {
    const attempt = () => assertStrong(password, ['sakura@minatono.example', '担当 さくら', '港野市']);
    expect(attempt).toThrow(expect.objectContaining({ code: 'STAFF_PASSWORD_WEAK' }));
  });

  it.each(['correct horse battery staple', 'みずうみ そらいろ きつつき', 'x9$Kq2!pLm7z'])(
    'like %j is taken',
    (password) => {
      expect(() => assertStrong(password, ['sakura@minatono.example'])).not.toThrow();
    },
  );
});

describe('a code of the authenticator', () => {
  const now = new Date('2026-11-27T00:00:10Z');
  const at = (seconds: number) => Math.floor(now.getTime() / 1000) + seconds;

  it('is taken with the one before and the one after, and no further', async () => {
    const secret = newTotpSecret();
    for (const [seconds, expected] of [
      [-60, false],
      [-30, true],
      [0, true],
      [30, true],
      [60, false],
    ] as const) {
      const code = await generate({ secret, epoch: at(seconds) });
      expect((await matchTotp(secret, code, null, now)) !== undefined, `${seconds} s`).toBe(expected);
    }
  });

  it('is not taken again, nor one from before it', async () => {
    const secret = newTotpSecret();
    const code = await generate({ secret, epoch: at(0) });
    const step = await matchTotp(secret, code, null, now);
    expect(step).toBe(BigInt(Math.floor(at(0) / 30)));
    expect(await matchTotp(secret, code, step ?? null, now)).toBeUndefined();
    const before = await generate({ secret, epoch: at(-30) });
    expect(await matchTotp(secret, before, step ?? null, now)).toBeUndefined();
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('%j is none', async (code) => {
    expect(await matchTotp(newTotpSecret(), code, null, now)).toBeUndefined();
  });
});

describe('the networks of a city', () => {
  it.each([
    ['203.0.113.9', ['203.0.113.0/24'], true],
    ['::ffff:203.0.113.9', ['203.0.113.0/24'], true],
    ['203.0.114.9', ['203.0.113.0/24'], false],
    ['2001:db8::1', ['203.0.113.0/24', '2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32'], false],
    ['unknown', ['0.0.0.0/0'], false],
    ['198.51.100.1', [], true],
  ])('%s and %j: %j', (ip, networks, expected) => {
    expect(isAllowedFrom(ip, networks)).toBe(expected);
  });

  it.each(['203.0.113.0', '203.0.113.0/33', 'town/24', '203.0.113.0/-1', '2001:db8::/129', ''])(
    'are not written %j',
    (network) => {
      expect(() => isAllowedFrom('203.0.113.1', [network])).toThrow(
        expect.objectContaining({ code: 'STAFF_NETWORK_INVALID' }),
      );
    },
  );
});
