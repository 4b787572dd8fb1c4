// The outbox against a real PostgreSQL and a LINE with books of its own, through schedules of crashes that are made from
// a seed. Time does not pass by itself: between two rounds some minutes or hours go by, for the rows as for LINE.
import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { Crash, createMortalProcess, type Fate, type MortalProcess } from '@tenohira/testing/mortal-process';
import fc from 'fast-check';
import type { LineClients } from '../line-clients.ts';
import { storePush } from '../outbox.ts';
import { sendOutboxMessage } from '../send-outbox-message.ts';
import { checkSends, type Notice, type NoticeRow, type SendWorld, type SentStatus } from './check-sends.ts';
import { createScriptedLine, type LineBehaviour } from './scripted-line.ts';

export type SendSimulationOptions = {
  db: Database;
  seed: number;
  /** How many schedules are tried. */
  schedules: number;
};

export type SendSimulationReport = {
  schedules: number;
  crashes: number;
  frozen: number;
  /** Messages that LINE was asked to send once more after it had taken them. */
  repeated: number;
} & Record<SentStatus, number>;

const MOST_ROUNDS = 40;
const MINUTE_MS = 60_000;
/** Longer than any lease or back-off. */
const ROUND_MS = 6 * MINUTE_MS;
/** What stands still longer than that was restarted: LINE knows a retry key for an hour more than we use it. */
const STANDS_STILL_MS = 50 * MINUTE_MS;
/** Small, so that several workers share what waits. */
const CLAIM = { perTenant: 3, limit: 2, leaseMs: 30_000 };

