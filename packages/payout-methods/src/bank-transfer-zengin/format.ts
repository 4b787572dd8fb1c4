// 総合振込 as bytes: 全国銀行協会 標準フォーマット「総合振込」, records of 120 bytes, each ended by CR LF. The positions in the
// comments count from 1, as the format's own table does.
import {
  cutZenginName,
  findBank,
  findBranch,
  toZenginName,
  writeZenginName,
  YUCHO_BANK_CODE,
  ZENGIN_NAME_BYTES,
} from '@tenohira/banking';
import type { LocalDate } from '@tenohira/core';
import type { BankAccount, Instruction } from '@tenohira/feature-kit';
import { splitPayoutId } from './customer-code.ts';
import type { Settings } from './schema.ts';

/** A record with its line end. */
export const RECORD_BYTES = 122;
/** What a field is filled up with. Whoever writes records fills them all with it first: in one go that is fast. */
export const SPACE = 0x20;
/** 合計件数 has six digits, 合計金額 twelve, 振込金額 ten. */
export const MAX_RECORDS = 999_999;
export const MAX_TOTAL_YEN = 999_999_999_999;
export const MAX_AMOUNT_YEN = 9_999_999_999;

/** What is wrong with a data record, as bits. Everything but CHANGED forbids to write it. */
export const FLAW = { KEY: 1, PLACE: 2, ACCOUNT: 4, NAME_EMPTY: 8, AMOUNT: 16, NAME_CHANGED: 32 } as const;

const ZERO = 0x30;
const BANK_NAME_BYTES = 15;
/** データ区分 to 手形交換所番号, the same for all transfers to one branch. */
const PLACE_BYTES = 42;
const LONGEST_NAME = 60;
const TEST_BANK = 9999;
const FIVE_DIGITS = 100_000;
/** 00 to 99 as the bytes of their two digits. */
const PAIRS = Uint16Array.from({ length: 100 }, (_, n) => ((ZERO + ((n / 10) | 0)) << 8) | (ZERO + (n % 10)));
const YUCHO_BANK = Number(YUCHO_BANK_CODE);

const places = new Map<number, Uint8Array>();

/** ヘッダー・レコード, into spaces. */
export function writeHeader(bytes: Uint8Array, at: number, settings: Settings, payOn: LocalDate): void {
  const bank = nameOfPlace(findBank(settings.bankCode, settings)?.kana ?? '');
  const branch = nameOfPlace(findBranch(settings.bankCode, settings.branchCode, settings)?.kana ?? '');
  const day = `${payOn.slice(5, 7)}${payOn.slice(8, 10)}`;
  writeText(bytes, at, '1210'); // 1 データ区分, 2 種別コード 21, 4 コード区分 0 = JIS
  writeText(bytes, at + 4, settings.payerCode); // 5 委託者コード N10
  writeZenginName(settings.payerName, bytes, at + 14, 40); // 15 委託者名 C40
  writeText(bytes, at + 54, `${day}${settings.bankCode}`); // 55 振込指定日 MMDD, 59 仕向銀行番号 N4
  writeZenginName(bank, bytes, at + 62, BANK_NAME_BYTES); // 63 仕向銀行名 C15
  writeText(bytes, at + 77, settings.branchCode); // 78 仕向支店番号 N3
  writeZenginName(branch, bytes, at + 80, BANK_NAME_BYTES); // 81 仕向支店名 C15
  writeText(bytes, at + 95, `${settings.accountType}${settings.accountNumber}`); // 96 預金種目 N1, 97 口座番号 N7
  endRecord(bytes, at);
}

/**
 * データ・レコード, into spaces. Leaves the two customer codes in `codes`.
 * @returns its flaws; with any but `NAME_CHANGED` the bytes are of no use
 */
export function writeTransfer(
  bytes: Uint8Array,
  at: number,
  { idempotencyKey, amountYen, recipient, isReissue }: Instruction<BankAccount>,
  allowTestBank: boolean,
  codes: Float64Array,
): number {
  let flaws = 0;
  const bank = readDigits(recipient.bankCode, 4);
  const branch = readDigits(recipient.branchCode, 3);
  const place = placeOf(bank, branch, allowTestBank);
  if (place === undefined) flaws |= FLAW.PLACE;
  else bytes.set(place, at); // 1–42

  const type = recipient.type.charCodeAt(0) - ZERO;
  const number = readDigits(recipient.number, 7);
  if (recipient.type.length !== 1 || !isTypePossible(bank, branch, type) || number <= 0) flaws |= FLAW.ACCOUNT;
  bytes[at + 42] = ZERO + type; // 43 預金種目 N1
  if (number > 0) writeText(bytes, at + 43, recipient.number); // 44 口座番号 N7

  if (!writeZenginName(recipient.holderKana, bytes, at + 50, ZENGIN_NAME_BYTES)) flaws |= FLAW.NAME_CHANGED; // 51 C30
  if (bytes[at + 50] === SPACE) flaws |= FLAW.NAME_EMPTY;
  if (recipient.holderKana.length > LONGEST_NAME) flaws |= FLAW.ACCOUNT;

  if (!Number.isInteger(amountYen) || amountYen < 1 || amountYen > MAX_AMOUNT_YEN) flaws |= FLAW.AMOUNT;
  else {
    writeFiveDigits(bytes, at + 80, (amountYen / FIVE_DIGITS) | 0); // 81 振込金額 N10
    writeFiveDigits(bytes, at + 85, amountYen % FIVE_DIGITS);
  }
  bytes[at + 90] = isReissue ? 0x32 : 0x31; // 91 新規コード N1: 1 第1回, 2 変更

  if (splitPayoutId(idempotencyKey, codes)) {
    writeCode(bytes, at + 91, codes, 0); // 92 顧客コード1 N10
    writeCode(bytes, at + 101, codes, 1); // 102 顧客コード2 N10
  } else flaws |= FLAW.KEY;
  bytes[at + 111] = 0x37; // 112 振込指定区分 N1: 7 テレ振込
  endRecord(bytes, at); // 113 識別表示 C1, 114 ダミー C7
  return flaws;
}

