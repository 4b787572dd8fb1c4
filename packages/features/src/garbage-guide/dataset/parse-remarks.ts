import { labelKey } from './label-key.ts';
import { plainText } from './plain-text.ts';
import type { CsvRow } from './read-csv.ts';
import type { Report } from './report.ts';
import type { Remark } from './types.ts';

const FILE = 'remarks.csv';

/** remarks.csv: id and text. Ids are numbers or letters; width does not matter. */
export function parseRemarks(rows: CsvRow[], report: Report): Remark[] {
  const remarks = new Map<string, Remark>();
  for (const [index, { line, cells }] of rows.entries()) {
    const id = (cells[0] ?? '').normalize('NFKC').replace(/^\*/, '').trim();
    const text = plainText(cells[1] ?? '');
    if (isHeader(cells, index)) continue;
    if (id === '') {
      report.problem({ file: FILE, line, column: 'ID' }, '注意事項の番号がありません。1列目に番号を書いてください。');
    } else if (text === '') {
      report.doubt({ file: FILE, line }, `注意事項「${id}」の文がありません。`);
    } else if (remarks.has(id)) {
      report.doubt({ file: FILE, line }, `注意事項「${id}」は前の行にもあります。前の行を使いました。`);
    } else {
      remarks.set(id, { id, text });
    }
  }
  return [...remarks.values()];
}

/** A published file begins with `1,…` at once; 5374.jp would lose that remark. */
function isHeader(cells: string[], index: number): boolean {
  const [first = '', second = ''] = cells.map(labelKey);
  return index === 0 && (['id', '番号', 'no', 'no.'].includes(first) || ['注意事項', '備考', 'text'].includes(second));
}
