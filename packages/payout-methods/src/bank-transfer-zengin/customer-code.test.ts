import fc from 'fast-check';
import { expect, it } from 'vitest';
import { customerCodeOf, splitPayoutId } from './customer-code.ts';

it.each([
  ['0193a5b0-0000-7000-8000-000000000001', '09223372036854775809'],
  ['0193a5b0-0000-7000-bfff-ffffffffffff', '13835058055282163711'],
  ['00000000-0000-0000-0000-000000000000', '00000000000000000000'],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', '18446744073709551615'],
])('%s is %s', (id, code) => {
  expect(customerCodeOf(id)).toBe(code);
});

it('is the low 64 bits of any id, and leads back to them', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const low = BigInt(`0x${id.replaceAll('-', '').slice(16)}`);
      expect(BigInt(customerCodeOf(id))).toBe(low);
      expect(customerCodeOf(id)).toHaveLength(20);
    }),
  );
});

it.each(['', 'payout-1', '0193A5B0-0000-7000-8000-00000000000G', '0193a5b0-0000-7000-8000-00000000000あ'])(
  '%j is no id',
  (id) => {
    expect(splitPayoutId(id, new Float64Array(2))).toBe(false);
    expect(() => customerCodeOf(id)).toThrow(TypeError);
  },
);
