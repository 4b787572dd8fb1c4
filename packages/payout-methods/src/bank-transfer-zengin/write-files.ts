import type { BankAccount, FileOptions, Instruction, PayoutFile } from '@tenohira/feature-kit';
import { splitPayoutId } from './customer-code.ts';
import { errors } from './errors.ts';
import {
  FLAW,
  MAX_RECORDS,
  MAX_TOTAL_YEN,
  RECORD_BYTES,
  SPACE,
  writeEnd,
  writeHeader,
  writeTransfer,
} from './format.ts';
import { inspectFile } from './inspect-file.ts';
import { inspectTransfers } from './inspect-transfers.ts';
import { createPairIndex, type PairIndex } from './pair-index.ts';
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
  const codes = new Float64Array(2);
  const files: PayoutFile[] = [];
  let ids: PairIndex | undefined;
  let previousKey = '';
  for (let start = 0; start < transfers.length; ) {
    const most = Math.min(transfers.length - start, limits.records);
    const bytes = Buffer.allocUnsafeSlow((most + FRAME_RECORDS) * RECORD_BYTES).fill(SPACE);
    const idempotencyKeys: string[] = [];
    let count = 0;
    let totalYen = 0;
    writeHeader(bytes, 0, settings, payOn);
    for (; count < most; count += 1) {
      const index = start + count;
      const transfer = transfers[index];
      if (!transfer || (count > 0 && totalYen + transfer.amountYen > limits.totalYen)) break;
      const { idempotencyKey } = transfer;
      const flaws = writeTransfer(bytes, (1 + count) * RECORD_BYTES, transfer, settings.allowTestBank, codes);
      // Ids that rise, as they do in the order of planning, hold none twice.
      if (ids === undefined && idempotencyKey <= previousKey) ids = indexOf(transfers, index);
      const isSecond = ids !== undefined && ids.put(codes, index) >= 0;
      if ((flaws & ~FLAW.NAME_CHANGED) !== 0 || isSecond) throw refusal(transfers, options);
      previousKey = idempotencyKey;
      idempotencyKeys.push(idempotencyKey);
      totalYen += transfer.amountYen;
    }
    writeEnd(bytes, (1 + count) * RECORD_BYTES, count, totalYen);
    const written = bytes.subarray(0, (count + FRAME_RECORDS) * RECORD_BYTES);
    files.push({ fileName: '', bytes: written, idempotencyKeys, count, totalYen });
    start += count;
  }
  return files.map((file, index) => ({ ...file, fileName: fileNameOf(file, payOn, index + 1, files.length) }));
}

/** Of all transfers, with the first `count` in it. */
function indexOf(transfers: readonly Transfer[], count: number): PairIndex {
  const ids = createPairIndex(transfers.length);
  const codes = new Float64Array(2);
  for (let index = 0; index < count; index += 1) {
    if (splitPayoutId(transfers[index]?.idempotencyKey ?? '', codes)) ids.put(codes, index);
  }
  return ids;
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
