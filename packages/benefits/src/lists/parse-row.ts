// One row of the file → what is kept of a person, or what is wrong with it. No message says what stood in a cell.
import { checkAccount, toZenginName } from '@tenohira/banking';
import type { LocalDate } from '@tenohira/core';
import { type BankAccount, bankAccountSchema } from '@tenohira/feature-kit';
import type { Header, ListColumn } from './columns.ts';
import type { ListedPerson } from './listed-person.ts';
import { parseBirthdate } from './parse-birthdate.ts';
import type { FileRow } from './read-rows.ts';
import type { ListProblem } from './report.ts';

export type ListedRow = {
  line: number;
  person: ListedPerson;
  isHead: boolean;
  isFenced: boolean;
  standing: 'eligible' | 'moved-out' | 'deceased';
  amountYen: number;
  account: BankAccount | null;
};

export type RowRules = {
  amountRule: 'household' | 'person';
  /** For a row without an amount. */
  amountYen: number;
  today: LocalDate;
  /** Accounts at bank 9999 「テスト銀行」 pass: for the sandbox alone. */
  allowTestBank: boolean;
};

type Sink = { problem(problem: ListProblem): void; warning(problem: ListProblem): void };

const EARLIEST_BIRTHDATE = '1880-01-01';
const MOST_YEN = 100_000_000;
const NUMBER = /^[0-9A-Za-z-]{1,15}$/;
const YES = ['1', '有', 'あり', '○', '〇', '該当', 'TRUE', 'Y', 'YES'];
const NO = ['', '0', '無', 'なし', '-', '非該当', 'FALSE', 'N', 'NO'];
const TYPES: Readonly<Record<string, BankAccount['type']>> = {
  '1': '1',
  普通: '1',
  総合: '1',
  '2': '2',
  当座: '2',
  '4': '4',
  貯蓄: '4',
};
const STANDINGS: Readonly<Record<string, ListedRow['standing']>> = {
  '': 'eligible',
  転居: 'eligible',
  転入: 'eligible',
  出生: 'eligible',
  転出: 'moved-out',
  転出確定: 'moved-out',
  国外転出: 'moved-out',
  職権消除: 'moved-out',
  死亡: 'deceased',
};
// The replacement character, and controls that no core system means. Private use is 外字.
const UNREADABLE = /\uFFFD|(?![\t\n\r])\p{Cc}/u;
const OWN_GLYPH = /[\uE000-\uF8FF]|〓/u;