/** トレーラ・レコード and エンド・レコード, into spaces. */
export function writeEnd(bytes: Uint8Array, at: number, count: number, totalYen: number): void {
  // 1 データ区分, 2 合計件数 N6, 8 合計金額 N12
  writeText(bytes, at, `8${String(count).padStart(6, '0')}${String(totalYen).padStart(12, '0')}`);
  endRecord(bytes, at);
  writeText(bytes, at + RECORD_BYTES, '9');
  endRecord(bytes, at + RECORD_BYTES);
}

/** The name as the bank will have it: in its letters, 30 bytes at most. */
export function nameInFile(holderKana: string): string {
  return cutZenginName(toZenginName(holderKana).text, ZENGIN_NAME_BYTES);
}

function endRecord(bytes: Uint8Array, at: number): void {
  bytes[at + 120] = 0x0d;
  bytes[at + 121] = 0x0a;
}

function writeText(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[at + index] = text.charCodeAt(index);
}

/** Undefined where the branch does not exist. A branch's bytes are made once: the directory does not change. */
function placeOf(bank: number, branch: number, allowTestBank: boolean): Uint8Array | undefined {
  if (bank < 0 || branch < 0 || (bank === TEST_BANK && !allowTestBank)) return undefined;
  const key = bank * 1000 + branch;
  return places.get(key) ?? makePlace(key);
}

function makePlace(key: number): Uint8Array | undefined {
  const code = String(key).padStart(7, '0');
  const bankCode = code.slice(0, 4);
  const branchCode = code.slice(4);
  const bank = findBank(bankCode, { allowTestBank: true });
  const branch = findBranch(bankCode, branchCode, { allowTestBank: true });
  if (!bank || !branch) return undefined;
  const place = new Uint8Array(PLACE_BYTES).fill(SPACE);
  writeText(place, 0, `2${bankCode}`); // 1 データ区分, 2 被仕向銀行番号 N4
  writeZenginName(nameOfPlace(bank.kana), place, 5, BANK_NAME_BYTES); // 6 被仕向銀行名 C15
  writeText(place, 20, branchCode); // 21 被仕向支店番号 N3
  writeZenginName(nameOfPlace(branch.kana), place, 23, BANK_NAME_BYTES); // 24 被仕向支店名 C15
  writeText(place, 38, '0000'); // 39 手形交換所番号 N4, not used
  places.set(key, place);
  return place;
}

/** Names of banks and branches have one symbol, the hyphen. */
function nameOfPlace(kana: string): string {
  return toZenginName(kana).text.replace(/[().]/g, ' ');
}

/** 1 普通, 2 当座, 4 貯蓄. ゆうちょ銀行 has its giro accounts (当座), and only them, at branches that end in 9. */
function isTypePossible(bank: number, branch: number, type: number): boolean {
  if (type !== 1 && type !== 2 && type !== 4) return false;
  return bank !== YUCHO_BANK || (type === 2) === (branch % 10 === 9);
}

/** A text of exactly that many ASCII digits as a number, otherwise -1. */
function readDigits(text: string, length: number): number {
  if (text.length !== length) return -1;
  let value = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Out of the array: a number beyond 31 bits that is handed over by itself would be put on the heap. */
function writeCode(bytes: Uint8Array, at: number, codes: Float64Array, index: number): void {
  const code = codes[index] ?? 0;
  const high = (code / FIVE_DIGITS) | 0;
  writeFiveDigits(bytes, at, high);
  writeFiveDigits(bytes, at + 5, (code - high * FIVE_DIGITS) | 0);
}

function writeFiveDigits(bytes: Uint8Array, at: number, value: number): void {
  const first = (value / 10_000) | 0;
  const rest = (value - first * 10_000) | 0;
  const hundreds = (rest / 100) | 0;
  bytes[at] = ZERO + first;
  writeTwoDigits(bytes, at + 1, hundreds);
  writeTwoDigits(bytes, at + 3, (rest - hundreds * 100) | 0);
}

function writeTwoDigits(bytes: Uint8Array, at: number, value: number): void {
  const pair = PAIRS[value] ?? 0;
  bytes[at] = pair >> 8;
  bytes[at + 1] = pair & 0xff;
}
