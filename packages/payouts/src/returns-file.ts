// The notice of payouts that the bank sent back. No standard has a form for it (総合振込 knows no result file), so it is
// ours, which staff fill in from the bank's paper or which a bank's own form is brought into:
//
//   振込データ,3f9a1c20        the first 8 signs of the file's hash, as on the slip
//   行番号,金額,理由
//   12,70000,口座該当なし
//   合計,1,70000
import { containsMyNumber } from '@tenohira/core';
import { errors } from './errors.ts';

export type ReturnedLine = {
  /** Position in the bank file, from 1. */
  line: number;
  amountYen: number;
  reason: string;
  /** Where it stands in the notice, from 1: for messages. */
  row: number;
};

export type ReturnsFile = { filePrefix: string; lines: ReturnedLine[] };

const MAX_BYTES = 5_000_000;
const MAX_REASON = 40;

/** UTF-8 or Shift_JIS. @throws AppError PAYOUT_RETURNS_INVALID, whose message names the row */
export function parseReturnsFile(bytes: Uint8Array): ReturnsFile {
  if (bytes.length > MAX_BYTES) throw refused(1, 'ファイルが大きすぎます(5MBまで)。');
  const rows = decode(bytes)
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ row: index + 1, cells: cellsOf(text) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [head, titles, ...rest] = rows;
  if (head?.cells[0] !== '振込データ' || !/^[0-9a-f]{8,64}$/.test(head.cells[1] ?? '')) {
    throw refused(head?.row ?? 1, '1行目は「振込データ,(伝票の確認番号)」としてください。');
  }
  if (titles?.cells.slice(0, 3).join() !== '行番号,金額,理由') {
    throw refused(titles?.row ?? 2, '見出しは「行番号,金額,理由」としてください。');
  }
  const total = rest.at(-1);
  if (total?.cells[0] !== '合計') {
    throw refused(
      total?.row ?? 3,
      '最後の行は「合計,件数,金額」としてください。途中で切れていないかお確かめください。',
    );
  }
  const lines = rest.slice(0, -1).map(({ row, cells: [line = '', amount = '', reason = ''] }) => ({
    row,
    line: wholeNumber(line, row, '行番号'),
    amountYen: wholeNumber(amount, row, '金額'),
    reason: checkedReason(reason, row),
  }));
  const sum = lines.reduce((yen, { amountYen }) => yen + amountYen, 0);
  const [, count = '', yen = ''] = total.cells;
  if (wholeNumber(count, total.row, '件数') !== lines.length || wholeNumber(yen, total.row, '合計金額') !== sum) {
    throw refused(total.row, `合計が明細と合いません(明細は${lines.length}件、${sum}円)。`);
  }
  return { filePrefix: head.cells[1] ?? '', lines };
}

/** @throws AppError PAYOUT_RETURNS_INVALID */
export function refused(row: number, problem: string) {
  return errors.RETURNS_INVALID({ userMessage: `${row}行目: ${problem} 何も変更していません。`, details: { row } });
}

export function checkedReason(reason: string, row: number): string {
  const text = reason.trim();
  if (containsMyNumber(text)) throw refused(row, '理由にマイナンバー（個人番号）と思われる数字があります。');
  if (text === '' || text.length > MAX_REASON) throw refused(row, `理由は1〜${MAX_REASON}文字で書いてください。`);
  return text;
}

function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one, if there is one
    }
  }
  throw refused(1, '文字コードが読み取れません。UTF-8 か Shift_JIS の CSV で保存してください。');
}

function cellsOf(text: string): string[] {
  return text.split(',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

function wholeNumber(text: string, row: number, what: string): number {
  if (!/^[1-9]\d{0,11}$/.test(text)) throw refused(row, `${what}は1以上の整数で書いてください。`);
  return Number(text);
}
