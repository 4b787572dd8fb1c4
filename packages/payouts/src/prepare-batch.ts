import { createHash } from 'node:crypto';
import type { AuditFact } from '@tenohira/audit';
import { jstDateOf, type LocalDate, uuidv7 } from '@tenohira/core';
import { planForMany, type TenantDb } from '@tenohira/db';
import type { FilePayoutMethod, FileProblem, Instruction, PayoutFile } from '@tenohira/feature-kit';
import { type BatchSummary, batchSubject, filePlace, staffActor } from './batches.ts';
import { getMethod, isFile, type PayoutDependencies } from './dependencies.ts';
import { errors, translated } from './errors.ts';
import { readMethodSettings } from './method-settings.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { recipientPlace } from './plan-payouts.ts';
import { recordChanges } from './record-changes.ts';

export type BatchRequest = {
  programId: string;
  payOn: LocalDate;
  staffId: string;
  /** Where a program pays by more than one method of files. */
  method?: string;
  /** Payouts to leave for a later file. */
  leaveOut?: readonly string[];
  /** `problemKey` of each warning that was shown and accepted. */
  confirmedWarnings?: readonly string[];
};

/** What a warning is confirmed by. */
export function problemKey({ code, idempotencyKey = '' }: FileProblem): string {
  return `${code}:${idempotencyKey}`;
}

/** What would be wrong with the file, for staff to look at. Changes nothing. */
export async function preflightBatch(
  deps: PayoutDependencies,
  tenantId: string,
  request: Omit<BatchRequest, 'staffId' | 'confirmedWarnings'>,
): Promise<{ count: number; totalYen: number; problems: FileProblem[] }> {
  return deps.db.withTenant(tenantId, async (db) => {
    const groups = await loadReady(db, deps, request);
    const instructions = groups.flatMap((group) => group.instructions);
    return {
      count: instructions.length,
      totalYen: sumOf(instructions),
      problems: groups.flatMap((group) => group.method.preflight(group.instructions, group.options)),
    };
  });
}

/**
 * Writes the file of all that waits for one, as a draft that another person releases. Split where the method splits.
 * @throws AppError PAYOUT_NOTHING_READY, PAYOUT_PREFLIGHT_FAILED, PAYOUT_WARNINGS_UNCONFIRMED, PAYOUT_FILE_REPEATED,
 * PAYOUT_SETTINGS_MISSING, and what the method's `write` throws
 */
export async function prepareBatch(
  deps: PayoutDependencies,
  tenantId: string,
  request: BatchRequest,
): Promise<BatchSummary[]> {
  return deps.db.withTenant(tenantId, async (db) => {
    await planForMany(db);
    const groups = await loadReady(db, deps, request);
    if (groups.length === 0) throw errors.NOTHING_READY();
    const batches: BatchSummary[] = [];
    const facts: AuditFact[] = [];
    const moved: MovedRow[] = [];
    for (const { method, instructions, options } of groups) {
      checkProblems(method.preflight(instructions, options), request.confirmedWarnings ?? []);
      const files = method.write(instructions, options);
      checkFiles(files, instructions);
      for (const file of files) {
        const batch = await insertBatch(db, deps, request, method.key, file);
        moved.push(...(await assignLines(db, batch.batchId, file.idempotencyKeys)));
        batches.push(batch);
        facts.push(preparedFact(batch));
      }
    }
    const changes = moved.map((row) => toChange(row, 'ready', 'batched'));
    await recordChanges(db, deps, changes, staffActor(request.staffId), facts);
    return batches;
  });
}

type Group = {
  method: FilePayoutMethod;
  instructions: Instruction<unknown>[];
  options: { settings: unknown; payOn: LocalDate; today: LocalDate };
};

type ReadyRow = { payoutId: string; method: string; amountYen: number; recipient: Buffer; isReissue: boolean };

