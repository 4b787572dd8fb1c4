import { type AreaColumns, findAreaColumns, isRepeatedHeader } from './area-columns.ts';
import { labelKey } from './label-key.ts';
import { parseRule } from './parse-rule.ts';
import type { CsvRow } from './read-csv.ts';
import type { Report } from './report.ts';
import type { Area, Category, Collection } from './types.ts';

const FILE = 'area_days.csv';

export type ParsedArea = { area: Area; line: number };
export type ParsedAreas = { areas: ParsedArea[]; labels: string[] };

type Context = {
  columns: AreaColumns;
  districtNames: ReadonlyMap<string, string>;
  labelOf: (heading: string) => string;
  report: Report;
};

/** area_days.csv: areas with what is collected there. `districtNames` resolves the numbers of area_master.csv. */
export function parseAreas(
  rows: CsvRow[] | undefined,
  categories: Category[],
  districtNames: ReadonlyMap<string, string>,
  report: Report,
): ParsedAreas {
  if (rows === undefined) return { areas: [], labels: [] };
  const [header, ...body] = rows;
  if (!header) {
    report.problem({ file: FILE }, '中身がありません。1行目に列の名前、2行目から地域を書いてください。');
    return { areas: [], labels: [] };
  }
  const columns = findAreaColumns(header, body);
  const known = new Map(categories.map(({ label }) => [labelKey(label), label]));
  const context: Context = { columns, districtNames, report, labelOf: (text) => known.get(labelKey(text)) ?? text };
  if (columns.categories.length === 0) {
    report.problem(
      { file: FILE, line: header.line },
      '分別の列がありません。1行目に「地名,センター,燃やすごみ,…」と書いてください。',
    );
  }
  const areas: ParsedArea[] = [];
  for (const row of body) {
    if (isRepeatedHeader(header, row, columns)) continue;
    const area = parseArea(row, areas.length, context);
    if (area) areas.push({ area, line: row.line });
  }
  if (areas.length === 0) report.problem({ file: FILE }, '地域が1つもありません。2行目から地域を書いてください。');
  return { areas, labels: [...new Set(columns.categories.map(({ label }) => context.labelOf(label)))] };
}

function parseArea(row: CsvRow, position: number, context: Context): Area | undefined {
  const { columns, report, districtNames } = context;
  const name = row.cells[columns.name] ?? '';
  const collections = parseCollections(row, context);
  const extra = row.cells.findIndex((cell, index) => cell !== '' && index > (columns.categories.at(-1)?.index ?? 0));
  if (extra >= 0)
    report.doubt({ file: FILE, line: row.line }, '列の名前がない列に値があります。その列は使いませんでした。');
  if (name === '') {
    report.problem(
      { file: FILE, line: row.line, column: '地名' },
      '地名がありません。地名を書くか、行を消してください。',
    );
    return undefined;
  }
  const district = columns.district
    .map((index) => row.cells[index] ?? '')
    .map((cell) => districtNames.get(labelKey(cell)) ?? cell)
    .filter((cell) => cell !== '')
    .join(' ');
  const centerCell = columns.center === undefined ? '' : (row.cells[columns.center] ?? '');
  const center = NO_CENTER.has(labelKey(centerCell)) ? '' : centerCell;
  return {
    position,
    name,
    ...(district === '' ? {} : { district }),
    ...(center === '' ? {} : { center }),
    collections,
  };
}

/** A published file says NULL. */
const NO_CENTER = new Set(['', 'null', '-', 'なし']);

/** Every category of the header, in its order; two columns of one name are one category. */
function parseCollections(row: CsvRow, context: Context): Collection[] {
  const collections = new Map<string, Collection>();
  for (const { index, label } of context.columns.categories) {
    const place = { file: FILE, line: row.line, column: label };
    const parsed = parseRule(row.cells[index] ?? '');
    for (const problem of parsed.problems) context.report.problem(place, problem);
    for (const doubt of parsed.doubts) context.report.doubt(place, doubt);
    const categoryLabel = context.labelOf(label);
    const known = collections.get(categoryLabel) ?? { categoryLabel, rules: [], remarkIds: [] };
    known.rules.push(...parsed.rules);
    known.remarkIds = [...new Set([...known.remarkIds, ...parsed.remarkIds])];
    collections.set(categoryLabel, known);
  }
  return [...collections.values()];
}
