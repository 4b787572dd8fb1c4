// A file of the eligible, read in one go. Its rows are staged where nobody sees them; `applyList` puts them in force. A
// file in which anything is wrong leaves nothing but its report.
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Actor, appendAudit } from '@tenohira/audit';
import { type Clock, containsMyNumber, jstDateOf, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { withFreshPlans } from '@tenohira/db';
import type { OpenedSecrets, TenantSecrets } from '@tenohira/secrets';
import type { Program } from '../programs/program.ts';
import { lockProgram } from '../programs/programs.ts';
import { checkHouseholds } from './check-households.ts';
import { type CheckedMapping, checkMapping, type Header, readHeader, showName } from './columns.ts';
import { detectEncoding, type Encoding } from './decode-file.ts';
import { computeDifference, type ListDifference } from './difference.ts';
import { errors } from './errors.ts';
import { MY_NUMBER, MY_NUMBER_OR_ADDRESSEE, mayHoldMyNumber } from './my-number.ts';
import { type ListedRow, parseRow, type RowRules } from './parse-row.ts';
import { readRows, UnreadableFile } from './read-rows.ts';
import { type ListProblem, ProblemReport } from './report.ts';
import { insertRows, markRow, type StagedRow, sealRow } from './stage-rows.ts';

export type ImportDependencies = {
  db: Database;
  secrets: TenantSecrets;
  clock: Clock;
  /** Accounts at bank 9999 「テスト銀行」 pass: for the sandbox alone. */
  allowTestBank?: boolean;
};

export type ListRequest = {
  programId: string;
  fileName: string;
  bytes: Uint8Array;
  /** Which of the file's columns is which of ours, saved on the program; without it the saved one, or the usual names. */
  mapping?: unknown;
  actor: Actor;
  onProgress?(progress: { listId: string; rows: number }): void;
};

export type ListReport = {
  listId: string;
  /** `unchanged`: the same bytes wait to be applied or are in force. */
  status: 'staged' | 'refused' | 'unchanged';
  /** In Japanese: what became of the file. */
  message: string;
  rowCount: number;
  /** The first 1,000, and how many there are. */
  problems: readonly ListProblem[];
  problemCount: number;
  warnings: readonly ListProblem[];
  warningCount: number;
  /** Against the list in force. */
  difference?: ListDifference;
};

export const MAX_FILE_BYTES = 100 * 1024 * 1024;
export const MAX_ROWS = 200_000;
const BATCH_ROWS = 2_000;
const ROWS_A_TURN = 100;
const NEWLINE = 0x0a;
/** A list that is being read for longer has lost its process. */
const ABANDONED_AFTER = '10 minutes';

/**
 * Reads a list into staging and says what it would change. All or nothing: with a problem in any row the rows are
 * deleted and the report is kept. The same bytes twice change nothing.
 * @throws AppError BENEFIT_PROGRAM_NOT_FOUND, BENEFIT_PROGRAM_CLOSED, BENEFIT_MAPPING_INVALID, BENEFIT_LIST_BEING_READ
 */
export async function importList(
  deps: ImportDependencies,
  tenantId: string,
  request: ListRequest,
): Promise<ListReport> {
  const fileHash = createHash('sha256').update(request.bytes).digest('hex');
  const begun = await begin(deps.db, tenantId, request, fileHash);
  if ('known' in begun) return begun.known;
  const { listId, program, mapping } = begun;
  try {
    const reading = new ListReading(deps, await deps.secrets.opened(tenantId), tenantId, listId, program);
    const header = await reading.read(request, mapping);
    return await finish(deps, tenantId, { request, listId, reading, header, fileHash });
  } catch (error) {
    await refuse(deps.db, tenantId, listId, request.actor, INTERRUPTED).catch(() => {});
    throw error;
  }
}

type Begun = { listId: string; program: Program; mapping: CheckedMapping } | { known: ListReport };

async function begin(db: Database, tenantId: string, request: ListRequest, fileHash: string): Promise<Begun> {
  return db.withTenant(tenantId, async (scope) => {
    const program = await lockProgram(scope, request.programId);
    if (program.status === 'closed') throw errors.PROGRAM_CLOSED();
    const mapping = checkMapping(request.mapping ?? program.columnMapping);
    const lost = await scope.sql<{ id: string }>(
      `update benefit_list set status = 'refused', row_count = 0, report = $2
       where program_id = $1 and status = 'reading' and created_at < now() - interval '${ABANDONED_AFTER}' returning id`,
      [request.programId, JSON.stringify(toReport(INTERRUPTED))],
    );
    for (const { id } of lost) await scope.sql('delete from benefit_list_row where list_id = $1', [id]);
    const lists = await scope.prisma.benefitList.findMany({
      where: {
        programId: request.programId,
        OR: [{ status: 'reading' }, { fileHash, status: { in: ['staged', 'applied'] } }],
      },
    });
    if (lists.some(({ status }) => status === 'reading')) throw errors.LIST_BEING_READ();
    const [same] = lists;
    if (same) {
      const message =
        same.status === 'applied'
          ? `「${same.fileName}」と同じ内容です。すでに反映されているため、何も変わりません。`
          : `「${same.fileName}」と同じ内容です。すでに読み込みが終わり、反映を待っています。`;
      const difference = same.difference as ListDifference | null; // written by finish() alone
      return {
        known: {
          ...NO_FINDINGS,
          listId: same.id,
          status: 'unchanged',
          message,
          rowCount: same.rowCount,
          ...(difference && { difference }),
        },
      };
    }
    const listId = uuidv7();
    await scope.sql(
      `insert into benefit_list (id, program_id, number, file_name, file_hash, row_count, uploaded_by)
       select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6 from benefit_list where program_id = $2`,
      [listId, request.programId, safeFileName(request.fileName), fileHash, countLines(request.bytes), request.actor],
    );
    return { listId, program, mapping };
  });
}

/** The pass over the file: rows are parsed here while the rows before them are being written. */
class ListReading {
  readonly problems = new ProblemReport();
  readonly warnings = new ProblemReport();
  rowCount = 0;
  readonly #deps: ImportDependencies;
  readonly #secrets: OpenedSecrets;
  readonly #tenantId: string;
  readonly #listId: string;
  readonly #program: Program;
  #columns: Pick<Header, 'names' | 'at'> = { names: [], at: {} };
  #batch: StagedRow[] = [];
  #writing: Promise<void> = Promise.resolve();
  #onProgress: ListRequest['onProgress'];

  constructor(deps: ImportDependencies, secrets: OpenedSecrets, tenantId: string, listId: string, program: Program) {
    this.#deps = deps;
    this.#secrets = secrets;
    this.#tenantId = tenantId;
    this.#listId = listId;
    this.#program = program;
  }

  get relationColumn(): string {
    return this.#columns.names[this.#columns.at.relation ?? -1] ?? '';
  }

  /** Undefined where the header itself is wrong or the file stops being readable. */
  async read(request: ListRequest, mapping: CheckedMapping): Promise<Header | undefined> {
    const { bytes } = request;
    this.#onProgress = request.onProgress;
    if (containsMyNumber(request.fileName)) return this.#stop(1, '', MY_NUMBER);
    if (bytes.length > MAX_FILE_BYTES)
      return this.#stop(1, '', 'ファイルが大きすぎます（100MBまで）。列や対象を絞って、書き出し直してください。');
    if (bytes.length === 0) return this.#stop(1, '', 'ファイルが空です。書き出し直してください。');
    const encoding = detectEncoding(bytes);
    let header: Header | undefined;
    try {
      header = await this.#readRows(bytes, encoding, mapping);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      const column =
        error.cell === undefined ? '' : (this.#columns.names[error.cell] ?? showName(error.headings, error.cell));
      this.#stop(error.line, column, error.message);
    }
    await this.#flush();
    await this.#writing;
    return header;
  }

  async #readRows(bytes: Uint8Array, encoding: Encoding, mapping: CheckedMapping): Promise<Header | undefined> {
    const rules: RowRules = {
      amountRule: this.#program.amountRule,
      amountYen: this.#program.amountYen,
      today: jstDateOf(this.#deps.clock.now()),
      allowTestBank: this.#deps.allowTestBank ?? false,
    };
    const sink = {
      problem: (one: ListProblem) => this.problems.add(one),
      warning: (one: ListProblem) => this.warnings.add(one),
    };
    let header: Header | undefined;
    for await (const row of readRows(bytes, encoding)) {
      const forbidden = row.cells.findIndex(mayHoldMyNumber);
      if (forbidden >= 0) {
        const column = header?.names[forbidden] ?? showName(row.cells, forbidden);
        return this.#stop(row.line, column, header?.at.addressee === forbidden ? MY_NUMBER_OR_ADDRESSEE : MY_NUMBER);
      }
      if (header === undefined) {
        header = readHeader(row.line, row.cells, mapping, sink.problem);
        if (header === undefined) return undefined;
        this.#columns = header;
        continue;
      }
      if (row.cells.every((cell) => cell === '')) continue;
      this.rowCount += 1;
      // Rows come faster than the event loop turns: others in this process must be served between them.
      if (this.rowCount % ROWS_A_TURN === 0) await setImmediate();
      if (this.rowCount > MAX_ROWS)
        return this.#stop(
          row.line,
          '',
          '20万行を超えています。名簿を分けることはできません。対象を確かめて、書き出し直してください。',
        );
      if (row.cells.length === header.names.length) await this.#keep(parseRow(row, header, rules, sink));
      else sink.problem(wrongWidth(row.line, row.cells.length, header.names));
    }
    if (header === undefined) return this.#stop(1, '', 'ファイルに行がありません。書き出し直してください。');
    if (this.rowCount === 0) this.#stop(1, '', '見出しだけで、対象者の行がありません。書き出し直してください。');
    return header;
  }

  /** What one problem makes certain: the list is refused, and reading on would tell nothing. */
  #stop(line: number, column: string, message: string): undefined {
    this.problems.add({ line, column, message });
    return undefined;
  }

  async #keep(row: ListedRow): Promise<void> {
    if (row.person.addressee === '' || row.person.household === '') return;
    const isRefused = this.problems.count > 0;
    this.#batch.push(isRefused ? markRow(this.#secrets, row) : sealRow(this.#secrets, this.#program.id, row));
    if (this.#batch.length >= BATCH_ROWS) await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#writing;
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    const rows = this.rowCount;
    this.#writing = this.#write(batch, rows);
    // Awaited before the next batch; what fails before that must not count as unhandled.
    this.#writing.catch(() => {});
  }

  async #write(batch: readonly StagedRow[], rows: number): Promise<void> {
    const repeated = await this.#deps.db.withTenant(this.#tenantId, async (scope) => {
      const found = await insertRows(scope, this.#listId, batch);
      await scope.sql(`update benefit_list set progress_rows = $2 where id = $1 and status = 'reading'`, [
        this.#listId,
        rows,
      ]);
      return found;
    });
    const column = this.#columns.names[this.#columns.at.addressee ?? -1] ?? '';
    for (const { line, firstLine } of repeated) {
      this.problems.add({ line, column, message: `${firstLine}行目と同じ宛名番号です。一人は一行にしてください。` });
    }
    this.#onProgress?.({ listId: this.#listId, rows });
  }
}

