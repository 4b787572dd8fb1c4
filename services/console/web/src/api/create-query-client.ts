import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './problem.ts';

const TRIES = 3;

/** Reads are repeated where the network was at fault; what changes something never is, unless a person asks for it. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => failures < TRIES && isTransient(error),
        retryDelay: (failures) => Math.min(1_000 * 2 ** failures, 8_000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
