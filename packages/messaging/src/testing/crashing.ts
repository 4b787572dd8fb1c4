// A process that can die, or stand still, at any of its steps to the outside.
import type { Database } from '@tenohira/db';
import type { LineClient } from '@tenohira/line';

export class Crash extends Error {
  override readonly name = 'Crash';
}

export type Fate =
  | { kind: 'lives' }
  /** At which boundary, from 1. */
  | { kind: 'dies'; at: number }
  /** `rounds`: how many others come before it goes on. */
  | { kind: 'freezes'; at: number; rounds: number };

export type MortalProcess = {
  db: Database;
  wrap(line: LineClient): LineClient;
  /** Resolves when it has come to a stand. */
  frozen: Promise<void>;
  /** Lets a frozen one go on. */
  thaw(): void;
  /** Ends a frozen one where it stands. */
  kill(): void;
};

/**
 * The boundaries are: before a transaction, within it before its commit, after it; before and after a claim; before LINE
 * is asked, and after LINE has done its part. From the moment a process has died nothing it does reaches the outside.
 */
export function createMortalProcess(db: Database, fate: Fate): MortalProcess {
  const thawed = Promise.withResolvers<void>();
  const frozen = Promise.withResolvers<void>();
  let passed = 0;
  let isDead = false;
  const boundary = async (mayFreeze = true): Promise<void> => {
    if (isDead) throw new Crash();
    passed += 1;
    if (fate.kind === 'lives' || passed < fate.at) return;
    if (fate.kind === 'dies') {
      isDead = true;
      throw new Crash();
    }
    // In a transaction it would only hold locks, which the database ends by itself after a while.
    if (!mayFreeze) return;
    frozen.resolve();
    await thawed.promise;
    if (isDead) throw new Crash();
  };
  const step =
    <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await boundary();
      try {
        return await work(...args);
      } finally {
        // A failure is an answer too, and the process may not live to see it.
        await boundary();
      }
    };
  return {
    frozen: frozen.promise,
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
            await boundary(false);
            return done;
          }),
        )(),
      platform: { ...db.platform, claimOutboxMessages: step(db.platform.claimOutboxMessages) },
    },
    wrap: (line) => ({ ...line, push: step(line.push) }),
  };
}
