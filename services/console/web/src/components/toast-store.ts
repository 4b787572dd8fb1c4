// Short words that something happened, from anywhere.
import type { ApiProblem } from '../api/problem.ts';

export type ToastMessage = { id: number; kind: 'success' | 'error'; words: string; requestId?: string };

let messages: readonly ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** How long 「保存しました」 stays, in milliseconds. What went wrong stays until it is closed. */
const SHOWN_MS = 6_000;

export const toast = {
  success(words: string): void {
    const id = add({ kind: 'success', words });
    setTimeout(() => toast.close(id), SHOWN_MS);
  },
  problem({ message, requestId }: ApiProblem): void {
    add({ kind: 'error', words: message, ...(requestId === undefined ? {} : { requestId }) });
  },
  close(id: number): void {
    publish(messages.filter((message) => message.id !== id));
  },
};

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: () => messages,
};

function add(message: Omit<ToastMessage, 'id'>): number {
  lastId += 1;
  // The same trouble again is shown once.
  publish([...messages.filter(({ words }) => words !== message.words), { ...message, id: lastId }]);
  return lastId;
}

function publish(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}
