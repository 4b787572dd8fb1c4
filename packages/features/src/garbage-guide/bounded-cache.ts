/** Keeps the values that were asked for last, at most so many. */
export function createBoundedCache<Key, Value>(limit: number) {
  const entries = new Map<Key, Value>();
  return {
    /** The value of that key, made where there is none. */
    get(key: Key, make: () => Value): Value {
      const value = entries.get(key) ?? make();
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
      return value;
    },
  };
}
