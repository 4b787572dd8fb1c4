import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type MailHouseRow, writeMailHouseCsv } from './mail-house-csv.ts';

const row = (more: Partial<MailHouseRow> = {}): MailHouseRow => ({
  reference: '20261124-00001',
  address: 'みどり市中央一丁目2番3号',
  name: '髙橋 花子',
  amountYen: 70_000,
  closesOn: '2027-01-29',
  code: 'ABCD-EFGH-JKMN',
  url: 'https://city.example/benefits/t/letter/ABCDEFGHJKMN',
  lacksGlyph: false,
  ...more,
});
const lineOf = (given: Partial<MailHouseRow>) =>
  iconv.decode(writeMailHouseCsv([row(given)]), 'cp932').split('\r\n')[1] ?? '';

describe('the CSV for the mail house', () => {
  it('is Shift_JIS with CRLF, a header, and every cell quoted', () => {
    const text = iconv.decode(writeMailHouseCsv([row(), row()]), 'cp932');
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text.split('\r\n')[0]).toBe('"整理番号","住所","氏名","支給額","申請期限","手紙の番号","URL","外字"');
    expect(text).toContain('"髙橋 花子","70000","2027-01-29","ABCD-EFGH-JKMN"');
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it.each([
    ['𠮷田 学', '"〓田 学"', '"要確認"'],
    ['葛\u{E0100}城 翔', '"葛城 翔"', '""'],
    ['橋〜本', '"橋～本"', '""'],
  ])('writes %s as %s', (name, cell, mark) => {
    expect(lineOf({ name })).toContain(cell);
    expect(lineOf({ name }).endsWith(mark)).toBe(true);
  });

  it('marks what the printed letter lacks', () => {
    expect(lineOf({ lacksGlyph: true })).toMatch(/"要確認"$/);
  });

  it.each(['=1+1', '+81', '-1', '@SUM(A1)', '＝1'])('lets no spreadsheet take %j for a formula', (address) => {
    expect(lineOf({ address })).toContain(`"'${address}"`);
  });

  it('keeps quotes and lines inside their cell', () => {
    expect(lineOf({ address: 'あ"い\nう,え' })).toContain('"あ""い う,え"');
  });
});
