import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BankAccount, Instruction } from '@tenohira/feature-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerCodeOf } from './customer-code.ts';
import { nameInFile } from './format.ts';
import { optionsWith, readZenginFile, threeTransfers, transferOf } from './test-transfers.ts';
import { writeFiles } from './write-files.ts';

/** Letters of the whole file: those of names, and the line end. */
const PERMITTED = new Set([...Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ()-.\r\n')]);
for (let byte = 0xb1; byte <= 0xdf; byte += 1) PERMITTED.add(byte);

describe('the file', () => {
  it('is the golden one, byte for byte', () => {
    const [file, ...more] = writeFiles(threeTransfers, optionsWith());
    const golden = readFileSync(join(import.meta.dirname, 'golden/three-transfers.txt'));
    expect(more).toEqual([]);
    expect(Buffer.from(file?.bytes ?? []).toString('latin1')).toBe(golden.toString('latin1'));
    expect(file).toMatchObject({ fileName: 'sogo-furikomi-20261201-000001.txt', count: 3, totalYen: 10_000_169_999 });
  });

  it('reads back by the positions of the format', () => {
    const [file] = writeFiles(threeTransfers, optionsWith());
    const read = readZenginFile(file?.bytes ?? new Uint8Array());
    expect(read.header).toEqual({
      kind: '21',
      encoding: '0',
      payerCode: '0123456789',
      payerName: 'ﾃﾉﾋﾗｼ ｶｲｹｲｶﾝﾘｼﾔ',
      day: '1201',
      bankCode: '0001',
      bankName: 'ﾐｽﾞﾎ',
      branchCode: '001',
      branchName: 'ﾄｳｷﾖｳ',
      accountType: '2',
      accountNumber: '0001234',
    });
    expect(read.transfers[1]).toEqual({
      bankCode: '9900',
      bankName: 'ﾕｳﾁﾖ',
      branchCode: '058',
      branchName: 'ｾﾞﾛｺﾞﾊﾁ',
      type: '1',
      number: '0000456',
      name: 'ﾖ-ｺ ｶﾞｸﾌﾞﾁ',
      amountYen: 100_000,
      newCode: '2',
      customerCode: '13835058055282163711',
    });
    expect(read.trailer).toEqual({ count: 3, totalYen: 10_000_169_999 });
  });

  it.each([
    ['2026-12-30', '2026-12-01', '1230'],
    ['2024-02-29', '2024-02-01', '0229'],
    ['2027-01-04', '2026-12-01', '0104'],
  ])('for %s, made on %s, says %s', (payOn, today, day) => {
    const [file] = writeFiles(threeTransfers, optionsWith({ payOn, today }));
    expect(readZenginFile(file?.bytes ?? new Uint8Array()).header.day).toBe(day);
  });

  it('has names of banks with the hyphen for their one symbol', () => {
    const accounts = [
      ['0310', '101'],
      ['0421', '001'],
    ].map(([bankCode = '', branchCode = '']) => transferOf({ bankCode, branchCode }));
    const [file] = writeFiles(accounts, optionsWith());
    const names = readZenginFile(file?.bytes ?? new Uint8Array()).transfers.map(({ bankName }) => bankName);
    expect(names).toEqual(['ｼﾞ-ｴﾑｵ-ｱｵｿﾞﾗﾈﾂﾄ', 'ｸﾚﾃﾞｲ ｱｸﾞﾘｺﾙ']);
  });
});

describe('a file that is full', () => {
  it('is followed by another one at 999,999 transfers', () => {
    const transfers = Array.from({ length: 1_000_000 }, (_, index) =>
      transferOf(
        {},
        { idempotencyKey: `0193a5b0-0000-7000-8000-${index.toString(16).padStart(12, '0')}`, amountYen: 1 },
      ),
    );
    const files = writeFiles(transfers, optionsWith());
    expect(files.map(({ fileName, count, totalYen }) => [fileName, count, totalYen])).toEqual([
      ['sogo-furikomi-20261201-000000-1of2.txt', 999_999, 999_999],
      ['sogo-furikomi-20261201-0f423f-2of2.txt', 1, 1],
    ]);
    expect(files.map(({ bytes }) => bytes.length)).toEqual([1_000_002 * 122, 4 * 122]);
    const [first, second] = files;
    expect(Buffer.from(first?.bytes.subarray(-244, -224) ?? []).toString()).toBe('8999999000000999999 ');
    expect(second?.idempotencyKeys).toEqual([transfers.at(-1)?.idempotencyKey]);
  }, 30_000);

  it('holds a total of 999,999,999,999 yen, and not a yen more', () => {
    const largest = Array.from({ length: 100 }, () => transferOf({}, { amountYen: 9_999_999_999 }));
    const rest = transferOf({}, { amountYen: 99 });
    const [full, ...none] = writeFiles([...largest, rest], optionsWith());
    expect([full?.count, full?.totalYen, none.length]).toEqual([101, 999_999_999_999, 0]);
    expect(readZenginFile(full?.bytes ?? new Uint8Array()).trailer.totalYen).toBe(999_999_999_999);

    const over = writeFiles([...largest, { ...rest, amountYen: 100 }], optionsWith());
    expect(over.map(({ count, totalYen }) => [count, totalYen])).toEqual([
      [100, 999_999_999_900],
      [1, 100],
    ]);
  });
});

describe('whatever is paid to whomever', () => {
  const accounts = fc.record({
    place: fc.constantFrom(['0001', '001'], ['9900', '058'], ['9999', '999'], ['0005', '001']),
    type: fc.constantFrom<BankAccount['type']>('1', '4'),
    number: fc.integer({ min: 1, max: 9_999_999 }),
    holderKana: fc.oneof(
      fc.string({
        minLength: 1,
        maxLength: 60,
        unit: fc.constantFrom(...'アガパヴッャーヲガ゛゜ﾞﾟｶﾊｱｰｧ　 がぱぁ・Ａa1.()㍉山'),
      }),
      fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
      fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
    ),
    amountYen: fc.integer({ min: 1, max: 9_999_999_999 }),
    isReissue: fc.boolean(),
    idempotencyKey: fc.uuid(),
  });
  const transfers = fc
    .uniqueArray(accounts, { minLength: 1, maxLength: 12, selector: ({ idempotencyKey }) => idempotencyKey })
    .map((rows) =>
      rows
        .map(
          ({
            place: [bankCode = '', branchCode = ''],
            type,
            number,
            holderKana,
            ...rest
          }): Instruction<BankAccount> => ({
            ...rest,
            recipient: { bankCode, branchCode, type, number: String(number).padStart(7, '0'), holderKana },
          }),
        )
        .filter(({ recipient }) => nameInFile(recipient.holderKana) !== '' && recipient.holderKana.length <= 60),
    )
    .filter((rows) => rows.length > 0);
  const limits = fc.record({
    records: fc.integer({ min: 1, max: 5 }),
    totalYen: fc.integer({ min: 9_999_999_999, max: 20_000_000_000 }),
  });

  it('the files are whole, true, permitted, and say the same again', () => {
    fc.assert(
      fc.property(transfers, limits, (rows, limit) => {
        const files = writeFiles(rows, optionsWith(), limit);
        expect(writeFiles(structuredClone(rows), optionsWith(), limit)).toEqual(files);
        expect(files.flatMap(({ idempotencyKeys }) => idempotencyKeys)).toEqual(rows.map((row) => row.idempotencyKey));
        const read = files.map(({ bytes }) => readZenginFile(bytes));
        for (const [index, { trailer, transfers: inFile }] of read.entries()) {
          const totalYen = inFile.reduce((sum, { amountYen }) => sum + amountYen, 0);
          expect(trailer).toEqual({ count: inFile.length, totalYen });
          expect(files[index]).toMatchObject(trailer);
          expect(trailer.count).toBeLessThanOrEqual(limit.records);
          expect(trailer.totalYen).toBeLessThanOrEqual(limit.totalYen);
        }
        for (const { bytes } of files) expect(bytes.every((byte) => PERMITTED.has(byte))).toBe(true);
        expect(read.flatMap((file) => file.transfers)).toMatchObject(
          rows.map(({ idempotencyKey, amountYen, isReissue, recipient: { holderKana, ...account } }) => ({
            ...account,
            amountYen,
            newCode: isReissue ? '2' : '1',
            customerCode: customerCodeOf(idempotencyKey),
            name: nameInFile(holderKana),
          })),
        );
        for (const { name } of read.flatMap((file) => file.transfers)) {
          expect(name).not.toMatch(/(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ/);
        }
      }),
      { numRuns: 300 },
    );
  }, 30_000);
});