const behaviours = fc.constantFrom<LineBehaviour>(
  'accept',
  'accept-in-silence',
  'accept-and-break',
  'accept-and-fail',
  'accept-and-garble',
  'silence',
  'break',
  'fail',
  'unreachable',
  'limit-rate',
  'limit-concurrency',
  'refuse-token',
  'use-up-quota',
  'know-nobody',
  'reject',
);
const boundaries = fc.oneof(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 48 }));
const fates: fc.Arbitrary<Fate> = fc.oneof(
  fc.record({ kind: fc.constant('dies' as const), at: boundaries }),
  fc.record({ kind: fc.constant('freezes' as const), at: boundaries, rounds: fc.constantFrom(1, 2, 3, MOST_ROUNDS) }),
  fc.constant({ kind: 'lives' as const }),
);
const scheduleArbitrary = fc.record({
  notices: fc.array(
    fc.record({
      /** What LINE does with it, call by call; after that it behaves. */
      line: fc.array(behaviours, { maxLength: 5 }),
      /** Before that round the resident blocks the account. */
      leaves: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(5) }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  /** After these one worker lives and no hours pass. */
  rounds: fc.array(
    fc.record({
      /** `stray`: has jobs for every row, whoever's turn it is, as when the queue delivers twice. */
      crew: fc.array(fc.record({ fate: fates, stray: fc.boolean() }), { minLength: 1, maxLength: 3 }),
      hours: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 8, 14, 22, 23.6),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
type Schedule = typeof scheduleArbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Frozen = { process: MortalProcess; running: Promise<unknown>; until: number; sinceMs: number };

/**
 * Throws with the seed and the smallest schedule that breaks an invariant: every intent ends in a recorded outcome that
 * agrees with LINE's books, nobody gets a notice twice, and no process that had lost its lease writes anything.
 */
export async function simulateSends({ db, seed, schedules }: SendSimulationOptions): Promise<SendSimulationReport> {
  const report = { schedules: 0, crashes: 0, frozen: 0, repeated: 0, sent: 0, failed: 0, unknown: 0, cancelled: 0 };
  const property = fc.asyncProperty(scheduleArbitrary, (schedule) => play(db, schedule, report));
  await fc.assert(property, { seed, numRuns: schedules, endOnFailure: false });
  return report;
}

async function play(db: Database, schedule: Schedule, report: SendSimulationReport): Promise<void> {
  report.schedules += 1;
  const world = await createWorld(db, schedule);
  let frozen: Frozen[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { crew, hours } = schedule.rounds[round] ?? { crew: [{ fate: { kind: 'lives' }, stray: false }], hours: 0 };
    for (const [index, { leaves }] of schedule.notices.entries()) if (leaves === round) await leave(world, index);
    const thawing = frozen.filter(({ until }) => until === round);
    for (const { process } of thawing) process.thaw();
    const runs = crew.map(async ({ fate, stray }) => {
      const process = createMortalProcess(db, fate);
      const running = work(world, process, stray);
      const outcome = await Promise.race([running, process.frozen.then(() => 'frozen' as const)]);
      if (outcome === 'crashed') report.crashes += 1;
      if (outcome !== 'frozen' || fate.kind !== 'freezes') return;
      report.frozen += 1;
      frozen.push({ process, running, until: round + fate.rounds, sinceMs: world.line.nowMs() });
    });
    await Promise.all([...runs, ...thawing.map(({ running }) => running)]);
    await passTime(world, ROUND_MS + hours * 60 * MINUTE_MS);
    frozen = await restartTheStill(world, frozen);
    await db.platform.releaseExpiredLeases();
    if (round >= schedule.rounds.length && (await isQuiet(world))) break;
  }
  // One that stood still before its call asks LINE late, under the same key; what it may not do is write.
  const before = await snapshot(world);
  for (const { process } of frozen) process.thaw();
  await Promise.all(frozen.map(({ running }) => running));
  if ((await snapshot(world)) !== before) throw new Error('a process that had lost its lease wrote something');
  const rows = await readRows(world);
  for (const status of checkSends(world, rows)) report[status] += 1;
  report.repeated += world.line.repeated();
}

async function createWorld(db: Database, schedule: Schedule): Promise<SendWorld> {
  const tenantId = uuidv7();
  const channelId = uuidv7();
  const notices = schedule.notices.map(() => ({
    text: `notice ${uuidv7()}`,
    residentId: uuidv7(),
    lineUserId: `U${randomBytes(16).toString('hex')}`,
    hasLeft: false,
    isStored: false,
  }));
  // Nothing is decrypted here: LINE's secret is not what is tried.
  const wrappedKey = Buffer.alloc(60);
  await db.platform.createTenant({ id: tenantId, slug: `sim-${tenantId}`, name: '模擬市', wrappedKey });
  await db.withTenant(tenantId, async ({ sql }) => {
    await sql(
      `insert into line_channel (id, webhook_key, line_channel_id, bot_user_id, display_name, secret)
       values ($1, $2, $2, $3, '模擬市', '')`,
      [channelId, tenantId, `U${tenantId}`],
    );
    await sql(
      `insert into resident (id, channel_id, line_user_id, status)
       select id, $1, line_user_id, 'friend' from unnest($2::uuid[], $3::text[]) as r(id, line_user_id)`,
      [channelId, notices.map(({ residentId }) => residentId), notices.map(({ lineUserId }) => lineUserId)],
    );
  });
  const scriptOf = (text: string) => schedule.notices[notices.findIndex((notice) => notice.text === text)]?.line;
  const line = createScriptedLine((text, nth) => scriptOf(text)?.[nth - 1] ?? 'accept');
  return { db, tenantId, notices, line };
}

/** A process of ours: decides on the notices until it knows them stored, and sends whatever waits. */
async function work(world: SendWorld, process: MortalProcess, stray: boolean): Promise<'done' | 'crashed'> {
  const { tenantId, line } = world;
  const client = { ...line.client, push: process.step(line.client.push) };
  const lineClients: LineClients = { of: async () => client, forget: () => {} };
  const send = (id: string) => sendOutboxMessage({ db: process.db, lineClients }, tenantId, id);
  try {
    for (const notice of world.notices) if (!notice.isStored) await store(process.db, tenantId, notice);
    if (stray) for (const { id } of await readRows(world)) await send(id);
    for (let claimed = -1; claimed !== 0; ) {
      // What schedules before this one left behind is not ours.
      const rows = await process.db.platform.claimOutboxMessages(CLAIM);
      const own = rows.filter((row) => row.tenantId === tenantId);
      for (const { id } of own) await send(id);
      claimed = own.length;
    }
    return 'done';
  } catch (error) {
    if (error instanceof Crash) return 'crashed';
    throw error;
  }
}

/** The one who decides may have died after its commit, and decides again. */
async function store(db: Database, tenantId: string, notice: Notice): Promise<void> {
  const { residentId, text } = notice;
  await db.withTenant(tenantId, (scope) =>
    storePush(scope, { residentId, messages: [{ type: 'text', text }], dedupeKey: text }),
  );
  notice.isStored = true;
}

async function leave({ db, tenantId, notices }: SendWorld, index: number): Promise<void> {
  const notice = notices[index];
  if (!notice) return;
  notice.hasLeft = true;
  await db.withTenant(tenantId, ({ sql }) =>
    sql(`update resident set status = 'left' where id = $1`, [notice.residentId]),
  );
}

/** The database's clock cannot be set, so everything it wrote down is moved into the past. */
async function passTime({ db, tenantId, line }: SendWorld, ms: number): Promise<void> {
  line.passTime(ms);
  await db.withTenant(tenantId, ({ sql }) =>
    sql(
      `update outbox_message set created_at = created_at - passed, first_push_at = first_push_at - passed,
         next_attempt_at = next_attempt_at - passed, lease_until = lease_until - passed
       from (select $1 * interval '1 millisecond' as passed) as p`,
      [ms],
    ),
  );
}

async function restartTheStill({ line }: SendWorld, frozen: readonly Frozen[]): Promise<Frozen[]> {
  const still = frozen.filter(({ sinceMs }) => line.nowMs() - sinceMs > STANDS_STILL_MS);
  for (const { process } of still) process.kill();
  await Promise.all(still.map(({ running }) => running));
  return frozen.filter((one) => !still.includes(one));
}

function readRows({ db, tenantId }: SendWorld): Promise<NoticeRow[]> {
  return db.withTenant(tenantId, ({ sql }) =>
    sql<NoticeRow>(
      `select id, dedupe_key as "dedupeKey", status, error_code as "errorCode", line_request_id as "requestId",
              sent_via as "sentVia", attempts, lease_token is null and lease_until is null as "isFree",
              extract(epoch from now() - created_at)::float8 / 3600 as "ageHours",
              extract(epoch from now() - first_push_at)::float8 / 3600 as "triedHours"
       from outbox_message order by id`,
    ),
  );
}

async function isQuiet(world: SendWorld): Promise<boolean> {
  const rows = await readRows(world);
  return rows.length === world.notices.length && rows.every(({ status }) => FINAL.has(status));
}

async function snapshot(world: SendWorld): Promise<string> {
  const rows = await readRows(world);
  return JSON.stringify(rows.map(({ ageHours, triedHours, ...row }) => row));
}

const FINAL: ReadonlySet<string> = new Set<SentStatus>(['sent', 'failed', 'unknown', 'cancelled']);
