import { CsvError, type Options, parse } from 'csv-parse/sync';

/** `line` is where the row begins in the file, from 1, also after cells with line breaks in them. */
export type CsvRow = { line: number; cells: string[] };

export type CsvReading = { rows: CsvRow[]; unreadableLine?: number };

/**
 * Rows with something in them, cells trimmed (also of full-width spaces). Rows may be shorter or longer than the header:
 * published files are. `unreadableLine` is set where a quotation mark is opened and never closed.
 */
export function readCsv(text: string): CsvReading {
  try {
    return { rows: toRows(parse(text, OPTIONS)) };
  } catch (error) {
    if (error instanceof CsvError) return { rows: [], unreadableLine: openQuoteLine(text) };
    throw error;
  }
}

const OPTIONS = {
  bom: true,
  raw: true,
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: ['\r\n', '\n', '\r'],
} satisfies Options;

function toRows(records: unknown): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  // With `raw`, csv-parse returns { record, raw }; its types do not say so.
  for (const { record, raw } of records as { record: string[]; raw: string }[]) {
    const cells = record.map((cell) => cell.replace(/^[\s\u3000\uFEFF]+|[\s\u3000]+$/g, ''));
    if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
    line += raw.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return rows;
}

/** The last line on which a quotation mark was opened. */
function openQuoteLine(text: string): number {
  let open = false;
  let line = 0;
  for (const [index, content] of text.split(/\r\n|\n|\r/).entries()) {
    if ((content.split('"').length - 1) % 2 === 0) continue;
    open = !open;
    if (open) line = index + 1;
  }
  return line;
}