type Finish = {
  request: ListRequest;
  listId: string;
  reading: ListReading;
  header: Header | undefined;
  fileHash: string;
};

async function finish(
  deps: ImportDependencies,
  tenantId: string,
  { request, listId, reading, header, fileHash }: Finish,
): Promise<ListReport> {
  const { problems, warnings, rowCount } = reading;
  if (header !== undefined) {
    const found = await deps.db.withTenant(tenantId, (scope) =>
      withFreshPlans(scope, () => checkHouseholds(scope, listId, reading.relationColumn)),
    );
    problems.addUncounted(found.problems, found.problemCount);
    warnings.addUncounted(found.warnings, found.warningCount);
  }
  problems.problems.sort((a, b) => a.line - b.line);
  const findings = toReport(problems, warnings);
  if (header === undefined || problems.count > 0) {
    const message = `取り込めませんでした。直していただくところが${problems.count.toLocaleString('ja-JP')}か所あります。何も変わっていません。`;
    await refuse(deps.db, tenantId, listId, request.actor, problems, warnings, rowCount);
    return { listId, status: 'refused', message, rowCount, ...findings };
  }
  const secrets = await deps.secrets.opened(tenantId);
  const difference = await deps.db.withTenant(tenantId, async (scope) => {
    const { amountRule } = await lockProgram(scope, request.programId);
    const comparison = { listId, programId: request.programId, amountRule };
    const changes = await withFreshPlans(scope, () => computeDifference(scope, secrets, comparison));
    // Only the newest list waits: applying an older one after it would undo what it says.
    const older = await scope.sql<{ id: string }>(
      `update benefit_list set status = 'superseded' where program_id = $1 and status = 'staged' returning id`,
      [request.programId],
    );
    for (const { id } of older) await scope.sql('delete from benefit_list_row where list_id = $1', [id]);
    const staged = await scope.sql(
      `update benefit_list set status = 'staged', row_count = $2, progress_rows = $2, report = $3, difference = $4
       where id = $1 and status = 'reading' returning 1`,
      [listId, rowCount, JSON.stringify(findings), JSON.stringify(changes)],
    );
    // Somebody took it for abandoned.
    if (staged.length === 0) throw errors.LIST_NOT_STAGED();
    await scope.prisma.benefitProgram.updateMany({
      where: { id: request.programId },
      data: { columnMapping: header.mapping },
    });
    await appendAudit(scope, [
      {
        actor: request.actor,
        action: 'benefit.list-read',
        subject: `list:${listId}`,
        detail: { programId: request.programId, fileHash, rowCount },
      },
    ]);
    return changes;
  });
  const message = `${rowCount.toLocaleString('ja-JP')}行を読み込みました。内容を確かめて、反映してください。`;
  return { listId, status: 'staged', message, rowCount, ...findings, difference };
}