/** The row as it would be kept. Where something is wrong it was told to `sink`, and the values that it concerns are empty. */
export function parseRow({ line, cells }: FileRow, header: Header, rules: RowRules, sink: Sink): ListedRow {
  const nameOf = (key: ListColumn) => header.names[header.at[key] ?? -1] ?? '';
  const cell = (key: ListColumn) => {
    const index = header.at[key];
    return index === undefined ? '' : (cells[index] ?? '');
  };
  const problem = (key: ListColumn, message: string) => sink.problem({ line, column: nameOf(key), message });
  const warning = (key: ListColumn, message: string) => sink.warning({ line, column: nameOf(key), message });
  const plain = (key: ListColumn) => cell(key).normalize('NFKC').trim();

  for (const [index, text] of cells.entries()) {
    if (UNREADABLE.test(text)) {
      sink.problem({
        line,
        column: header.names[index] ?? '',
        message: '読めない文字（文字化け・制御文字）が入っています。正しい文字に直してください。',
      });
    }
  }

  const numberIn = (key: 'addressee' | 'household', title: string) => {
    const number = plain(key);
    if (NUMBER.test(number)) return number;
    problem(key, number === '' ? `${title}がありません。` : `${title}は、15文字までの数字・英字で入れてください。`);
    return '';
  };
  const required = (key: 'name', title: string, longest: number) => {
    const text = cell(key);
    if (text === '') problem(key, `${title}がありません。`);
    else if (text.length > longest) problem(key, `${title}が長すぎます（${longest}文字まで）。`);
    if (OWN_GLYPH.test(text))
      warning(key, '外字が入っています。登録者との突合や宛名の印刷で、手作業の確認が必要になります。');
    return text;
  };

  const addressee = numberIn('addressee', '宛名番号');
  const household = numberIn('household', '世帯番号');
  const standing = readStanding(plain('change'));
  if (standing === undefined) problem('change', '異動事由は、空欄・転出・死亡・転居のどれかにしてください。');
  const isHead = readHead(plain('relation'), /フラグ|区分|世帯主/.test(nameOf('relation')));
  if (isHead === undefined)
    problem('relation', '世帯主かどうかが分かりません。「世帯主」「妻」「子」などの続柄か、1・0で入れてください。');
  const name = required('name', '氏名', 100);
  const kana = cell('kana');
  const birthdate = readBirthdate(plain('birthdate'), rules.today, (message) => problem('birthdate', message));
  const address = readAddress(cell('address'), header.mapping.addressPrefix);
  if (address.length > 200) problem('address', '住所が長すぎます（200文字まで）。');
  if (address === '') warning('address', '住所がありません。手紙をお送りできません。');
  const isFenced = readFlag(plain('support'));
  if (isFenced === undefined) problem('support', '支援措置フラグは、1（あり）か 0・空欄（なし）にしてください。');
  const head = isHead ?? false;
  const amountYen = readAmount(plain('amount'), rules, head, (message) => problem('amount', message));
  const account = readAccount({ plain, cell, kana, problem, warning, allowTestBank: rules.allowTestBank });
  return {
    line,
    person: { addressee, household, name, kana, birthdate, address },
    isHead: head,
    isFenced: isFenced ?? false,
    standing: standing ?? 'eligible',
    amountYen,
    account,
  };
}

function readStanding(text: string): ListedRow['standing'] | undefined {
  return Object.hasOwn(STANDINGS, text) ? STANDINGS[text] : undefined;
}

function readFlag(text: string): boolean | undefined {
  const upper = text.toUpperCase();
  return YES.includes(upper) ? true : NO.includes(upper) ? false : undefined;
}

/** A flag, or a word. Other numbers are codes whose meaning differs between core systems. */
function readHead(text: string, isFlag: boolean): boolean | undefined {
  if (text === '世帯主' || text === '主') return true;
  if (isFlag || /^[01]$/.test(text)) return readFlag(text);
  return text === '' || /^\d+$/.test(text) ? undefined : false;
}

function readBirthdate(text: string, today: LocalDate, problem: (message: string) => void): LocalDate {
  const date = parseBirthdate(text);
  if (text === '') problem('生年月日がありません。');
  else if (date === undefined)
    problem('存在しない日付か、読めない形です。19700102、1970-01-02、1970/1/2、S45.1.2 のように入れてください。');
  else if (date > today) problem('生年月日が未来の日付です。');
  else if (date < EARLIEST_BIRTHDATE) problem('生年月日が古すぎます。元号や年をお確かめください。');
  else return date;
  return '';
}

function readAddress(text: string, prefix: string): string {
  if (text === '' || prefix === '') return text;
  // 「若葉県緑野市」: the list may have the whole of it, the city alone, or neither.
  const city = prefix.replace(/^(?:北海道|東京都|京都府|大阪府|[^市区町村郡県]{2,3}県)/u, '');
  return text.startsWith(prefix) || (city !== '' && text.startsWith(city)) ? text : `${prefix}${text}`;
}

