import { describe, expect, it } from 'vitest';
import { hashToken, isUuid, randomToken, uuidv7, uuidv7Floor } from './ids.ts';

describe('uuidv7', () => {
  it('begins with the time, as in the example of RFC 9562 appendix A.6', () => {
    const id = uuidv7(Date.parse('2022-02-22T14:22:22-05:00'));
    expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isUuid(id)).toBe(true);
  });

  it('sorts by time and never repeats', () => {
    const ids = Array.from({ length: 1_000 }, (_, ms) => uuidv7(1_700_000_000_000 + ms));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 1_000 }, () => uuidv7(1_700_000_000_000))).size).toBe(1_000);
  });
});

describe('uuidv7Floor', () => {
  it('is below every id of its millisecond and above all of the one before', () => {
    const floor = uuidv7Floor(1_700_000_000_000);
    expect(isUuid(floor)).toBe(true);
    for (let count = 0; count < 100; count += 1) {
      expect(uuidv7(1_700_000_000_000) >= floor).toBe(true);
      expect(uuidv7(1_699_999_999_999) < floor).toBe(true);
    }
  });
});

describe('isUuid', () => {
  it.each([
    '',
    '018F0000-0000-7000-8000-000000000001',
    '018f0000-0000-7000-8000-00000000000',
    "'; --",
    '018f0000-0000-7000-8000-000000000001\n',
  ])('refuses %j', (text) => {
    expect(isUuid(text)).toBe(false);
  });
});

describe('tokens', () => {
  it('are 32 URL-safe characters, each time others', () => {
    expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(randomToken()).not.toBe(randomToken());
  });

  it('are stored as their SHA-256 (FIPS 180-4, "abc")', () => {
    expect(Buffer.from(hashToken('abc'), 'base64url').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
