// Works through the inbox right after the 200, a bounded number of residents at a time. It holds nothing that matters:
// what it drops or a crash takes, the worker finds in the inbox.
import type { ResidentKey } from '@tenohira/conversation';

export type ResidentRunner = {
  /** Sees to it that the resident's pending events are processed soon. */
  wake(key: ResidentKey): void;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
};

export type ResidentRunnerOptions = {
  process(key: ResidentKey): Promise<unknown>;
  concurrency: number;
  /** Residents that may wait. Those beyond it are left to the worker. */
  maxWaiting: number;
  onError(error: unknown, key: ResidentKey): void;
};

export function createResidentRunner(options: ResidentRunnerOptions): ResidentRunner {
  const { process, concurrency, maxWaiting, onError } = options;
  const waiting = new Map<string, ResidentKey>();
  const running = new Set<string>();
  let drained: (() => void)[] = [];

  const next = (): void => {
    for (const [id, key] of waiting) {
      if (running.size >= concurrency) return;
      // Two at once for one resident would only wait for each other's lock.
      if (running.has(id)) continue;
      waiting.delete(id);
      running.add(id);
      process(key)
        .catch((error) => onError(error, key))
        .finally(() => {
          running.delete(id);
          next();
        });
    }
    if (waiting.size === 0 && running.size === 0) {
      for (const resolve of drained) resolve();
      drained = [];
    }
  };

  return {
    wake: (key) => {
      const id = `${key.channelId}/${key.lineUserId}`;
      if (waiting.size >= maxWaiting && !waiting.has(id)) return;
      waiting.set(id, key);
      next();
    },
    drain: () =>
      waiting.size === 0 && running.size === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve)),
  };
}
