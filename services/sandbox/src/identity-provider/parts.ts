import type { Clock } from '@tenohira/core';
import type { Faults } from '../faults.ts';
import type { Store } from '../state/store.ts';

/** What of the sandbox the identity provider is made from. */
export type IdentityParts = {
  store: Store;
  clock: Clock;
  faults: Faults;
  /** Aborted when the sandbox stops. */
  stopping: AbortSignal;
};
