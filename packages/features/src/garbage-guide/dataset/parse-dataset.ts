import type { LocalDate } from '@tenohira/core';
import { errors } from '../errors.ts';
import { checkDataset } from './check-dataset.ts';
import { decodeText, type TextEncoding } from './decode.ts';
import { labelKey } from './label-key.ts';
import { parseAreas } from './parse-areas.ts';
import { DEFAULT_COLOR, parseCategories } from './parse-categories.ts';
import { parseClosures } from './parse-closures.ts';
import { parseItems } from './parse-items.ts';
import { parseRemarks } from './parse-remarks.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { createReport, type Report } from './report.ts';
import type { DatasetDoubt, GarbageDataset } from './types.ts';

export type DatasetFile = { name: string; bytes: Uint8Array };

export type ParsedDataset = {
  dataset: GarbageDataset;
  doubts: DatasetDoubt[];
  encodings: Record<string, TextEncoding>;
};

/**
 * Reads the files that municipalities publish for 5374.jp. All or nothing: one mistake refuses all files, so that no
 * half-read calendar sends people out on the wrong day. `today` lets it notice calendars that are over.
 *
 * @throws GARBAGE_GUIDE_DATASET_INVALID with `details.problems`: every mistake with file, line, column and reason.
 */
export function parseDataset(
  files: ReadonlyMap<string, Uint8Array> | readonly DatasetFile[],
  options: { today?: LocalDate } = {},
): ParsedDataset {
  const report = createReport();
  const encodings: Record<string, TextEncoding> = {};
  const tables = readTables(files, encodings, report);
  const described = parseCategories(tables.get('description.csv') ?? [], report);
  const { areas, labels } = parseAreas(
    tables.get('area_days.csv'),
    described,
    districtNames(tables.get('area_master.csv') ?? []),
    report,
  );
  const { closures, centers } = parseClosures(tables.get('center.csv') ?? [], report);
  const describedKeys = new Set(described.map(({ label }) => labelKey(label)));
  const undescribed = labels.filter((label) => !describedKeys.has(labelKey(label)));
  const categories = [
    ...described,
    ...undescribed.map((label) => ({ label, sublabel: '', description: '', bgColor: DEFAULT_COLOR })),
  ];
  const dataset: GarbageDataset = {
    areas: areas.map(({ area }) => area),
    categories,
    items: parseItems(tables.get('target.csv') ?? [], categories, report),
    closures,
    remarks: parseRemarks(tables.get('remarks.csv') ?? [], report),
  };
  refuse(report);
  checkDataset({ dataset, areas, described: describedKeys, centers, today: options.today }, report);
  return { dataset, doubts: report.doubts(), encodings };
}

const REQUIRED = ['area_days.csv', 'center.csv', 'description.csv'];
const OPTIONAL = ['target.csv', 'remarks.csv', 'area_master.csv'];
const SHOWN_PROBLEMS = 20;

function readTables(
  files: ReadonlyMap<string, Uint8Array> | readonly DatasetFile[],
  encodings: Record<string, TextEncoding>,
  report: Report,
): Map<string, CsvRow[]> {
  const tables = new Map<string, CsvRow[]>();
  const unreadable = new Set<string>();
  const list = files instanceof Map ? [...files].map(([name, bytes]) => ({ name, bytes })) : [...files.values()];
  for (const { name, bytes } of list as DatasetFile[]) {
    // `instanceof` does not narrow a ReadonlyMap
    const file = (name.split(/[/\\]/).at(-1) ?? name).toLowerCase();
    if (![...REQUIRED, ...OPTIONAL].includes(file)) {
      report.doubt({ file: name }, 'このファイルは使いませんでした。');
      continue;
    }
    if (tables.has(file) || unreadable.has(file)) {
      report.problem({ file }, '同じ名前のファイルが2つあります。1つだけ選んでください。');
      continue;
    }
    const rows = readTable(file, bytes, encodings, report);
    if (rows) tables.set(file, rows);
    else unreadable.add(file);
  }
  for (const file of REQUIRED)
    if (!tables.has(file) && !unreadable.has(file))
      report.problem({ file }, 'ファイルがありません。ほかのファイルと一緒に選んでください。');
  return tables;
}

function readTable(
  file: string,
  bytes: Uint8Array,
  encodings: Record<string, TextEncoding>,
  report: Report,
): CsvRow[] | undefined {
  const decoded = decodeText(bytes);
  if (!decoded) {
    report.problem({ file }, '文字コードが分かりません。表計算ソフトで「CSV UTF-8」を選んで保存し直してください。');
    return undefined;
  }
  encodings[file] = decoded.encoding;
  const { rows, unreadableLine } = readCsv(decoded.text);
  if (unreadableLine !== undefined)
    report.problem(
      { file, line: unreadableLine },
      '引用符「"」が閉じていません。引用符を消すか、2つで囲んでください。',
    );
  return unreadableLine === undefined ? rows : undefined;
}

/** area_master.csv of some forks: number of a district, name of it. */
function districtNames(rows: CsvRow[]): Map<string, string> {
  return new Map(rows.map(({ cells }) => [labelKey(cells[0] ?? ''), cells[1] ?? '']));
}

function refuse(report: Report): void {
  const problems = report.problems();
  if (problems.length === 0) return;
  const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ message }) => `・${message}`);
  if (problems.length > shown.length) shown.push(`・ほか${problems.length - shown.length}か所`);
  throw errors.DATASET_INVALID({
    userMessage: [
      `ごみカレンダーのファイルに、直すところが${problems.length}か所あります。直してから、もう一度すべてのファイルを選んでください。`,
      ...shown,
    ].join('\n'),
    details: { problems },
  });
}
