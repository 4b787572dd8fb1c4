import { containsMyNumber } from '@tenohira/core';
import { z } from 'zod';
import { errors } from './errors.ts';
import type { ListProblem } from './report.ts';

/** Our columns, the words for them, and the spellings of the usual core systems. */
const COLUMNS = {
  addressee: {
    title: '宛名番号',
    required: true,
    spellings: ['宛名番号', '宛名コード', '住民コード', '個人コード', '住民番号', '識別番号'],
  },
  household: { title: '世帯番号', required: true, spellings: ['世帯番号', '世帯コード', '世帯員番号'] },
  relation: {
    title: '続柄',
    required: true,
    spellings: ['続柄', '続柄名', '続柄1', '世帯主フラグ', '世帯主区分', '世帯主'],
  },
  name: { title: '氏名', required: true, spellings: ['氏名', '漢字氏名', '氏名漢字', '名前', '宛名氏名'] },
  kana: {
    title: 'カナ',
    required: false,
    spellings: ['カナ', 'カナ氏名', '氏名カナ', 'フリガナ', '氏名フリガナ', '氏名かな'],
  },
  birthdate: { title: '生年月日', required: true, spellings: ['生年月日', '誕生日'] },
  address: { title: '住所', required: true, spellings: ['住所', '現住所', '住所漢字', '漢字住所', '宛名住所'] },
  amount: {
    title: '金額',
    required: false,
    spellings: ['金額', '支給金額', '支給額', '給付額', '給付金額', '支給予定額'],
  },
  bankCode: { title: '金融機関コード', required: false, spellings: ['金融機関コード', '銀行コード', '金融機関番号'] },
  branchCode: { title: '支店コード', required: false, spellings: ['支店コード', '店舗コード', '支店番号', '店番'] },
  accountType: { title: '口座種別', required: false, spellings: ['口座種別', '預金種目', '預金種別', '種別'] },
  accountNumber: { title: '口座番号', required: false, spellings: ['口座番号'] },
  holderKana: {
    title: '口座名義カナ',
    required: false,
    spellings: ['口座名義カナ', '口座名義', '口座名義人カナ', '口座名義人', '名義人カナ', '預金者名'],
  },
  support: {
    title: '支援措置フラグ',
    required: false,
    spellings: ['支援措置フラグ', '支援措置', '支援措置区分', 'DV支援措置', '支援措置対象'],
  },
  change: { title: '異動事由', required: false, spellings: ['異動事由', '異動理由', '異動区分', '消除事由'] },
} as const;

export type ListColumn = keyof typeof COLUMNS;
export const LIST_COLUMNS = Object.keys(COLUMNS) as ListColumn[]; // the keys of the constant above
const ACCOUNT_COLUMNS = ['bankCode', 'branchCode', 'accountType', 'accountNumber'] as const;

export type ColumnDescription = { key: ListColumn; title: string; required: boolean; spellings: readonly string[] };

/** What a list may hold, for a screen on which columns are assigned. */
export function describeColumns(): ColumnDescription[] {
  return LIST_COLUMNS.map((key) => ({ key, ...COLUMNS[key] }));
}

/** Our column → the file's column name. What is not named is looked for under the usual names. */
export const columnMappingSchema = z.strictObject({
  columns: z.partialRecord(z.enum(LIST_COLUMNS), z.string().min(1)).default({}),
  /** Columns of the file that are not read. */
  ignored: z.array(z.string().min(1)).default([]),
  /** Put before addresses that leave the municipality out: `若葉県緑野市`. */
  addressPrefix: z.string().max(40).default(''),
});
export type ColumnMapping = z.input<typeof columnMappingSchema>;
export type CheckedMapping = z.output<typeof columnMappingSchema>;

export type Header = {
  names: readonly string[];
  /** Where each of our columns stands in a row, from 0. */
  at: Readonly<Partial<Record<ListColumn, number>>>;
  mapping: CheckedMapping;
};

/** @throws AppError BENEFIT_MAPPING_INVALID */
export function checkMapping(mapping: unknown): CheckedMapping {
  const parsed = columnMappingSchema.safeParse(mapping ?? {});
  if (!parsed.success) throw errors.MAPPING_INVALID();
  const named = Object.values(parsed.data.columns).concat(parsed.data.ignored).map(spell);
  if (new Set(named).size !== named.length) throw errors.MAPPING_INVALID();
  return parsed.data;
}

/** Reads the first line. What is wrong with it goes to `report`; the header is undefined then. */
export function readHeader(
  line: number,
  cells: readonly string[],
  mapping: CheckedMapping,
  report: (problem: ListProblem) => void,
): Header | undefined {
  let isFine = true;
  const refuse = (column: string, message: string) => {
    isFine = false;
    report({ line, column, message });
  };
  const spelled = cells.map(spell);
  for (const [index, name] of spelled.entries()) {
    if (name !== '' && spelled.indexOf(name) !== index)
      refuse(showName(cells, index), '同じ名前の列が二つあります。どちらかを消してください。');
  }
  const at: Partial<Record<ListColumn, number>> = {};
  for (const key of LIST_COLUMNS) {
    const { title, required, spellings } = COLUMNS[key];
    const given = mapping.columns[key];
    const index = spelled.findIndex((name) =>
      given === undefined ? spellings.some((one) => spell(one) === name) : name === spell(given),
    );
    if (index >= 0) at[key] = index;
    else if (given !== undefined)
      refuse(given, `「${title}」に対応づけた列がありません。見出しの行をお確かめください。`);
    else if (required)
      refuse(
        title,
        `「${title}」の列がありません。見出しの行（1行目）に列の名前があるか、列の対応づけをお確かめください。`,
      );
  }
  const used = new Set(Object.values(at));
  const ignored = new Set(mapping.ignored.map(spell));
  for (const [index, name] of spelled.entries()) {
    if (/個人番号|マイナンバー|MYNUMBER/.test(name)) {
      refuse(
        showName(cells, index),
        'マイナンバー（個人番号）の列は取り込めません。列ごと消してから、もう一度取り込んでください。',
      );
    } else if (!used.has(index) && !ignored.has(name)) {
      refuse(
        showName(cells, index),
        '使い道の分からない列です。列を消すか、列の対応づけで「読み込まない」を選んでください。',
      );
    }
  }
  const accounts = ACCOUNT_COLUMNS.filter((key) => at[key] !== undefined);
  if (accounts.length > 0 && accounts.length < ACCOUNT_COLUMNS.length) {
    const missing = ACCOUNT_COLUMNS.filter((key) => at[key] === undefined).map((key) => COLUMNS[key].title);
    refuse(
      missing.join('、'),
      '口座の列がそろっていません。金融機関コード・支店コード・口座種別・口座番号の4列を入れるか、すべて消してください。',
    );
  }
  return isFine ? { names: cells.map((_, index) => showName(cells, index)), at, mapping } : undefined;
}

/** The name of a column for a report. A first line of data instead of names must not be told. */
export function showName(cells: readonly string[], index: number): string {
  const name = cells[index] ?? '';
  return name === '' || name.length > 20 || /\d{4}/.test(name.normalize('NFKC')) || containsMyNumber(name)
    ? `${index + 1}列目`
    : name;
}

function spell(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s()「」【】_\-・]/g, '');
}
