// B8: a file of 300,000 transfers from instructions to the disk, checked, encoded, hashed and written so that a crash
// leaves the whole file or none, beside the encoding and writing alone of a string that exists already.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { searchBanks, searchBranches } from '@tenohira/banking';
import { uuidv7 } from '@tenohira/core';
import type { BankAccount, Instruction, PayoutFile } from '@tenohira/feature-kit';
import { decodeWithIconv, encodeWithIconv } from '../../packages/payout-methods/bench/encode-with-iconv.ts';
import { bankTransferZengin } from '../../packages/payout-methods/src/bank-transfer-zengin/index.ts';
import { round, spreadOf, writeResult } from './result.ts';

const TRANSFERS = 300_000;
const FAMILY_NAMES = ['ヤマダ', 'サトウ', 'ワタナベ', 'ガクブチ', 'コバヤシ', 'キョウゴク', 'ツヅキ', 'ハットリ'];
const GIVEN_NAMES = ['タロウ', 'ハナコ', 'ヨーコ', 'ケンジ', 'ショウゾウ', 'ミチヨ', 'ダイゴ', 'リュウヘイ'];

export async function measureZengin(smoke: boolean): Promise<void> {
  const pairs = smoke ? 3 : 15;
  const transfers = makeTransfers(smoke ? TRANSFERS / 10 : TRANSFERS);
  const options = {
    settings: bankTransferZengin.settings.parse({
      payerCode: '0123456789',
      payerName: 'テノヒラシ カイケイカンリシャ',
      bankCode: '0001',
      branchCode: '001',
      accountType: '2',
      accountNumber: '0001234',
    }),
    today: '2026-11-20',
    payOn: '2026-12-01',
  };
  const folder = await mkdtemp(join(tmpdir(), 'tenohira-zengin-'));
  try {
    const golden = onlyFile(bankTransferZengin.write(transfers, options)).bytes;
    const text = decodeWithIconv(golden);
    const megabytes = golden.length / 1e6;
    const expectedHash = createHash('sha256').update(golden).digest('hex');

    const ours = async (): Promise<number> => {
      const target = join(folder, 'ours.txt');
      collectGarbage();
      const startedAt = performance.now();
      const { bytes } = onlyFile(bankTransferZengin.write(transfers, options));
      const hash = await seal(bytes, target);
      const rate = megabytes / ((performance.now() - startedAt) / 1000);
      if (hash !== expectedHash || !golden.equals(await readFile(target))) throw new Error('other bytes than before');
      return rate;
    };
    const yardstick = async (): Promise<number> => {
      const target = join(folder, 'yardstick.txt');
      collectGarbage();
      const startedAt = performance.now();
      await writeFile(target, encodeWithIconv(text));
      const rate = megabytes / ((performance.now() - startedAt) / 1000);
      if (!golden.equals(await readFile(target))) throw new Error('iconv-lite gives other bytes');
      return rate;
    };

    // It is the checks that are measured too, so they must be there.
    const wrong = transfers.with(-1, { ...(transfers.at(-1) ?? fail()), amountYen: 0 });
    if (!isRefused(() => bankTransferZengin.write(wrong, options))) throw new Error('a wrong amount was written');
    if (!isRefused(() => bankTransferZengin.write([...transfers, transfers[0] ?? fail()], options))) {
      throw new Error('one payout was written twice');
    }

    for (let warmUp = 0; warmUp < 2; warmUp += 1) {
      await ours();
      await yardstick();
    }
    const ourRates: number[] = [];
    const yardstickRates: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 0) yardstickRates.push(await yardstick());
      ourRates.push(await ours());
      if (pair % 2 === 1) yardstickRates.push(await yardstick());
    }
    const startedAt = performance.now();
    const problems = bankTransferZengin.preflight(transfers, options);
    const preflightMs = performance.now() - startedAt;
    if (problems.some(({ severity }) => severity === 'error')) throw new Error('the samples are wrong');

    const ratios = ourRates.map((rate, pair) => rate / (yardstickRates[pair] ?? Number.NaN));
    const ratio = spreadOf(ratios);
    writeResult(smoke ? 'zengin.smoke' : 'zengin', {
      measures:
        'MB a second: instructions checked, encoded, hashed, written (temporary file, O_SYNC, rename) / iconv-lite encode and writeFile of the same string',
      pairs,
      transfers: transfers.length,
      megabytes: round(megabytes),
      ratio,
      ratios: ratios.map(round),
      oursMegabytesPerSecond: spreadOf(ourRates),
      yardstickMegabytesPerSecond: spreadOf(yardstickRates),
      preflightMs: round(preflightMs),
    });
    console.log(`zengin: ${ratio.median} (${ratio.lowest}–${ratio.highest}) of iconv-lite and writeFile alone`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const WRITE_THROUGH = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_SYNC;

/** The whole file under its name, or none; it is hashed while the disk takes it: the write returns when it is there (O_SYNC). */
async function seal(bytes: Uint8Array, target: string): Promise<string> {
  const temporary = `${target}.tmp`;
  const file = await open(temporary, WRITE_THROUGH);
  try {
    const writing = file.write(bytes);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const { bytesWritten } = await writing;
    if (bytesWritten !== bytes.length) throw new Error('only a part was written');
    await rename(temporary, target);
    return hash;
  } finally {
    await file.close();
  }
}

/** As many branches as a city's residents have accounts at: two hundred banks, ten branches each. */
function makeTransfers(count: number): Instruction<BankAccount>[] {
  const places = searchBanks('信', 200).flatMap((bank) =>
    searchBranches(bank.code, '店', 10).map((branch) => [bank.code, branch.code] as const),
  );
  const made = Array.from({ length: count }, (_, index) => {
    const [bankCode, branchCode] = places[index % places.length] ?? fail();
    const family = FAMILY_NAMES[index % FAMILY_NAMES.length];
    const given = GIVEN_NAMES[Math.floor(index / FAMILY_NAMES.length) % GIVEN_NAMES.length];
    return {
      idempotencyKey: uuidv7(),
      amountYen: index % 3 === 0 ? 70_000 : 30_000,
      isReissue: index % 50 === 0,
      recipient: {
        bankCode,
        branchCode,
        type: '1',
        number: String(1_000_000 + index),
        holderKana: `${family}　${given}`,
      },
    } satisfies Instruction<BankAccount>;
  });
  made.sort((one, other) => (one.idempotencyKey < other.idempotencyKey ? -1 : 1));
  // As they come from the database: in the order of their ids, no string shared, none put together lazily.
  return JSON.parse(JSON.stringify(made)) as Instruction<BankAccount>[]; // what it was made of
}

function onlyFile(files: readonly PayoutFile[]): PayoutFile & { bytes: Buffer } {
  const [file, ...more] = files;
  if (!file || more.length > 0) throw new Error(`${files.length} files`);
  return { ...file, bytes: Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length) };
}

/** So that neither side pays for what the other has thrown away: both leave buffers of many megabytes. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

function isRefused(write: () => unknown): boolean {
  try {
    write();
    return false;
  } catch {
    return true;
  }
}

function fail(): never {
  throw new Error('no samples');
}