function readAmount(text: string, rules: RowRules, isHead: boolean, problem: (message: string) => void): number {
  const counts = rules.amountRule === 'person' || isHead;
  const digits = text.replace(/^[¥\\]|円$/g, '').replace(/(?<=\d),(?=\d{3})/g, '');
  if (digits === '') return counts ? rules.amountYen : 0;
  // A member of a household that is paid through its head has no amount.
  if (!counts && /^0+$/.test(digits)) return 0;
  if (/^[-−△▲]/.test(digits)) problem('金額がマイナスです。1円以上の整数で入れてください。');
  else if (/^\d+\.\d*$/.test(digits)) problem('金額に小数があります。1円以上の整数で入れてください。');
  else if (!/^\d{1,12}$/.test(digits)) problem('金額は、1円以上の整数で入れてください。');
  else if (Number(digits) === 0) problem('金額が0円です。対象でない方は、名簿から外してください。');
  else if (Number(digits) > MOST_YEN) problem('金額が大きすぎます。桁をお確かめください。');
  else return counts ? Number(digits) : 0;
  return 0;
}

type AccountCells = {
  plain(key: ListColumn): string;
  cell(key: ListColumn): string;
  kana: string;
  problem(key: ListColumn, message: string): void;
  warning(key: ListColumn, message: string): void;
  allowTestBank: boolean;
};

const ACCOUNT_FIELDS: Readonly<Record<keyof BankAccount, ListColumn>> = {
  bankCode: 'bankCode',
  branchCode: 'branchCode',
  type: 'accountType',
  number: 'accountNumber',
  holderKana: 'holderKana',
};

function readAccount({ plain, cell, kana, problem, warning, allowTestBank }: AccountCells): BankAccount | null {
  const parts = (['bankCode', 'branchCode', 'accountType', 'accountNumber'] as const).map(
    (key) => [key, plain(key)] as const,
  );
  if (parts.every(([, text]) => text === '')) return null;
  const missing = parts.filter(([, text]) => text === '');
  for (const [key] of missing)
    problem(key, '口座の一部がありません。4項目すべてを入れるか、すべて空欄にしてください。');
  if (missing.length > 0) return null;
  const [, type] = parts[2] ?? [];
  const account = {
    // Spreadsheets drop leading zeros; whether the result exists is checked below.
    bankCode: plain('bankCode').padStart(4, '0'),
    branchCode: plain('branchCode').padStart(3, '0'),
    type: TYPES[(type ?? '').replace(/預金$/, '')] ?? '',
    number: plain('accountNumber').padStart(7, '0'),
    holderKana: cell('holderKana') || kana,
  };
  const problems = checkAccount(account, { allowTestBank });
  for (const { field, code } of problems) problem(ACCOUNT_FIELDS[field], ACCOUNT_MESSAGES[code]);
  const parsed = bankAccountSchema.safeParse(account);
  if (!parsed.success || problems.length > 0) {
    if (problems.length === 0) problem('accountNumber', ACCOUNT_MESSAGES.NUMBER_INVALID);
    return null;
  }
  const { losses } = toZenginName(account.holderKana);
  if (losses.length > 0) {
    const column = cell('holderKana') === '' ? 'kana' : 'holderKana';
    warning(
      column,
      '口座名義に、銀行の振込データで使えない文字があります。振込の前に、置き換えた名前の確認が必要です。',
    );
  }
  return parsed.data;
}

/** As `checkAccount` means them, for whoever reads a report and not a form, and without what stood in the cell. */
const ACCOUNT_MESSAGES: Readonly<Record<ReturnType<typeof checkAccount>[number]['code'], string>> = {
  BANK_UNKNOWN: 'この金融機関コードの金融機関はありません。',
  BRANCH_UNKNOWN: 'この支店コードの支店は、この金融機関にありません。',
  TYPE_UNKNOWN: '口座種別は、1（普通）・2（当座）・4（貯蓄）のどれかです。',
  NUMBER_INVALID: '口座番号は7桁の数字です。',
  YUCHO_TYPE_MISMATCH: 'ゆうちょ銀行の店番と口座種別が合いません（店番の末尾が8は普通・貯蓄、9は当座）。',
  HOLDER_EMPTY: '口座名義カナがありません。',
  HOLDER_LONG: '口座名義カナが長すぎます（60文字まで）。',
};
