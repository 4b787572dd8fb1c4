import { useCallback } from 'react';
import { useApiQuery } from '../../api/use-api.ts';
import { useMe } from '../../shell/me.ts';

const STALE_MS = 60_000;

/** Names for what the records keep: the id of a colleague, `staff:<id>`, `resident:<id>`, `system`. */
export function useNames(): (actor: string | null) => string {
  const { staffId: ownId } = useMe();
  const { data } = useApiQuery('/colleagues', undefined, { staleTime: STALE_MS });
  return useCallback(
    (actor) => {
      if (actor === null) return '－';
      if (actor === 'system') return 'システム';
      if (actor.startsWith('resident:')) return '住民';
      const id = actor.replace(/^staff:/, '');
      const name = data?.colleagues.find(({ staffId }) => staffId === id)?.name ?? '職員';
      return id === ownId ? `${name}（あなた）` : name;
    },
    [data, ownId],
  );
}
