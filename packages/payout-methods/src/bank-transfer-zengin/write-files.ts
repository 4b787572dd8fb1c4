import type { BankAccount, FileOptions, Instruction, PayoutFile } from '@tenohira/feature-kit';
import { errors } from './errors.ts';
import { FLAW, MAX_RECORDS, MAX_TOTAL_YEN, RECORD_BYTES, writeEnd, writeHeader, writeTransfer } from './format.ts';
import { inspectFile } from './inspect-file.ts';
import { inspectTransfers } from './inspect-transfers.ts';
import { createPairIndex } from './pair-index.ts';
import type { Settings } from './schema.ts';

type Transfer = Instruction<BankAccount>;

/** Header, trailer and end. */
const FRAME_RECORDS = 3;

/** Where a file is full. Smaller only in tests. */
export type Limits = { records: number; totalYen: number };
const LIMITS: Limits = { records: MAX_RECORDS, totalYen: MAX_TOTAL_YEN };

/**
 * Instructions → files, the next one begun where one is full: by count, or because the total would need a 13th digit.
 * Checks as it writes: nothing comes out of it if one transfer is wrong.
 * @throws AppError BANK_TRANSFER_ZENGIN_REFUSED; its details count the problems by code
 */
export function writeFiles(
  transfers: readonly Transfer[],
  options: FileOptions<Settings>,
  limits: Limits = LIMITS,
): PayoutFile[] {
  if (inspectFile(transfers.length, options).length > 0) throw refusal(transfers, options);
  const { settings, payOn } = options;
  const ids = areAscending(transfers) ? undefined : createPairIndex(transfers.length);
  const codes = new Float64Array(2);
  const files: PayoutFile[] = [];
  for (let start = 0; start < transfers.length; ) {
    const { count, totalYen } = fillFile(transfers, start, limits);
    const bytes = Buffer.allocUnsafeSlow((count + FRAME_RECORDS) * RECORD_BYTES);
    const idempotencyKeys: string[] = [];
    writeHeader(bytes, 0, settings, payOn);
    for (let index = start; index < start + count; index += 1) {
      const transfer = transfers[index];
      if (!transfer) break;
      const at = (1 + index - start) * RECORD_BYTES;
      const flaws = writeTransfer(bytes, at, transfer, settings.allowTestBank, codes);
      const isSecond = ids !== undefined && ids.put(codes, index) >= 0;
      if ((flaws & ~FLAW.NAME_CHANGED) !== 0 || isSecond) throw refusal(transfers, options);
      idempotencyKeys.push(transfer.idempotencyKey);
    }
    writeEnd(bytes, (1 + count) * RECORD_BYTES, count, totalYen);
    files.push({ fileName: '', bytes, idempotencyKeys, count, totalYen });
    start += count;
  }
  return files.map((file, index) => ({ ...file, fileName: fileNameOf(file, payOn, index + 1, files.length) }));
}

/** Ids that rise hold none twice: the order in which payouts are planned, so that no table of them is needed. */
function areAscending(transfers: readonly Transfer[]): boolean {
  let previous = '';
  for (const { idempotencyKey } of transfers) {
    if (idempotencyKey <= previous) return false;
    previous = idempotencyKey;
  }
  return true;
}

/** How many of the transfers go into the file that begins at `start`: one at least, whose amount is checked later. */
function fillFile(transfers: readonly Transfer[], start: number, limits: Limits): { count: number; totalYen: number } {
  let totalYen = 0;
  let end = start;
  for (; end < transfers.length && end - start < limits.records; end += 1) {
    const total = totalYen + (transfers[end]?.amountYen ?? 0);
    if (total > limits.totalYen && end > start) break;
    totalYen = total;
  }
  return { count: end - start, totalYen };
}

/**
 * `sogo-furikomi-20261201-3b4a1c.txt`, `…-1of2.txt`: ASCII, since the file is carried to machines of every age, and with
 * the end of its first payout's id, so that two files for one day do not take each other's place on a medium.
 */
function fileNameOf(file: PayoutFile, payOn: string, number: number, of: number): string {
  const mark = file.idempotencyKeys[0]?.slice(-6) ?? '';
  return `sogo-furikomi-${payOn.replaceAll('-', '')}-${mark}${of === 1 ? '' : `-${number}of${of}`}.txt`;
}

function refusal(transfers: readonly Transfer[], options: FileOptions<Settings>) {
  const problems = [...inspectFile(transfers.length, options), ...inspectTransfers(transfers, options.settings)];
  const counts: Record<string, number> = {};
  for (const { code, severity } of problems) {
    if (severity === 'error') counts[code] = (counts[code] ?? 0) + 1;
  }
  return errors.REFUSED({ details: { problems: counts } });
}
