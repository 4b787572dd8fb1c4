import { type Clock, type FailPoint, startStopwatch } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { AnyPayoutMethod, FilePayoutMethod, InstantPayoutMethod } from '@tenohira/feature-kit';
import type { TenantSecrets } from '@tenohira/secrets';
import { errors } from './errors.ts';
import type { PayoutStatus } from './status.ts';

export type PayoutMethods = ReadonlyMap<string, AnyPayoutMethod>;

export type PayoutChange = {
  payoutId: string;
  claimId: string;
  programId: string;
  method: string;
  amountYen: number;
  from: PayoutStatus;
  to: PayoutStatus;
  /** The provider's or the bank's code or word, or our own in capitals. */
  reason?: string;
};

export type PayoutTiming = {
  /** After this a call has an unknown outcome, in milliseconds. */
  callMs: number;
  /** After this a worker that has recorded nothing counts as dead. Longer than a call, or living workers lose theirs. */
  leaseMs: number;
  /** Before the next attempt, by how many there were; the last one goes on. */
  backOffMs: readonly number[];
  /**
   * From this many attempts on a report says that a person should look. After this many in a row that said nothing, an
   * accepted payout is unknown.
   */
  personAfter: number;
};

export type PayoutDependencies = {
  db: Database;
  secrets: TenantSecrets;
  methods: PayoutMethods;
  /** Addresses of providers by the name of their variable. */
  endpoints: Readonly<Record<string, string>>;
  clock: Clock;
  /** For how long a lease has been held; for simulations. */
  startStopwatch?: typeof startStopwatch;
  /** In the transaction that made the change. Throwing undoes the change. */
  onChange(db: TenantDb, change: PayoutChange): Promise<void>;
  /** Instead of `onChange`, one call for all that moves at once: a bank file has tens of thousands. */
  onChanges?(db: TenantDb, changes: readonly PayoutChange[]): Promise<void>;
  timing?: Partial<PayoutTiming>;
  failPoint?: FailPoint<PayoutFailPoint>;
};

/** The four places of submitPayouts at which a death means something else each time. */
export const PAYOUT_FAIL_POINTS = [
  'payout.before-attempt',
  'payout.attempt-written',
  'payout.answered',
  'payout.outcome-written',
] as const;
export type PayoutFailPoint = (typeof PAYOUT_FAIL_POINTS)[number];

const TIMING: PayoutTiming = {
  callMs: 20_000,
  leaseMs: 60_000,
  backOffMs: [5_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000],
  personAfter: 6,
};

export function timingOf(deps: Pick<PayoutDependencies, 'timing'>): PayoutTiming {
  return { ...TIMING, ...deps.timing };
}

/**
 * Starts with a lease, and says whether a call can still be begun that ends within it. Who was stopped for longer makes
 * none: by then a person may have decided, and what they decided must stay true.
 */
export function startLease(deps: Pick<PayoutDependencies, 'timing' | 'startStopwatch'>): { leavesTime(): boolean } {
  const { leaseMs, callMs } = timingOf(deps);
  const heldForMs = (deps.startStopwatch ?? startStopwatch)();
  return { leavesTime: () => heldForMs() < leaseMs - callMs };
}

/** @throws Error where two methods share a key */
export function createPayoutMethods(list: readonly AnyPayoutMethod[]): PayoutMethods {
  const methods = new Map(list.map((method) => [method.key, method]));
  if (methods.size !== list.length) throw new Error('two payout methods share a key');
  return methods;
}

/** @throws AppError PAYOUT_METHOD_UNKNOWN */
export function getMethod(methods: PayoutMethods, key: string): AnyPayoutMethod {
  const method = methods.get(key);
  if (!method) throw errors.METHOD_UNKNOWN({ details: { method: key } });
  return method;
}

export function isInstant(method: AnyPayoutMethod): method is InstantPayoutMethod {
  return method.mode === 'instant';
}

export function isFile(method: AnyPayoutMethod): method is FilePayoutMethod {
  return method.mode === 'file';
}

/** The addresses that a method asked for, and no others. */
export function endpointsOf(
  method: InstantPayoutMethod,
  { endpoints }: Pick<PayoutDependencies, 'endpoints'>,
): Record<string, string> {
  const named = method.endpoints.map((name) => [name, endpoints[name]] as const);
  return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
