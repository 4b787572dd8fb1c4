// A file from a core system is UTF-8 or Shift_JIS, and says so at most by a byte order mark. Nothing is guessed silently:
// the header decides, and a byte that does not fit refuses the file.
import { isUtf8 } from 'node:buffer';

/** `shift_jis` is Windows-31J here, as the WHATWG Encoding Standard defines that label. */
export type Encoding = 'utf-8' | 'shift_jis';

const CHUNK_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const QUOTE = 0x22;

export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  const end = bytes.indexOf(LINE_FEED);
  const header = bytes.subarray(0, end < 0 ? bytes.length : end);
  const isAscii = header.every((byte) => byte < 0x80);
  // UTF-8 is seldom valid by accident, Shift_JIS often: so UTF-8 is asked first, about the header where that can tell.
  return isUtf8(isAscii ? bytes : header) ? 'utf-8' : 'shift_jis';
}

export function decodeFirstLine(bytes: Uint8Array, encoding: Encoding): string {
  const end = bytes.indexOf(LINE_FEED);
  return new TextDecoder(encoding).decode(bytes.subarray(0, end < 0 ? bytes.length : end));
}

/** The text in pieces. @throws TypeError at a byte that the encoding does not know */
export function* decodeChunks(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    yield decoder.decode(bytes.subarray(start, start + CHUNK_BYTES), { stream: true });
  }
  yield decoder.decode();
}

/** Where the first byte stands that the encoding does not know: line from 1, cell from 0. */
export function findUndecodable(bytes: Uint8Array, encoding: Encoding): { line: number; cell: number } | undefined {
  let line = 1;
  // In both encodings a line feed, a comma and a quotation mark are never part of another character.
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    const content = bytes.subarray(start, end);
    if (!isDecodable(content, encoding)) {
      const cell = cellsOf(content).findIndex((bytesOfCell) => !isDecodable(bytesOfCell, encoding));
      return { line, cell: Math.max(cell, 0) };
    }
    start = end + 1;
  }
  return undefined;
}

function isDecodable(bytes: Uint8Array, encoding: Encoding): boolean {
  if (encoding === 'utf-8') return isUtf8(bytes);
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function cellsOf(line: Uint8Array): Uint8Array[] {
  const cells: Uint8Array[] = [];
  let start = 0;
  let quoted = false;
  for (const [index, byte] of line.entries()) {
    if (byte === QUOTE) quoted = !quoted;
    if (byte !== COMMA || quoted) continue;
    cells.push(line.subarray(start, index));
    start = index + 1;
  }
  cells.push(line.subarray(start));
  return cells;
}
