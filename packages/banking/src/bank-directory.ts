// Banks and branches that exist, from zengin-code: a snapshot of the Zengin system's directory. It says what exists
// when the snapshot was taken, not on the day on which money moves.
import { createRequire } from 'node:module';
import { toSearchKey } from '@tenohira/core';

/** A bank or a branch. `code` has 4 digits for a bank, 3 for a branch; `kana` is full-width with large kana only. */
export type BankEntry = { code: string; name: string; kana: string };

export type DirectoryOptions = {
  /** Bank 9999, branch 999 (テスト銀行) counts as existing. The Zengin system assigns neither. */
  allowTestBank?: boolean;
};

const require = createRequire(import.meta.url);

type Snapshot = Readonly<Record<string, BankEntry & { branches: Readonly<Record<string, BankEntry>> }>>;
type Indexed = { entry: BankEntry; keys: readonly string[] };

const TEST_BANK: BankEntry = { code: '9999', name: 'テスト銀行', kana: 'テストギンコウ' };
const TEST_BRANCH: BankEntry = { code: '999', name: 'テスト支店', kana: 'テスト' };

/** How people end a name which the directory leaves out, and what it writes shorter. */
const LONG_FORMS: readonly (readonly [RegExp, string])[] = [
  [/しんようきんこ$/, 'しんきん'],
  [/信用金庫/, '信金'],
  [/信用組合/, '信組'],
  [/農業協同組合/, '農協'],
  [/漁業協同組合/, '漁協'],
  [/労働金庫/, '労金'],
  [/(銀行|ぎんこう)$/, ''],
  [/(支店|してん)$/, ''],
];

const SMALL_KANA = 'ぁぃぅぇぉっゃゅょゎゕゖ';
const LARGE_KANA = 'あいうえおつやゆよわかけ';

let snapshot: Snapshot | undefined;
let indexedBanks: readonly Indexed[] | undefined;
/** Of the banks whose branches are being searched; the largest has some 700. */
const indexedBranches = new Map<string, readonly Indexed[]>();
const INDEXED_BRANCHES_KEPT = 20;

export function findBank(code: string, options: DirectoryOptions = {}): BankEntry | undefined {
  if (code === TEST_BANK.code) return options.allowTestBank ? TEST_BANK : undefined;
  return toEntry(ownValue(directory(), code));
}

export function findBranch(
  bankCode: string,
  branchCode: string,
  options: DirectoryOptions = {},
): BankEntry | undefined {
  if (bankCode === TEST_BANK.code) {
    return options.allowTestBank && branchCode === TEST_BRANCH.code ? TEST_BRANCH : undefined;
  }
  const bank = ownValue(directory(), bankCode);
  return bank && toEntry(ownValue(bank.branches, branchCode));
}

/** Banks by the beginning of their code, or by a part of their name in kanji, kana or hiragana; the closest first. */
export function searchBanks(text: string, limit: number): BankEntry[] {
  indexedBanks ??= indexOf(Object.values(directory()));
  return search(indexedBanks, text, limit);
}

/** Branches of a bank, found like banks. Empty for a bank that does not exist. */
export function searchBranches(bankCode: string, text: string, limit: number): BankEntry[] {
  let branches = indexedBranches.get(bankCode);
  if (!branches) {
    branches = indexOf(Object.values(ownValue(directory(), bankCode)?.branches ?? {}));
    if (indexedBranches.size >= INDEXED_BRANCHES_KEPT) indexedBranches.clear();
    indexedBranches.set(bankCode, branches);
  }
  return search(branches, text, limit);
}

function directory(): Snapshot {
  // Some 20 MB once it is in memory: only processes that ask for a bank pay for it.
  snapshot ??= require('zengin-code') as Snapshot; // the package has no types
  return snapshot;
}

function ownValue<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function toEntry(entry: BankEntry | undefined): BankEntry | undefined {
  return entry && { code: entry.code, name: entry.name, kana: entry.kana };
}

function indexOf(entries: readonly BankEntry[]): Indexed[] {
  return entries
    .map(({ code, name, kana }) => ({ entry: { code, name, kana }, keys: [toKey(name), toKey(kana)] }))
    .sort((one, other) => one.entry.code.localeCompare(other.entry.code));
}

function search(index: readonly Indexed[], text: string, limit: number): BankEntry[] {
  const key = toKey(text);
  if (key === '') return [];
  const short = LONG_FORMS.reduce((rest, [long, form]) => rest.replace(long, form), key);
  const wanted = short === '' || short === key ? [key] : [key, short];
  const found: { entry: BankEntry; rank: number }[] = [];
  for (const { entry, keys } of index) {
    const rank = Math.min(...wanted.map((one) => rankOf(one, entry.code, keys)));
    if (rank < Number.POSITIVE_INFINITY) found.push({ entry, rank });
  }
  // The sort is stable: within one rank they stay in the order of their codes.
  return found
    .sort((one, other) => one.rank - other.rank)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function rankOf(wanted: string, code: string, keys: readonly string[]): number {
  if (code === wanted || keys.includes(wanted)) return 0;
  if (code.startsWith(wanted) || keys.some((key) => key.startsWith(wanted))) return 1;
  return keys.some((key) => key.includes(wanted)) ? 2 : Number.POSITIVE_INFINITY;
}

/** As `toSearchKey`, and small kana large as the directory writes them: ジェイ = ジエイ. */
function toKey(text: string): string {
  return toSearchKey(text).replace(
    /[ぁぃぅぇぉっゃゅょゎゕゖ]/g,
    (kana) => LARGE_KANA[SMALL_KANA.indexOf(kana)] ?? kana,
  );
}
