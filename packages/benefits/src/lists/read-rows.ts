import { Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { decodeChunks, decodeFirstLine, type Encoding, findUndecodable } from './decode-file.ts';

export type FileRow = {
  /** Where the row begins, from 1. */
  line: number;
  cells: string[];
};

/** A file that cannot be read to its end. `cell` from 0, where it is known. */
export class UnreadableFile extends Error {
  readonly line: number;
  readonly cell: number | undefined;
  /** The first line's cells, where the file can be read at least so far. */
  readonly headings: readonly string[];

  constructor(message: string, line: number, cell?: number, headings: readonly string[] = []) {
    super(message);
    this.line = line;
    this.cell = cell;
    this.headings = headings;
  }
}

const OPTIONS = {
  bom: true,
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  // A row of names and addresses has some 300 characters; one of this size is not a row.
  max_record_size: 16 * 1024,
} satisfies Options;

/** Of a core system's export; `max_record_size` counts what is in the cells, and empty ones have nothing. */
const MAX_CELLS = 500;

/** Rows one by one, cells trimmed, memory flat. @throws UnreadableFile */
export async function* readRows(bytes: Uint8Array, encoding: Encoding): AsyncGenerator<FileRow> {
  const source = Readable.from(withoutEndlessLines(decodeChunks(bytes, encoding)));
  const parser = parse(OPTIONS);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    // With `info`, csv-parse gives { record, info }; its types do not say so.
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      let line = info.lines;
      const cells = record.map((cell) => {
        for (const character of cell) if (character === '\n') line -= 1;
        return cell.trim();
      });
      yield { line, cells };
    }
  } catch (error) {
    throw toUnreadable(error, bytes, encoding);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** Before the parser keeps a line's cells, of which a file of commas has a hundred million. @throws UnreadableFile */
function* withoutEndlessLines(chunks: Iterable<string>): Generator<string> {
  let [line, commas] = [1, 0];
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 1) {
      const character = chunk[at];
      if (character === ',') commas += 1;
      else if (character === '\n' || character === '\r') {
        if (character === '\n') line += 1;
        commas = 0;
      }
      if (commas >= MAX_CELLS) throw new UnreadableFile(TOO_LONG, line);
    }
    yield chunk;
  }
}

function toUnreadable(error: unknown, bytes: Uint8Array, encoding: Encoding): unknown {
  if (error instanceof CsvError) {
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    return new UnreadableFile(CSV_MESSAGES[error.code] ?? BROKEN, line);
  }
  if (!(error instanceof TypeError)) return error;
  const at = findUndecodable(bytes, encoding) ?? { line: 1, cell: 0 };
  const name = encoding === 'utf-8' ? 'UTF-8' : 'Shift_JIS';
  return new UnreadableFile(
    `${name} として読めない文字があります。文字コードを UTF-8 または Shift_JIS にして、書き出し直してください。`,
    at.line,
    at.cell,
    at.line === 1
      ? []
      : decodeFirstLine(bytes, encoding)
          .split(',')
          .map((name) => name.replace(/^"|"$/g, '').trim()),
  );
}

const BROKEN = 'CSVとして読めません。引用符（"）の付き方を確かめて、書き出し直してください。';
const TOO_LONG = '1行が長すぎます。引用符（"）が閉じられているか、区切りがカンマかを確かめてください。';
const CSV_MESSAGES: Readonly<Partial<Record<string, string>>> = {
  CSV_QUOTE_NOT_CLOSED:
    '引用符（"）が閉じられないままファイルが終わっています。途中で切れていないか確かめて、書き出し直してください。',
  CSV_MAX_RECORD_SIZE: TOO_LONG,
};