/** Locks what is ready and not by an instant method, in the order of planning: the same payouts give the same file. */
async function loadReady(
  db: TenantDb,
  deps: PayoutDependencies,
  { programId, payOn, method, leaveOut = [] }: Omit<BatchRequest, 'staffId'>,
): Promise<Group[]> {
  const keys = method === undefined ? [...deps.methods.values()].filter(isFile).map(({ key }) => key) : [method];
  const rows = await db.sql<ReadyRow>(
    `select id as "payoutId", method, amount_yen as "amountYen", recipient,
            exists (select from payout d where d.id = payout.reissue_of and d.method = payout.method) as "isReissue"
     from payout where program_id = $1 and status = 'ready' and method = any($2::text[]) and id <> all($3::uuid[])
     order by id for update`,
    [programId, keys, leaveOut],
  );
  const secrets = await deps.secrets.opened(db.tenantId);
  const today = jstDateOf(deps.clock.now());
  const groups: Group[] = [];
  for (const [key, ready] of Map.groupBy(rows, (row) => row.method)) {
    const found = getMethod(deps.methods, key);
    if (!isFile(found)) throw errors.METHOD_UNKNOWN({ details: { method: key } });
    const instructions = ready.map(({ payoutId, amountYen, recipient, isReissue }) => ({
      idempotencyKey: payoutId,
      amountYen,
      recipient: JSON.parse(secrets.decrypt(recipientPlace(payoutId), recipient).toString()) as unknown,
      isReissue,
    }));
    const settings = await readMethodSettings(db, deps, key);
    groups.push({ method: found, instructions, options: { settings, payOn, today } });
  }
  return groups;
}

function checkProblems(problems: readonly FileProblem[], confirmed: readonly string[]): void {
  const inError = problems.filter(({ severity }) => severity === 'error');
  // Their messages may quote a name; an error's details are logged.
  if (inError.length > 0) {
    const firstOnes = inError.slice(0, 20).map(({ code, idempotencyKey }) => ({ code, payoutId: idempotencyKey }));
    throw errors.PREFLIGHT_FAILED({ details: { count: inError.length, problems: firstOnes } });
  }
  const known = new Set(confirmed);
  const unconfirmed = problems.filter((problem) => !known.has(problemKey(problem)));
  if (unconfirmed.length > 0) throw errors.WARNINGS_UNCONFIRMED({ details: { count: unconfirmed.length } });
}

/** The files hold each payout once and nothing else, and say what they hold. */
function checkFiles(files: readonly PayoutFile[], instructions: readonly Instruction<unknown>[]): void {
  const amounts = new Map(instructions.map(({ idempotencyKey, amountYen }) => [idempotencyKey, amountYen]));
  const seen = new Set<string>();
  for (const { idempotencyKeys, count, totalYen } of files) {
    const total = idempotencyKeys.reduce((sum, key) => sum + (amounts.get(key) ?? Number.NaN), 0);
    if (count !== idempotencyKeys.length || totalYen !== total) throw errors.FILE_CHANGED();
    for (const key of idempotencyKeys) seen.add(key);
  }
  const written = files.reduce((sum, { count }) => sum + count, 0);
  if (seen.size !== written || written !== instructions.length) throw errors.FILE_CHANGED();
}

async function insertBatch(
  db: TenantDb,
  deps: PayoutDependencies,
  { programId, payOn, staffId }: BatchRequest,
  method: string,
  file: PayoutFile,
): Promise<BatchSummary> {
  const batchId = uuidv7();
  const fileHash = createHash('sha256').update(file.bytes).digest('hex');
  const sealed = await deps.secrets.encrypt(db.tenantId, filePlace(batchId), file.bytes);
  await db
    .sql(
      `insert into payout_batch (id, program_id, method, pay_on, count, total_yen, file_name, file, file_hash, prepared_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [batchId, programId, method, payOn, file.count, file.totalYen, file.fileName, sealed, fileHash, staffId],
    )
    .catch(translated({ payout_batch_file: (cause) => errors.FILE_REPEATED(cause) }));
  return {
    batchId,
    programId,
    method,
    status: 'draft',
    payOn,
    count: file.count,
    totalYen: file.totalYen,
    fileName: file.fileName,
    fileHash,
    preparedBy: staffId,
    releasedBy: null,
    handedOut: 0,
    handedOutBy: null,
  };
}

function assignLines(db: TenantDb, batchId: string, payoutIds: readonly string[]): Promise<MovedRow[]> {
  return db.sql<MovedRow>(
    `update payout p set status = 'batched', batch_id = $1, batch_line = l.line
     from unnest($2::uuid[]) with ordinality as l(id, line) where p.id = l.id and p.status = 'ready'
     returning p.id as "payoutId", p.claim_id as "claimId", p.program_id as "programId", p.method, p.amount_yen as "amountYen"`,
    [batchId, payoutIds],
  );
}

function preparedFact({ batchId, programId, count, totalYen, fileHash, payOn, preparedBy }: BatchSummary): AuditFact {
  return {
    actor: staffActor(preparedBy),
    action: 'payout.batch-prepared',
    subject: batchSubject(batchId),
    detail: { programId, count, totalYen, fileHash, payOn },
  };
}

function sumOf(instructions: readonly Instruction<unknown>[]): number {
  return instructions.reduce((sum, { amountYen }) => sum + amountYen, 0);
}
