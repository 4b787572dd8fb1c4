/**
 * Finds pairs of numbers that were there before: an open-addressing table over typed arrays, some twenty bytes an entry.
 * A Map of strings would take longer than everything else that is done with a transfer.
 */
export type PairIndex = {
  /**
   * Remembers a pair as number `index` (below the capacity, each used once). The earlier index of the same pair, or -1.
   * The pair comes in an array: numbers beyond 31 bits handed over one by one would each be put on the heap.
   */
  put(pair: Float64Array, index: number): number;
};

export function createPairIndex(capacity: number): PairIndex {
  const size = 2 ** Math.ceil(Math.log2(Math.max(capacity, 1) * 2));
  const slots = new Int32Array(size); // index + 1, 0 is free
  const ones = new Float64Array(capacity);
  const others = new Float64Array(capacity);
  return {
    put(pair, index) {
      const one = pair[0] ?? 0;
      const other = pair[1] ?? 0;
      let slot = hash(one, other) & (size - 1);
      for (;;) {
        const taken = slots[slot] ?? 0;
        if (taken === 0) {
          slots[slot] = index + 1;
          ones[index] = one;
          others[index] = other;
          return -1;
        }
        if (ones[taken - 1] === one && others[taken - 1] === other) return taken - 1;
        slot = (slot + 1) & (size - 1);
      }
    },
  };
}

function hash(one: number, other: number): number {
  const mixed = Math.imul(fold(one), 0x9e3779b1) ^ Math.imul(fold(other), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** Both halves of a safe integer. */
function fold(value: number): number {
  return (value | 0) ^ Math.imul((value / 0x1_0000_0000) | 0, 0xc2b2ae35);
}
