import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPairIndex } from './pair-index.ts';

it('finds the pairs that a Map finds', () => {
  const numbers = fc.oneof(fc.nat(3), fc.nat({ max: Number.MAX_SAFE_INTEGER }));
  fc.assert(
    fc.property(fc.array(fc.tuple(numbers, numbers), { maxLength: 60 }), (pairs) => {
      const index = createPairIndex(pairs.length);
      const map = new Map<string, number>();
      for (const [at, [one, other]] of pairs.entries()) {
        const known = map.get(`${one}:${other}`);
        expect(index.put(Float64Array.of(one, other), at)).toBe(known ?? -1);
        if (known === undefined) map.set(`${one}:${other}`, at);
      }
    }),
  );
});
