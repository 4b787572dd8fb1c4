// The file for whoever prints and posts.
import { MISSING, toCsv, toWindowsText } from '@tenohira/documents/csv';

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

const HEADER = ['整理番号', '住所', '氏名', '支給額', '申請期限', '手紙の番号', 'URL', '外字'];

/** In Shift_JIS; a row of which a character had to be left out says so. */
export function writeMailHouseCsv(rows: readonly MailHouseRow[]): Buffer {
  const lines = rows.map((row) => {
    const texts = [row.reference, row.address, row.name].map(toWindowsText);
    const isMarked = row.lacksGlyph || texts.some((text) => text.includes(MISSING));
    return [...texts, row.amountYen, row.closesOn, row.code, row.url, isMarked ? '要確認' : ''];
  });
  return toCsv({ header: HEADER, rows: lines, encoding: 'shift_jis' });
}
