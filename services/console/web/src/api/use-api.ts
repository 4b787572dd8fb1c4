// Calls of the API in components.
//
//   const cases = useApiQuery('/cases/:caseNumber', { params: { caseNumber } });
//   const list = useApiPages('/cases', { query: filters });
//   const close = useApiMutation('POST /cases/:caseNumber/close', { done: '完了にしました' });
//   close.mutate({ params: { caseNumber } });
import {
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from '../components/toast-store.ts';
import { createActionKeys, describeAction } from './action-keys.ts';
import type { AnswerOf, InputOf, ItemOf, PagedPath, ReadPath, RouteKey } from './api-types.ts';
import { call } from './client.ts';
import { type ApiProblem, isTransient, toProblem } from './problem.ts';

type QueryOptions<Answer> = {
  enabled?: boolean;
  /** Milliseconds between two looks; false stops. */
  refetchInterval?: number | false | ((answer: Answer | undefined) => number | false);
  /** Milliseconds for which what was read counts as fresh. */
  staleTime?: number;
  /** Keeps what is shown while other parameters are being read. */
  keepPrevious?: boolean;
};

type ReadArguments<Path extends ReadPath, Options> =
  Record<never, never> extends InputOf<`GET ${Path}`>
    ? [input?: InputOf<`GET ${Path}`>, options?: Options]
    : [input: InputOf<`GET ${Path}`>, options?: Options];

/** Reads, and reads again when the window comes back, after a change, or after the network was lost. */
export function useApiQuery<Path extends ReadPath>(
  path: Path,
  ...[input, options]: ReadArguments<Path, QueryOptions<AnswerOf<`GET ${Path}`>>>
): UseQueryResult<AnswerOf<`GET ${Path}`>, ApiProblem> {
  type Answer = AnswerOf<`GET ${Path}`>;
  const { refetchInterval, keepPrevious = false, ...rest } = options ?? {};
  return useQuery<Answer, ApiProblem, Answer, readonly unknown[]>({
    ...rest,
    queryKey: queryKeyOf(path, input),
    queryFn: ({ signal }) => call(`GET ${path}`, givenOr(input), { signal }),
    ...(keepPrevious ? { placeholderData: (previous) => previous } : {}),
    ...(refetchInterval === undefined
      ? {}
      : {
          refetchInterval:
            typeof refetchInterval === 'function' ? ({ state }) => refetchInterval(state.data) : refetchInterval,
        }),
  });
}

export type Pages<Item, Page = unknown> = {
  items: Item[];
  /** The first page as it came, for what it says of the whole list. */
  first: Page | undefined;
  isPending: boolean;
  problem: ApiProblem | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
  refetch(): void;
};

type PagesOptions<Item> = {
  enabled?: boolean;
  /** Milliseconds until the list is looked at again, by what is in it; false is not at all. */
  refetchInterval?: (items: readonly Item[]) => number | false;
};

/** A list that is read page by page; see MorePages. */
export function useApiPages<Path extends PagedPath>(
  path: Path,
  ...[input, { refetchInterval, ...options } = {}]: ReadArguments<Path, PagesOptions<ItemOf<Path>>>
): Pages<ItemOf<Path>, AnswerOf<`GET ${Path}`>> {
  const pages = useInfiniteQuery({
    ...options,
    refetchInterval: ({ state }: { state: { data: { pages: unknown[] } | undefined } }) =>
      refetchInterval?.(itemsOf<Path>(state.data?.pages)) ?? false,
    queryKey: queryKeyOf(path, input),
    queryFn: ({ signal, pageParam }) => call(`GET ${path}`, behind(pageParam, givenOr(input)), { signal }),
    initialPageParam: undefined as string | undefined, // the first page is behind nothing
    getNextPageParam: (page) => pageOf<Path>(page).next ?? undefined,
  });
  return {
    items: itemsOf<Path>(pages.data?.pages),
    first: pages.data?.pages[0],
    isPending: pages.isPending,
    problem: pages.error === null ? null : toProblem(pages.error),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    refetch: () => void pages.refetch(),
  };
}

type MutationOptions<Key extends RouteKey> = {
  /** What to say when it is done: 「返信しました」. */
  done?: string | ((answer: AnswerOf<Key>) => string);
  onDone?: (answer: AnswerOf<Key>, input: InputOf<Key>) => void;
  /** `shown`: the form shows `mutation.error` itself. Else a toast tells. */
  problem?: 'toast' | 'shown';
  /** What has to be read anew; everything on the screen where it is left out. */
  invalidates?: readonly ReadPath[];
};

/**
 * Changes something. A POST carries one idempotency key an action, also when it is tried again after the network was lost.
 * The second press of a double click is faster than the button that shows that it is busy: `mutate` does not hear it.
 */
export function useApiMutation<Key extends RouteKey>(
  key: Key,
  options: MutationOptions<Key> = {},
): UseMutationResult<AnswerOf<Key>, ApiProblem, InputOf<Key>> {
  const [keys] = useState(() => createActionKeys());
  const [underWay] = useState(() => new Set<string>());
  const queryClient = useQueryClient();
  const mutation = useMutation<AnswerOf<Key>, ApiProblem, InputOf<Key>>({
    mutationFn: async (input) => {
      try {
        const answer = await call(key, input, { idempotencyKey: idempotencyKey(key, () => keys.keyFor(input)) });
        keys.answered(input);
        return answer;
      } catch (error) {
        if (!isTransient(error)) keys.answered(input);
        throw error;
      }
    },
    onSuccess: async (answer, input) => {
      const { done } = options;
      if (done !== undefined) toast.success(typeof done === 'function' ? done(answer) : done);
      options.onDone?.(answer, input);
      await Promise.all(
        options.invalidates?.map((path) => queryClient.invalidateQueries({ queryKey: [path] })) ?? [
          queryClient.invalidateQueries(),
        ],
      );
    },
    onError: (error) => {
      if (options.problem !== 'shown' && !wasDeclined(error)) toast.problem(toProblem(error));
    },
    onSettled: (_answer, _error, input) => {
      underWay.delete(describeAction(input));
    },
  });
  return {
    ...mutation,
    mutate: (...args) => {
      const action = describeAction(args[0]);
      if (underWay.has(action)) return;
      underWay.add(action);
      mutation.mutate(...args);
    },
  };
}

function idempotencyKey(key: string, make: () => string): string | undefined {
  return key.startsWith('POST ') ? make() : undefined;
}

/** Somebody closed the step-up dialog: they know. */
function wasDeclined(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export function queryKeyOf(path: string, input: unknown): readonly unknown[] {
  return [path, input ?? {}];
}

function givenOr<Key extends RouteKey>(input: InputOf<Key> | undefined): InputOf<Key> {
  return input ?? ({} as InputOf<Key>); // left out only where nothing has to be said
}

function behind<Key extends RouteKey>(after: string | undefined, input: InputOf<Key>): InputOf<Key> {
  if (after === undefined) return input;
  const given = input as { query?: object }; // of a paged route
  return { ...given, query: { ...given.query, after } } as InputOf<Key>;
}

function itemsOf<Path extends PagedPath>(pages: readonly unknown[] = []): ItemOf<Path>[] {
  return pages.flatMap((page) => pageOf<Path>(page).items);
}

function pageOf<Path extends PagedPath>(page: unknown) {
  return page as { items: ItemOf<Path>[]; next: string | null }; // what PagedPath says of the path
}
