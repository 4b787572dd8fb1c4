// Which column of area_days.csv is what. 5374.jp goes by position (name, center, categories); forks put a district or
// the number of one in front, or leave the center out.
import { labelKey } from './label-key.ts';
import { parseRule } from './parse-rule.ts';
import type { CsvRow } from './read-csv.ts';

export type AreaColumns = {
  district: number[];
  name: number;
  center: number | undefined;
  categories: { index: number; label: string }[];
};

export function findAreaColumns(header: CsvRow, rows: CsvRow[]): AreaColumns {
  const name = findNameColumn(header.cells);
  const center = isCenterColumn(header.cells[name + 1] ?? '', name + 1, rows) ? name + 1 : undefined;
  const first = center === undefined ? name + 1 : name + 2;
  return {
    district: [...Array(name).keys()],
    name,
    center,
    categories: header.cells
      .map((label, index) => ({ index, label }))
      .filter(({ index, label }) => index >= first && label !== ''),
  };
}

/** A second header inside the file repeats the first one. */
export function isRepeatedHeader(header: CsvRow, row: CsvRow, columns: AreaColumns): boolean {
  const same = ({ index }: { index: number }) =>
    labelKey(row.cells[index] ?? '') !== '' && labelKey(row.cells[index] ?? '') === labelKey(header.cells[index] ?? '');
  const repeated = columns.categories.filter(same).length;
  return repeated > 0 && (same({ index: columns.name }) || repeated * 2 >= columns.categories.length);
}

const NAMES = ['地名', '自治会名', '町名', '町名等', '町内会名', '地域名', '地区名', '行政区'];

/** `地名` wherever it stands; else one of the names that cities use, in the first columns; else the first column. */
function findNameColumn(header: string[]): number {
  const keys = header.slice(0, 4).map(labelKey);
  for (const name of NAMES) {
    const index = keys.indexOf(name);
    if (index >= 0) return index;
  }
  return 0;
}

/** By its heading, else by what stands in it: a column of rules is a category, whatever its position. */
function isCenterColumn(heading: string, index: number, rows: CsvRow[]): boolean {
  if (/センター|center|清掃工場|処理場|事務所/i.test(heading.normalize('NFKC'))) return true;
  const filled = rows.map(({ cells }) => cells[index] ?? '').filter((cell) => cell !== '');
  const rules = filled.filter((cell) => parseRule(cell).problems.length === 0).length;
  return rules * 2 <= filled.length;
}
