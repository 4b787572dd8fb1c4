// A list of the eligible, read, applied and matched with the registered residents: seconds, and memory that must not grow
// with the list.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '@tenohira/benefits';
import { asOnCard, inventPeople, type PersonInFile, TEST_PROGRAM, writeListCsv } from '@tenohira/benefits/testing';
import { uuidv7 } from '@tenohira/core';
import { createDatabase, type Database } from '@tenohira/db';
import { matchKeys } from '@tenohira/identity';
import { createTenantSecrets, type OpenedSecrets } from '@tenohira/secrets';
import { startChild } from './child.ts';
import { makeCity } from './city.ts';
import { startDatabase } from './database.ts';
import type { MatchingRun, MatchingSetup } from './matching-worker.ts';
import { round, writeResult } from './result.ts';

const BATCH = 2_000;
/** One head and three others: as large as households get on average anywhere. */
const PER_HOUSEHOLD = 4;

export async function measureMatching(smoke: boolean): Promise<void> {
  const sizes = smoke ? [5_000, 20_000] : [50_000, 200_000];
  const residents = smoke ? 5_000 : 50_000;
  const database = await startDatabase();
  const db = createDatabase({ ...database, maxConnections: 4 });
  const folder = mkdtempSync(join(tmpdir(), 'tenohira-matching-'));
  try {
    const masterKey = randomBytes(32).toString('base64');
    const { tenantId, channelId } = await makeCity(db, masterKey);
    const secrets = createTenantSecrets({ masterKey, loadKeys: (id) => db.platform.listTenantKeys(id) });
    const largest = inventPeople({
      households: Math.max(...sizes) / PER_HOUSEHOLD,
      members: { exactly: PER_HOUSEHOLD - 1 },
    });
    // Every head first, then members: all of them are on the largest list.
    const registered = largest
      .toSorted((a, b) => Number(b.relation === '世帯主') - Number(a.relation === '世帯主'))
      .slice(0, residents);
    await register(db, await secrets.opened(tenantId), { tenantId, channelId }, registered);
    const runs: MatchingRun[] = [];
    for (const size of sizes) {
      const file = join(folder, `${size}.csv`);
      writeFileSync(file, writeListCsv(largest.slice(0, size)));
      const { id: programId } = await db.withTenant(tenantId, (scope) =>
        createProgram(scope, { ...TEST_PROGRAM, amountRule: 'person', amountYen: 10_000 }, 'staff:benchmark'),
      );
      const setup: MatchingSetup = { ...database, masterKey, tenantId };
      const worker = await startChild('matching-worker.ts', setup);
      const run = await worker.send<MatchingRun>({ programId, file });
      await worker.stop();
      checkRun(run, largest.slice(0, size), registered);
      runs.push(run);
    }
    report(smoke, residents, runs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await db.close();
    await database.stop();
  }
}

/** Whoever is on the list and registered is found, though the card spells them otherwise, and nobody is lost. */
function checkRun(run: MatchingRun, listed: readonly PersonInFile[], registered: readonly PersonInFile[]): void {
  const onList = new Set(listed.map(({ addressee }) => addressee));
  const expected = registered.filter(({ addressee }) => onList.has(addressee)).length;
  if (run.accepted !== expected) throw new Error(`${run.accepted} of ${expected} were matched`);
  if (run.reached !== run.households)
    throw new Error(`${run.households - run.reached} households are reached by nobody`);
}

function report(smoke: boolean, residents: number, runs: readonly MatchingRun[]): void {
  const shown = runs.map((run) => {
    const seconds = run.importSeconds + run.applySeconds + run.matchSeconds;
    return {
      rows: run.rows,
      fileMiB: round(run.fileMiB),
      importSeconds: round(run.importSeconds),
      importRowsPerSecond: round(run.rows / run.importSeconds),
      applySeconds: round(run.applySeconds),
      matchSeconds: round(run.matchSeconds),
      seconds: round(seconds),
      rowsPerSecond: round(run.rows / seconds),
      accepted: run.accepted,
      doubtful: run.doubtful,
      idleMiB: round(run.idleMiB),
      peakMiB: round(run.peakMiB),
    };
  });
  const [small, large] = runs;
  writeResult(smoke ? 'matching.smoke' : 'matching', {
    measures: 'a list read into staging, applied, and matched with the registered residents, in one process',
    residents,
    runs: shown,
    /** The larger list's peak over the smaller one's, both without the file itself, which the caller holds. */
    peakRatio: small && large ? round((large.peakMiB - large.fileMiB) / (small.peakMiB - small.fileMiB)) : undefined,
  });
  for (const run of shown) {
    console.log(
      `matching: ${run.rows} rows with ${residents} residents in ${run.seconds} s (import ${run.importSeconds}, apply ${run.applySeconds}, match ${run.matchSeconds}), peak ${run.peakMiB} MiB`,
    );
  }
}

async function register(
  db: Database,
  secrets: OpenedSecrets,
  { tenantId, channelId }: { tenantId: string; channelId: string },
  people: readonly PersonInFile[],
): Promise<void> {
  for (let start = 0; start < people.length; start += BATCH) {
    const rows = people
      .slice(start, start + BATCH)
      .map((person) => ({ id: uuidv7(), residentId: uuidv7(), ...matchKeys(secrets, asOnCard(person)) }));
    const column = (read: (row: (typeof rows)[number]) => string) => rows.map(read);
    await db.withTenant(tenantId, async ({ sql }) => {
      await sql(
        `insert into resident (id, channel_id, line_user_id, status) select id, $2, 'U' || replace(id::text, '-', ''), 'friend' from unnest($1::uuid[]) as r(id)`,
        [column(({ residentId }) => residentId), channelId],
      );
      await sql(
        `insert into identity_registration (id, resident_id, subject_index, person, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot, consent_version, consented_at)
         select id, resident_id, id::text, '', key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot, '1', now()
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
           as r(id, resident_id, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)`,
        [
          column(({ id }) => id),
          column(({ residentId }) => residentId),
          column(({ keyFull }) => keyFull),
          column(({ keyLot }) => keyLot),
          column(({ keyNameBirth }) => keyNameBirth),
          column(({ keyBirthLot }) => keyBirthLot),
          column(({ keyNameLot }) => keyNameLot),
        ],
      );
    });
  }
}
