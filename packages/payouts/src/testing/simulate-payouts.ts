// The engine against a real PostgreSQL and a provider with books of its own, through schedules of crashes that are made
// from a seed. Time does not pass by itself: between two runs every wait and every lease is over.
import { randomBytes } from 'node:crypto';
import { systemClock, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { InstantPayoutMethod } from '@tenohira/feature-kit';
import { createTenantSecrets, type TenantSecrets } from '@tenohira/secrets';
import { createMortalProcess, type Fate, type MortalProcess } from '@tenohira/testing/mortal-process';
import fc from 'fast-check';
import { cancelUnsentPayouts } from '../cancel-unsent-payouts.ts';
import { checkBooks } from '../check-books.ts';
import { createPayoutMethods, type PayoutDependencies } from '../dependencies.ts';
import { expireLapsed } from '../expire-lapsed.ts';
import { planPayouts } from '../plan-payouts.ts';
import { resolveUnknown } from '../resolve-unknown.ts';
import type { PayoutStatus } from '../status.ts';
import { submitPayouts } from '../submit-payouts.ts';
import { createTestClaims, createTestProgram } from './create-test-program.ts';
import {
  createScriptedMethod,
  type QueryBehaviour,
  type ScriptedMethod,
  type SubmitBehaviour,
} from './scripted-method.ts';

export type SimulationOptions = {
  db: Database;
  seed: number;
  /** How many schedules are tried. */
  schedules: number;
};

export type SimulationReport = {
  schedules: number;
  crashes: number;
  frozen: number;
  /** Changes that whoever follows refused. */
  refused: number;
  settled: number;
  resolved: number;
};

const AMOUNT_YEN = 10_000;
const MOST_ROUNDS = 40;
/** Of an accepted payout: so many questions without an answer make it unknown. */
const PERSON_AFTER = 3;
const STATES: PayoutStatus[] = ['settled', 'rejected', 'expired', 'cancelled'];

const submits = fc.constantFrom<SubmitBehaviour>(
  'settle',
  'accept',
  'reject',
  'retry',
  'pay-in-silence',
  'pay-and-throw',
  'lose',
  'throw',
  'nonsense',
);
const queries = fc.constantFrom<QueryBehaviour>('tell', 'tell', 'silence', 'throw', 'retry');
const fates: fc.Arbitrary<Fate> = fc.oneof(
  fc.record({ kind: fc.constant('dies' as const), at: fc.integer({ min: 1, max: 14 }) }),
  fc.record({
    kind: fc.constant('freezes' as const),
    at: fc.integer({ min: 1, max: 14 }),
    rounds: fc.constantFrom(1, 2, 3, MOST_ROUNDS),
  }),
  fc.constant({ kind: 'lives' as const }),
);
const scheduleArbitrary = fc.record({
  /** What the provider does with each payout, call by call; after that it behaves, or does not answer another question. */
  payouts: fc.array(
    fc.record({
      submits: fc.array(submits, { maxLength: 3 }),
      queries: fc.array(queries, { maxLength: 3 }),
      goesMute: fc.constantFrom(false, false, true),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  /** The processes that come one after another; after them all live. */
  fates: fc.array(fates, { minLength: 1, maxLength: 6 }),
  /** A claim of these is stopped after that many processes. */
  stops: fc.array(fc.record({ payout: fc.nat(3), after: fc.nat(5) }), { maxLength: 2 }),
  /** Whoever follows a payout fails at so many of its changes. */
  poison: fc.record({ payout: fc.nat(3), changes: fc.constantFrom(0, 0, 1, 2, 4) }),
  twoAtOnce: fc.boolean(),
  lapses: fc.boolean(),
});
type Schedule = typeof scheduleArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Throws with the seed and the smallest schedule that breaks an invariant: no two payments for a claim, none without its
 * entry in the books, every change audited, nothing lost, no write by a process that had lost its lease.
 */
export async function simulatePayouts({ db, seed, schedules }: SimulationOptions): Promise<SimulationReport> {
  const report: SimulationReport = { schedules: 0, crashes: 0, frozen: 0, refused: 0, settled: 0, resolved: 0 };
  const masterKey = randomBytes(32).toString('base64');
  const secrets = createTenantSecrets({ masterKey, loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId) });
  const property = fc.asyncProperty(scheduleArbitrary, (schedule) => play(db, secrets, schedule, report));
  await fc.assert(property, { seed, numRuns: schedules, endOnFailure: false });
  return report;
}

type World = {
  db: Database;
  tenantId: string;
  programId: string;
  ids: string[];
  provider: ScriptedMethod;
  /** Whether the provider has given its last answer about this payout. */
  isMute(id: string): boolean;
  depsOf(process: MortalProcess): PayoutDependencies;
  /** As depsOf, for workers: they meet what is poisoned. */
  workerDepsOf(process: MortalProcess): PayoutDependencies;
};

async function play(db: Database, secrets: TenantSecrets, schedule: Schedule, report: SimulationReport): Promise<void> {
  report.schedules += 1;
  const world = await createWorld(db, secrets, schedule, report);
  const frozen: Frozen[] = [];
  const living = createMortalProcess(db, { kind: 'lives' });
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fate = schedule.fates[round] ?? { kind: 'lives' };
    for (const { payout, after } of schedule.stops) if (after === round) await stop(world, living, payout);
    const thawing = frozen.filter(({ until }) => until === round);
    for (const { process } of thawing) process.thaw();
    const process = createMortalProcess(db, fate);
    const running = work(world, process, schedule.lapses);
    const beside = schedule.twoAtOnce ? work(world, living, schedule.lapses) : Promise.resolve();
    const outcome = await Promise.race([running, process.frozen.then(() => 'frozen' as const)]);
    await Promise.all([beside, ...thawing.map((one) => one.running)]);
    if (outcome === 'crashed') report.crashes += 1;
    if (outcome === 'frozen' && fate.kind === 'freezes') {
      report.frozen += 1;
      frozen.push({ process, running, until: round + fate.rounds });
    }
    await letTimePass(world);
    if (round >= schedule.fates.length && (await isQuiet(world))) break;
  }
  // Between the last look at the clock and the first byte nobody stands still for the hours until a person decides.
  await wake(
    world,
    frozen.filter(({ process }) => process.standsBeforeAsking()),
  );
  report.resolved += await resolveTheRest(world, living);
  await wake(world, frozen);
  report.settled += await checkInvariants(world);
}

type Frozen = { process: MortalProcess; running: Promise<unknown>; until: number };

/** They have lost their leases. */
async function wake(world: World, sleepers: readonly Frozen[]): Promise<void> {
  const before = await snapshot(world);
  for (const { process } of sleepers) process.thaw();
  await Promise.all(sleepers.map(({ running }) => running));
  if (JSON.stringify(await snapshot(world)) !== JSON.stringify(before))
    throw new Error('a process that had lost its lease wrote something');
}

async function createWorld(
  db: Database,
  secrets: TenantSecrets,
  schedule: Schedule,
  report: SimulationReport,
): Promise<World> {
  const tenantId = uuidv7();
  const wrappedKey = secrets.wrapNewKey(tenantId);
  await db.platform.createTenant({ id: tenantId, slug: `sim-${tenantId}`, name: '模擬市', wrappedKey });
  const { programId } = await createTestProgram(db, tenantId, { fundYen: schedule.payouts.length * AMOUNT_YEN });
  const claims = await createTestClaims(db, tenantId, programId, schedule.payouts.length, { amountYen: AMOUNT_YEN });
  const ids = claims.map(() => uuidv7());
  const scriptOf = (key: string) => schedule.payouts[ids.indexOf(key)];
  const provider = createScriptedMethod({
    submit: (key, nth) => scriptOf(key)?.submits[nth - 1] ?? 'settle',
    query: (key, nth) => scriptOf(key)?.queries[nth - 1] ?? (scriptOf(key)?.goesMute ? 'silence' : 'tell'),
    ...(schedule.lapses ? { expiresAt: new Date(0) } : {}),
  });
  const isMute = (id: string) => {
    const script = scriptOf(id);
    return script?.goesMute === true && provider.countOf('query', id) >= script.queries.length;
  };
  const depsOf = (process: MortalProcess): PayoutDependencies => ({
    db: process.db,
    secrets,
    methods: createPayoutMethods([mortal(provider.method, process)]),
    endpoints: {},
    clock: systemClock,
    startStopwatch: process.startStopwatch,
    // What packages/benefits does, in one line: the claim is paid when its payout is.
    onChange: async ({ sql }, { claimId, to }) => {
      if (to === 'settled') await sql(`update benefit_claim set status = 'paid' where id = $1`, [claimId]);
      if (to === 'expired') await sql(`update benefit_claim set status = 'returned' where id = $1`, [claimId]);
    },
    timing: { callMs: 60_000, leaseMs: 600_000, backOffMs: [0], personAfter: PERSON_AFTER },
  });
  const poison = { payoutId: ids[schedule.poison.payout], left: schedule.poison.changes };
  const workerDepsOf = (process: MortalProcess): PayoutDependencies => {
    const deps = depsOf(process);
    return {
      ...deps,
      onChange: async (scope, change) => {
        await deps.onChange(scope, change);
        if (change.payoutId !== poison.payoutId || poison.left === 0) return;
        poison.left -= 1;
        report.refused += 1;
        throw new Error('a defect of whoever follows');
      },
    };
  };
  const world = { db, tenantId, programId, ids, provider, isMute, depsOf, workerDepsOf };
  const planned = claims.map(({ claimId }, index) => ({
    payoutId: ids[index] ?? '',
    programId,
    claimId,
    method: 'scripted',
    amountYen: AMOUNT_YEN,
    recipient: {},
  }));
  const deps = depsOf(createMortalProcess(db, { kind: 'lives' }));
  await db.withTenant(tenantId, (scope) => planPayouts(scope, deps, planned, 'system'));
  return world;
}

function mortal(method: InstantPayoutMethod, { ask }: MortalProcess): InstantPayoutMethod {
  return { ...method, submit: ask(method.submit), query: ask(method.query), withdraw: ask(method.withdraw) };
}

async function work(world: World, process: MortalProcess, lapses: boolean): Promise<'done' | 'crashed'> {
  try {
    const deps = world.workerDepsOf(process);
    await submitPayouts(deps, world.tenantId, world.ids);
    if (lapses) await expireLapsed(deps, world.tenantId);
    return 'done';
  } catch {
    // A dead process, or one whose write was refused: either way the rows have to be enough.
    return 'crashed';
  }
}

async function stop(world: World, process: MortalProcess, payout: number): Promise<void> {
  await world.db.withTenant(world.tenantId, async (scope) => {
    const claims = await scope.sql<{ id: string }>('select claim_id as id from payout where id = $1', [
      world.ids[payout] ?? uuidv7(),
    ]);
    await cancelUnsentPayouts(
      scope,
      world.depsOf(process),
      claims.map(({ id }) => id),
      'staff:sim',
    );
  });
}

/** Nobody waits any more: what was due in an hour is due now, and who held a lease has lost it. */
function letTimePass({ db, tenantId, ids }: World): Promise<unknown> {
  return db.withTenant(tenantId, ({ sql }) =>
    sql(
      `update payout set next_attempt_at = case when next_attempt_at is not null then now() - interval '1 second' end,
         lease_until = case when lease_until is not null then now() - interval '1 second' end
       where id = any($1::uuid[]) and (next_attempt_at is not null or lease_until is not null)`,
      [ids],
    ),
  );
}

type Row = { id: string; status: PayoutStatus; claimStatus: string; attempts: number; waits: boolean };

function readRows({ db, tenantId, ids }: World): Promise<Row[]> {
  return db.withTenant(tenantId, ({ sql }) =>
    sql<Row>(
      `select p.id, p.status, c.status as "claimStatus", p.attempts, p.lease_until is not null as waits
       from payout p join benefit_claim c on c.id = p.claim_id where p.id = any($1::uuid[]) order by p.id`,
      [ids],
    ),
  );
}

/** Nothing more happens by itself. */
async function isQuiet(world: World): Promise<boolean> {
  return (await readRows(world)).every(
    ({ id, status, waits }) => (STATES.includes(status) && !waits) || (status === 'unknown' && world.isMute(id)),
  );
}

/** What no provider told is told by a person, who looks at the provider's books. */
async function resolveTheRest(world: World, process: MortalProcess): Promise<number> {
  const unknown = (await readRows(world)).filter(({ status }) => status === 'unknown');
  for (const { id } of unknown) {
    const outcome = world.provider.look(id) === 'paid' ? 'settled' : 'rejected';
    await resolveUnknown(world.depsOf(process), world.tenantId, {
      payoutId: id,
      outcome,
      evidence: '提供会社の画面で確認しました。',
      staffId: 'sim',
    });
  }
  return unknown.length;
}

async function snapshot(world: World): Promise<unknown> {
  const attempts = await world.db.withTenant(world.tenantId, ({ sql }) =>
    sql('select payout_id, number, kind, outcome from payout_attempt where payout_id = any($1::uuid[]) order by 1, 2', [
      world.ids,
    ]),
  );
  return [await readRows(world), attempts];
}

async function checkInvariants(world: World): Promise<number> {
  const rows = await readRows(world);
  for (const { id, status, claimStatus } of rows) {
    const truth = world.provider.accounts.get(id)?.state ?? 'absent';
    const story = `${id} is ${status}, at the provider ${truth}, its claim ${claimStatus}`;
    if (!STATES.includes(status)) throw new Error(`lost: ${story}`);
    if ((status === 'settled') !== (truth === 'paid')) throw new Error(`books differ: ${story}`);
    if ((status === 'expired') !== (truth === 'withdrawn')) throw new Error(`books differ: ${story}`);
    if ((status === 'settled') !== (claimStatus === 'paid')) throw new Error(`nobody followed: ${story}`);
  }
  await checkAudit(world, rows);
  const mismatches = await world.db.withTenant(world.tenantId, checkBooks);
  if (mismatches.length > 0) throw new Error(JSON.stringify(mismatches));
  return rows.filter(({ status }) => status === 'settled').length;
}

/** The audit of a payout is a chain from `planned` to where it is: each change begins where the one before ended. */
async function checkAudit(world: World, rows: readonly Row[]): Promise<void> {
  const entries = await world.db.withTenant(world.tenantId, ({ sql }) =>
    sql<{ subject: string; action: string; from: string | null }>(
      `select subject, action, content::jsonb -> 'detail' ->> 'from' as "from" from audit_entry
       where subject = any($1::text[]) order by sequence`,
      [world.ids.map((id) => `payout:${id}`)],
    ),
  );
  for (const { id, status } of rows) {
    let at = '';
    for (const { action, from } of entries.filter(({ subject }) => subject === `payout:${id}`)) {
      const to = action.replace('payout.', '');
      if (to !== 'planned' && from !== at)
        throw new Error(`${id}: the audit goes from ${at} to ${to} by way of ${from}`);
      at = to === 'planned' ? 'ready' : to;
    }
    if (at !== status) throw new Error(`${id} is ${status}, the audit ends at ${at}`);
  }
}
