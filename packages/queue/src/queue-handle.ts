import { AppError } from '@tenohira/core';
import type { Backend, BullQueue, OnError } from './backend.ts';
import { errors } from './errors.ts';
import { within } from './within.ts';

export type QueueHandle = {
  /** @throws QUEUE_UNAVAILABLE (with the cause) within `timeoutMs`, whatever the datastore does. */
  run<T>(timeoutMs: number, operation: (queue: BullQueue) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * A BullMQ Queue that can be asked while the datastore is away. BullMQ remembers the outcome of its first connection:
 * one that failed (Redis or PostgreSQL down at the start) would fail for ever. So it is opened on first use and thrown
 * away when it could not be made ready; the next caller opens another.
 */
export function createQueueHandle(backend: Backend, name: string, onError: OnError): QueueHandle {
  let opened: { queue: BullQueue; ready: Promise<void> } | undefined;
  let closed = false;

  return {
    async run(timeoutMs, operation) {
      if (closed) {
        throw errors.CLOSED();
      }
      const startedAt = performance.now();
      const leftMs = () => timeoutMs - (performance.now() - startedAt);
      try {
        await backend.whenUp(timeoutMs);
        const { queue, ready } = open();
        await within(leftMs(), ready);
        return await within(leftMs(), operation(queue));
      } catch (cause) {
        if (cause instanceof AppError) {
          throw cause;
        }
        onError(cause);
        throw errors.UNAVAILABLE({ cause, details: { queue: name } });
      }
    },
    async close() {
      closed = true;
      await opened?.queue.close();
    },
  };

  function open() {
    if (opened === undefined) {
      const queue = backend.openQueue(name, onError);
      const mine = { queue, ready: queue.waitUntilReady() };
      mine.ready.catch(() => {
        if (opened === mine) {
          opened = undefined;
        }
        queue.close().catch(onError);
      });
      opened = mine;
    }
    return opened;
  }
}
