import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type Filters<Key extends string> = {
  /** `''` where nothing is chosen. */
  values: Readonly<Record<Key, string>>;
  /** Only what is chosen, for a query. */
  chosen: Readonly<Partial<Record<Key, string>>>;
  set: (changes: Partial<Record<Key, string>>) => void;
  clear: () => void;
  isEmpty: boolean;
};

/** Filters that live in the address: a reload keeps them, and a link to them can be sent. */
export function useUrlFilters<const Key extends string>(keys: readonly Key[]): Filters<Key> {
  const [search, setSearch] = useSearchParams();
  const names = keys.join('\n');
  const values = useMemo(() => {
    const entries = names.split('\n').map((key) => [key, search.get(key) ?? '']);
    return Object.fromEntries(entries) as Record<Key, string>; // the keys that were given
  }, [names, search]);
  const set = useCallback(
    (changes: Partial<Record<Key, string>>) =>
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [key, value] of Object.entries<string | undefined>(changes)) {
            if (value === undefined || value === '') next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const chosen = Object.fromEntries(Object.entries<string>(values).filter(([, value]) => value !== '')) as Partial<
    Record<Key, string>
  >; // a part of values
  return {
    values,
    chosen,
    set,
    clear: () => set(Object.fromEntries(names.split('\n').map((key) => [key, ''])) as Record<Key, string>), // all of them
    isEmpty: Object.keys(chosen).length === 0,
  };
}
