import { describe, expect, it } from 'vitest';
import { createUuidv7, hashToken, isUuid, randomToken, uuidv7, uuidv7Floor } from './ids.ts';

const NOW = 1_700_000_000_000;

/** Made while the clock shows these times, one after another. */
function madeAt(...times: number[]): string[] {
  const clock = times.values();
  const make = createUuidv7(() => clock.next().value ?? 0);
  return times.map(() => make());
}

describe('uuidv7', () => {
  it('begins with the time, as in the example of RFC 9562 appendix A.6', () => {
    const [id = ''] = madeAt(Date.parse('2022-02-22T14:22:22-05:00'));
    expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isUuid(id)).toBe(true);
  });

  it('is made of the time that it is', () => {
    const before = Date.now();
    const id = uuidv7();
    expect(id >= uuidv7Floor(before)).toBe(true);
    expect(id < uuidv7Floor(Date.now() + 1_000)).toBe(true);
  });

  it.each([
    ['from one millisecond to the next', Array.from({ length: 1_000 }, (_, ms) => NOW + ms)],
    ['within one, though there are more than it can count', Array.from({ length: 10_000 }, () => NOW)],
    ['when the clock is set back', [NOW, NOW - 3_600_000, NOW - 3_599_000, NOW + 1, NOW]],
  ])('sorts in the order of making, %s', (_when, times) => {
    const ids = madeAt(...times);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells nobody how many others there were: the count of a millisecond begins anywhere', () => {
    const counts = madeAt(...Array.from({ length: 100 }, (_, ms) => NOW + ms)).map((id) => id.slice(15, 18));
    expect(new Set(counts).size).toBeGreaterThan(50);
  });
});

describe('uuidv7Floor', () => {
  it('is below every id of its millisecond and above all of the one before', () => {
    const floor = uuidv7Floor(NOW);
    expect(isUuid(floor)).toBe(true);
    const ids = madeAt(...Array.from({ length: 100 }, () => NOW - 1), ...Array.from({ length: 100 }, () => NOW));
    expect(ids.filter((id) => id < floor)).toEqual(ids.slice(0, 100));
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
