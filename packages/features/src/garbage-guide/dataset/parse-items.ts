import { labelKey } from './label-key.ts';
import { plainText } from './plain-text.ts';
import type { CsvRow } from './read-csv.ts';
import type { Report } from './report.ts';
import type { Category, Item } from './types.ts';

const FILE = 'target.csv';

/** target.csv: label (of the category), name, notice, furigana. Trailing columns may be missing. */
export function parseItems(rows: CsvRow[], categories: Category[], report: Report): Item[] {
  const labels = new Map(categories.map(({ label }) => [labelKey(label), label]));
  const items: Item[] = [];
  for (const [index, { line, cells }] of rows.entries()) {
    const [label = '', name = '', notice = '', furigana = ''] = cells;
    if (isHeader(cells, index, labels)) continue;
    if (name === '') {
      report.doubt({ file: FILE, line, column: 'name' }, '品目の名前がない行です。読み飛ばしました。');
      continue;
    }
    const known = labels.get(labelKey(label));
    if (known === undefined) {
      report.doubt(
        { file: FILE, line, column: 'label' },
        `「${label}」という分別が description.csv にありません。品目の案内に分別の説明と色が付きません。`,
      );
    }
    items.push({ label: known ?? label, name: plainText(name), notice: plainText(notice), furigana });
  }
  return items;
}

function isHeader(cells: string[], index: number, labels: ReadonlyMap<string, string>): boolean {
  const [first = '', second = ''] = cells.map(labelKey);
  if (['name', '品名', '品目', '名称', '品目名'].includes(second)) return true;
  return index === 0 && !labels.has(first);
}
