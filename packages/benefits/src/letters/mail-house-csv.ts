// The file for whoever prints and posts: Shift_JIS as Windows writes it (CP932), CRLF, every cell quoted (RFC 4180).
import iconv from 'iconv-lite';

export type MailHouseRow = {
  reference: string;
  address: string;
  name: string;
  amountYen: number;
  closesOn: string;
  code: string;
  url: string;
  /** The printed letter lacks a character as well. */
  lacksGlyph: boolean;
};

const HEADER = ['整理番号', '住所', '氏名', '支給額', '申請期限', 'お手紙の番号', 'URL', '外字'];

/** Characters of Unicode that Windows has elsewhere; without this they would be lost. */
const WINDOWS: Readonly<Record<string, string>> = { '〜': '～', '−': '－', '‖': '∥', '—': '―', '¢': '￠', '£': '￡' };
/** 〓 stands where a character is missing, as printers have always done. */
const MISSING = '〓';
/** A spreadsheet takes what begins so for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

export function writeMailHouseCsv(rows: readonly MailHouseRow[]): Buffer {
  const lines = rows.map((row) => {
    const texts = [row.reference, row.address, row.name].map(toWindows);
    const isMarked = row.lacksGlyph || texts.some((text) => text.includes(MISSING));
    return [...texts, row.amountYen, row.closesOn, row.code, row.url, isMarked ? '要確認' : ''];
  });
  const text = [HEADER, ...lines].map((cells) => `${cells.map((cell) => quoted(String(cell))).join(',')}\r\n`).join('');
  return iconv.encode(text, 'cp932');
}

function toWindows(text: string): string {
  return [...text.replace(/[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu, '')]
    .map((character) => WINDOWS[character] ?? character)
    .map((character) => (iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character ? character : MISSING))
    .join('');
}

function quoted(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""').replace(/[\r\n]+/g, ' ')}"`;
}
