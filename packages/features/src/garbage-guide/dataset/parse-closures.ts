import type { LocalDate } from '@tenohira/core';
import { labelKey } from './label-key.ts';
import type { CsvRow } from './read-csv.ts';
import { readDay } from './read-day.ts';
import type { Report } from './report.ts';
import type { Closure } from './types.ts';

const FILE = 'center.csv';

export type ParsedCenters = { closures: Closure[]; centers: Set<string> };

/** center.csv: name, first and last closed day. All periods of a name count (5374.jp takes its last one alone). */
export function parseClosures(rows: CsvRow[], report: Report): ParsedCenters {
  const closures: Closure[] = [];
  const centers = new Set<string>();
  for (const [index, { line, cells }] of rows.entries()) {
    const [center = '', fromText = '', toText = ''] = cells;
    if (isHeader(cells, index)) continue;
    if (center === '') {
      report.problem({ file: FILE, line, column: '名称' }, 'センターの名前がありません。1列目に名前を書いてください。');
      continue;
    }
    centers.add(labelKey(center));
    if (fromText === '' && toText === '') continue;
    const from = requireDay(fromText, { line, column: '休止開始日' }, report);
    const to = requireDay(toText, { line, column: '休止終了日' }, report);
    if (from === undefined || to === undefined) continue;
    if (from > to) {
      report.problem(
        { file: FILE, line, column: '休止終了日' },
        `休止終了日（${to}）が休止開始日（${from}）より前です。日付を直してください。`,
      );
      continue;
    }
    closures.push({ center, from, to });
    if (lengthInDays(from, to) > 7) {
      report.doubt(
        { file: FILE, line },
        '休止が7日より長いため、「1週間ずらす」を選ぶと、ずらした先も休止日になることがあります。住民への表示を確かめてください。',
      );
    }
  }
  return { closures, centers };
}

function isHeader(cells: string[], index: number): boolean {
  const [name = '', from = ''] = cells;
  if (['名称', 'センター', 'name', 'センター名'].includes(labelKey(name)) && readDay(from) === undefined) return true;
  return index === 0 && readDay(from) === undefined && !/\d/.test(from.normalize('NFKC'));
}

function requireDay(text: string, place: { line: number; column: string }, report: Report): LocalDate | undefined {
  const day = readDay(text);
  if (day !== undefined && day !== 'no-day') return day;
  const reason = text === '' ? '日付がありません。' : `「${text}」という日はありません。`;
  report.problem({ file: FILE, ...place }, `${reason}「2026/12/29」のように、ある日付を書いてください。`);
  return undefined;
}

function lengthInDays(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}