async function refuse(
  db: Database,
  tenantId: string,
  listId: string,
  actor: Actor,
  problems: ProblemReport,
  warnings = new ProblemReport(),
  rowCount = 0,
): Promise<void> {
  await db.withTenant(tenantId, async (scope) => {
    await scope.sql('delete from benefit_list_row where list_id = $1', [listId]);
    await scope.sql(`update benefit_list set status = 'refused', row_count = $2, report = $3 where id = $1`, [
      listId,
      rowCount,
      JSON.stringify(toReport(problems, warnings)),
    ]);
    await appendAudit(scope, [
      { actor, action: 'benefit.list-refused', subject: `list:${listId}`, detail: { problemCount: problems.count } },
    ]);
  });
}

const NO_FINDINGS = { problems: [], problemCount: 0, warnings: [], warningCount: 0 };

function toReport(problems: ProblemReport, warnings = new ProblemReport()) {
  return {
    problems: problems.problems,
    problemCount: problems.count,
    warnings: warnings.problems,
    warningCount: warnings.count,
  };
}

const INTERRUPTED = new ProblemReport();
INTERRUPTED.add({ line: 1, column: '', message: '読み込みの途中で止まりました。もう一度取り込んでください。' });

function wrongWidth(line: number, count: number, names: readonly string[]): ListProblem {
  const isShort = count < names.length;
  return {
    line,
    column: isShort ? (names[count] ?? '') : '',
    message: isShort
      ? `列が足りません（${names.length}列のところ${count}列）。ファイルが途中で切れていないかお確かめください。`
      : `列が多すぎます（${names.length}列のところ${count}列）。値の中のカンマを引用符（"）で囲んでください。`,
  };
}

/** Without the headings: about as many as there are rows, for a progress display that has an end. */
function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return Math.max(0, lines - 1);
}

/** One line, without a path. */
function safeFileName(name: string): string {
  const plain = name.replace(/^.*[\\/]/, '').replace(/\p{Cc}/gu, '');
  return containsMyNumber(plain) ? '（ファイル名は残していません）' : plain.slice(0, 200);
}
