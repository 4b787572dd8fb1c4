// A process that can die, or stand still, at any of its steps to the outside.
import type { Database } from '@tenohira/db';
import type { InstantPayoutMethod } from '@tenohira/feature-kit';

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
  wrap(method: InstantPayoutMethod): InstantPayoutMethod;
  /** Resolves when it has come to a stand. */
  frozen: Promise<void>;
  /** Lets a frozen one go on. */
  thaw(): void;
};

/**
 * The boundaries are: before a transaction, within it before its commit, after it; before a provider is asked, and after
 * it has done its part. From the moment a process has died nothing it does reaches the outside.
 */
export function createMortalProcess(db: Database, fate: Fate): MortalProcess {
  const thawed = Promise.withResolvers<void>();
  const frozen = Promise.withResolvers<void>();
  let passed = 0;
  let isDead = false;
  const boundary = async (mayFreeze: boolean): Promise<void> => {
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
  };
  const call =
    <Args extends unknown[], Result>(ask: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await boundary(true);
      const answer = await ask(...args);
      await boundary(true);
      return answer;
    };
  return {
    frozen: frozen.promise,
    thaw: () => thawed.resolve(),
    db: {
      ...db,
      withTenant: async (tenantId, work) => {
        await boundary(true);
        const result = await db.withTenant(tenantId, async (scope) => {
          const done = await work(scope);
          await boundary(false);
          return done;
        });
        await boundary(true);
        return result;
      },
    },
    wrap: (method) => ({
      ...method,
      submit: call(method.submit),
      query: call(method.query),
      withdraw: call(method.withdraw),
    }),
  };
}
