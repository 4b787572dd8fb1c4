// Every CSV that leaves the city: RFC 4180 with CRLF, every cell quoted, in one of the two encodings that a city hall's
// spreadsheet opens by a double click, and with nothing in it that the spreadsheet would run.
import iconv from 'iconv-lite';
import { toWindowsText } from './windows-text.ts';

export type CsvEncoding = 'utf-8' | 'shift_jis';

/** A number is written as it is: it is ours. A text may be anybody's. */
export type CsvCell = string | number | null;

export type CsvTable = {
  header: readonly string[];
  rows: readonly (readonly CsvCell[])[];
  encoding: CsvEncoding;
};

/**
 * A spreadsheet takes what begins so for a formula, also behind spaces: https://owasp.org/www-community/attacks/CSV_Injection
 * Full-width signs are read as the half-width ones by Japanese versions.
 */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** With this mark Excel knows UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The file's bytes. In Shift_JIS, 〓 stands for what it lacks. */
export function toCsv({ header, rows, encoding }: CsvTable): Buffer {
  const text = [header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
  return encoding === 'utf-8' ? Buffer.from(BYTE_ORDER_MARK + text) : iconv.encode(toWindowsText(text), 'cp932');
}

export function csvContentType(encoding: CsvEncoding): string {
  return `text/csv; charset=${encoding === 'utf-8' ? 'utf-8' : 'Shift_JIS'}`;
}

function quoted(cell: CsvCell): string {
  if (typeof cell === 'number') return `"${cell}"`;
  const text = cell ?? '';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""').replace(/[\r\n]+/g, ' ')}"`;
}
