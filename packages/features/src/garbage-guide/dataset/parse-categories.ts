import { labelKey } from './label-key.ts';
import { plainText } from './plain-text.ts';
import type { CsvRow } from './read-csv.ts';
import type { Report } from './report.ts';
import type { Category } from './types.ts';

const FILE = 'description.csv';

/** For a category that says no colour: readable with white letters. */
export const DEFAULT_COLOR = '#5f6b7a';

/** description.csv: label, sublabel, description, styles, bgcolor. The picture (`styles`) is of no use in LINE. */
export function parseCategories(rows: CsvRow[], report: Report): Category[] {
  const categories = new Map<string, Category>();
  for (const [index, { line, cells }] of rows.entries()) {
    const [label = '', sublabel = '', description = '', , color = ''] = cells;
    if (isHeader(cells, index)) continue;
    if (label === '') {
      report.problem({ file: FILE, line, column: 'label' }, '分別の名前がありません。1列目に名前を書いてください。');
    } else if (categories.has(labelKey(label))) {
      report.doubt({ file: FILE, line }, `「${label}」は前の行にもあります。前の行を使いました。`);
    } else {
      categories.set(labelKey(label), {
        label,
        sublabel: plainText(sublabel),
        description: plainText(description),
        bgColor: readColor(color, label, line, report),
      });
    }
  }
  return [...categories.values()];
}

/** 5374.jp drops the first line whatever it says; files without a header would lose a category. */
function isHeader(cells: string[], index: number): boolean {
  const first = labelKey(cells[0] ?? '');
  if (['label', 'type', 'ラベル', '分別', '分類', '種類'].includes(first)) return true;
  return index === 0 && !/^#[0-9a-f]{3,8}$/i.test(cells[4] ?? '');
}

function readColor(text: string, label: string, line: number, report: Report): string {
  const color = text.normalize('NFKC').replace(/;$/, '').trim();
  if (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(color)) return color.toLowerCase();
  if (/^[0-9a-f]{6}$/i.test(color)) return `#${color.toLowerCase()}`;
  report.doubt(
    { file: FILE, line, column: 'bgcolor' },
    `「${label}」の色${color === '' ? 'がありません' : `「${color}」が読めません`}。灰色にしました。「#733b96」の形で書けます。`,
  );
  return DEFAULT_COLOR;
}
