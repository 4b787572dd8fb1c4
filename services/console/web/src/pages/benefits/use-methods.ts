import type { AnswerOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';

export type Method = AnswerOf<'GET /payout-methods'>['methods'][number];

const STALE_MS = 60_000;

/** The payout methods by their keys; empty until they are there. */
export function useMethods(): ReadonlyMap<string, Method> {
  const { data } = useApiQuery('/payout-methods', undefined, { staleTime: STALE_MS });
  return new Map(data?.methods.map((method) => [method.key, method]));
}

/** Its title; the key until the methods are there. */
export function titleOf(methods: ReadonlyMap<string, Method>, key: string): string {
  return methods.get(key)?.title ?? key;
}
