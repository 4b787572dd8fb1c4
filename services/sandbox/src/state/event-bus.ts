import type { Entry } from './model.ts';

/** What `GET /control/events` tells. */
export type SandboxEvent =
  | { type: 'transcript'; channelId: string; personId: string; entry: Entry }
  | { type: 'richmenu'; channelId: string; personId?: string }
  | { type: 'loading'; channelId: string; personId: string; seconds: number }
  | { type: 'read'; channelId: string; personId: string }
  | { type: 'channels' }
  | { type: 'people' };

export type EventBus = {
  emit(event: SandboxEvent): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
};

export function createEventBus(): EventBus {
  const listeners = new Set<(event: SandboxEvent) => void>();
  return {
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
