// Made-up cities and people for the tests of this folder, and a reader of the format that shares no code with the writer.
import { uuidv7 } from '@tenohira/core';
import type { BankAccount, FileOptions, Instruction } from '@tenohira/feature-kit';
import iconv from 'iconv-lite';
import { type Settings, settingsSchema } from './schema.ts';

export const settingsInput = {
  payerCode: '0123456789',
  payerName: 'テノヒラシ カイケイカンリシャ',
  bankCode: '0001',
  branchCode: '001',
  accountType: '2',
  accountNumber: '0001234',
  allowTestBank: true,
};

/** 2026-12-01 is a Tuesday, six business days after. */
export const days = { today: '2026-11-20', payOn: '2026-12-01' };

export function optionsWith(change: Partial<FileOptions<Settings>> = {}, settings: Partial<Settings> = {}) {
  return { ...days, settings: { ...settingsSchema.parse(settingsInput), ...settings }, ...change };
}

export function transferOf(
  account: Partial<BankAccount> = {},
  change: Partial<Instruction<BankAccount>> = {},
): Instruction<BankAccount> {
  return {
    idempotencyKey: uuidv7(),
    amountYen: 70_000,
    isReissue: false,
    recipient: {
      bankCode: '0001',
      branchCode: '001',
      type: '1',
      number: '1234567',
      holderKana: 'ヤマダ　タロウ',
      ...account,
    },
    ...change,
  };
}

/** One of each kind: an ordinary account; ゆうちょ, paid again; a savings account with a name that is too long. */
export const threeTransfers = [
  transferOf({}, { idempotencyKey: '0193a5b0-0000-7000-8000-000000000001' }),
  transferOf(
    { bankCode: '9900', branchCode: '058', number: '0000456', holderKana: 'よーこ　がくぶち' },
    { idempotencyKey: '0193a5b0-0001-7000-bfff-ffffffffffff', amountYen: 100_000, isReissue: true },
  ),
  transferOf(
    { bankCode: '9999', branchCode: '999', type: '4', number: '7654321', holderKana: `ｱ${'ガ'.repeat(15)}` },
    { idempotencyKey: '0193a5b0-0002-7abc-9a5f-0e17c2d3b4a1', amountYen: 9_999_999_999 },
  ),
];

export type ReadTransfer = {
  bankCode: string;
  bankName: string;
  branchCode: string;
  branchName: string;
  type: string;
  number: string;
  name: string;
  amountYen: number;
  newCode: string;
  customerCode: string;
};

export type ReadFile = {
  header: Record<'kind' | 'encoding' | 'payerCode' | 'payerName' | 'day' | 'bankCode' | 'bankName', string> &
    Record<'branchCode' | 'branchName' | 'accountType' | 'accountNumber', string>;
  transfers: ReadTransfer[];
  trailer: { count: number; totalYen: number };
};

/** Reads by the positions of the format's table, counted from 1. @throws Error for anything that is not a whole file */
export function readZenginFile(bytes: Uint8Array): ReadFile {
  const text = iconv.decode(Buffer.from(bytes), 'Shift_JIS');
  if (text.length !== bytes.length) throw new Error('a letter of more than one byte');
  const records = text.split('\r\n');
  if (records.pop() !== '') throw new Error('does not end with a line end');
  if (records.some((record) => record.length !== 120)) throw new Error('a record that is not 120 bytes long');
  const [header = '', ...rest] = records;
  const end = rest.pop() ?? '';
  const trailer = rest.pop() ?? '';
  if (end !== '9'.padEnd(120) || !trailer.startsWith('8') || !header.startsWith('1')) throw new Error('frame');
  return {
    header: {
      kind: part(header, 2, 2),
      encoding: part(header, 4, 1),
      payerCode: part(header, 5, 10),
      payerName: part(header, 15, 40).trimEnd(),
      day: part(header, 55, 4),
      bankCode: part(header, 59, 4),
      bankName: part(header, 63, 15).trimEnd(),
      branchCode: part(header, 78, 3),
      branchName: part(header, 81, 15).trimEnd(),
      accountType: part(header, 96, 1),
      accountNumber: part(header, 97, 7),
    },
    transfers: rest.map(readTransfer),
    trailer: { count: digits(trailer, 2, 6), totalYen: digits(trailer, 8, 12) },
  };
}

function readTransfer(record: string): ReadTransfer {
  if (record[0] !== '2' || record[111] !== '7' || part(record, 113, 8).trim() !== '') throw new Error('data record');
  return {
    bankCode: part(record, 2, 4),
    bankName: part(record, 6, 15).trimEnd(),
    branchCode: part(record, 21, 3),
    branchName: part(record, 24, 15).trimEnd(),
    type: part(record, 43, 1),
    number: part(record, 44, 7),
    name: part(record, 51, 30).trimEnd(),
    amountYen: digits(record, 81, 10),
    newCode: part(record, 91, 1),
    customerCode: part(record, 92, 20),
  };
}

function part(record: string, from: number, length: number): string {
  return record.slice(from - 1, from - 1 + length);
}

function digits(record: string, from: number, length: number): number {
  const text = part(record, from, length);
  if (!/^\d+$/.test(text)) throw new Error(`not a number: ${text}`);
  return Number(text);
}
