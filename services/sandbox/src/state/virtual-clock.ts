import type { Clock } from '@tenohira/core';
import type { Store } from './store.ts';

/** The sandbox's time: the machine's, moved ahead by `POST /control/clock`. Every expiry is measured with it. */
export type VirtualClock = Clock & { nowMs(): number; advanceMs(ms: number): void };

export function createVirtualClock(base: Clock, store: Store): VirtualClock {
  const nowMs = () => base.now().getTime() + store.world.clockOffsetMs;
  return {
    nowMs,
    now: () => new Date(nowMs()),
    advanceMs: (ms) => {
      store.world.clockOffsetMs += ms;
      store.touch();
    },
  };
}
