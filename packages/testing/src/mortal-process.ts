// A process that can die, or stand still, at any of its steps to the outside.
import type { Database } from '@tenohira/db';

export class Crash extends Error {
  override readonly name = 'Crash';
}

export type Fate =
  | { kind: 'lives' }
  /** At which boundary, from 1. */
  | { kind: 'dies'; at: number }
  /** `rounds`: how many others come before it goes on. */
  | { kind: 'freezes'; at: number; rounds: number };

type Wrap = <Args extends unknown[], Result>(
  call: (...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<Result>;

export type MortalProcess = {
  db: Database;
  /** The same call to the outside, with a boundary before and after it. */
  step: Wrap;
  /** A step that asks somebody who acts on it. */
  ask: Wrap;
  /** Resolves when it has come to a stand. */
  frozen: Promise<void>;
  /** It stands where it was about to ask: its last look at the clock is behind it. */
  standsBeforeAsking(): boolean;
  /** As core's, on a clock that goes on while the process stands still, beyond every lease, and at no other time. */
  startStopwatch(): () => number;
  /** Lets a frozen one go on. */
  thaw(): void;
  /** Ends a frozen one where it stands. */
  kill(): void;
};

/**
 * The boundaries are: before a transaction, within it before its commit, after it; before and after a claim of messages;
 * before somebody outside is asked, and after they have done their part. From the moment a process has died nothing it does
 * reaches the outside.
 */
export function createMortalProcess(db: Database, fate: Fate): MortalProcess {
  const thawed = Promise.withResolvers<void>();
  const frozen = Promise.withResolvers<void>();
  let passed = 0;
  let isDead = false;
  let hasStood = false;
  let isBeforeAsking = false;
  const boundary = async (at: 'step' | 'commit' | 'ask' = 'step'): Promise<void> => {
    if (isDead) throw new Crash();
    passed += 1;
    if (fate.kind === 'lives' || passed < fate.at) return;
    if (fate.kind === 'dies') {
      isDead = true;
      throw new Crash();
    }
    // In a transaction it would only hold locks, which the database ends by itself after a while.
    if (at === 'commit') return;
    if (!hasStood && at === 'ask') isBeforeAsking = true;
    frozen.resolve();
    await thawed.promise;
    hasStood = true;
    if (isDead) throw new Crash();
  };
  const between =
    (before: 'step' | 'ask'): Wrap =>
    (call) =>
    async (...args) => {
      await boundary(before);
      try {
        return await call(...args);
      } finally {
        // A failure is an answer too, and the process may not live to see it.
        await boundary();
      }
    };
  const step = between('step');
  return {
    step,
    ask: between('ask'),
    frozen: frozen.promise,
    standsBeforeAsking: () => isBeforeAsking,
    startStopwatch: () => {
      const alreadyStood = hasStood;
      return () => (hasStood && !alreadyStood ? Number.POSITIVE_INFINITY : 0);
    },
    thaw: () => thawed.resolve(),
    kill: () => {
      isDead = true;
      thawed.resolve();
    },
    db: {
      ...db,
      withTenant: (tenantId, work) =>
        step(() =>
          db.withTenant(tenantId, async (scope) => {
            const done = await work(scope);
            await boundary('commit');
            return done;
          }),
        )(),
      platform: { ...db.platform, claimOutboxMessages: step(db.platform.claimOutboxMessages) },
    },
  };
}
