import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type CsvCell, toCsv, toWindowsText } from './index.ts';

const lineOf = (...cells: CsvCell[]) =>
  toCsv({ header: ['a'], rows: [cells], encoding: 'utf-8' })
    .toString()
    .split('\r\n')[1];

describe('a CSV', () => {
  it('is UTF-8 with a mark that Excel knows it by, CRLF, and every cell quoted', () => {
    const bytes = toCsv({ header: ['受付番号', '件名'], rows: [['26-00001', 12]], encoding: 'utf-8' });
    expect(bytes.toString()).toBe('\uFEFF"受付番号","件名"\r\n"26-00001","12"\r\n');
  });

  it('is Shift_JIS as Windows has it, where that is asked for', () => {
    const bytes = toCsv({ header: ['名前'], rows: [['髙橋〜①'], ['𠮷田']], encoding: 'shift_jis' });
    expect(iconv.decode(bytes, 'cp932')).toBe('"名前"\r\n"髙橋～①"\r\n"〓田"\r\n');
  });

  it('keeps quotes, commas and lines inside their cell', () => {
    expect(lineOf('あ"い,\r\nう', null, '')).toBe('"あ""い, う","",""');
  });
});

describe('lets no spreadsheet take a text for a formula', () => {
  it.each(['=1+1', '+81', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠x', ' =1', '　=1', '\u00a0=1'])('%j', (text) => {
    expect(lineOf(text)).toBe(`"'${text}"`);
  });

  it.each(['\t=1', '\r=1', '\n=1', '\r\n@x'])('%j', (text) => {
    expect(lineOf(text)).toMatch(/^"'/);
  });

  it('and leaves alone what is none', () => {
    expect(lineOf('a=1', '090-1234', -1, '(=1)')).toBe('"a=1","090-1234","-1","(=1)"');
  });
});

it('writes what Windows has elsewhere there, and 〓 for what it lacks', () => {
  expect(toWindowsText('葛\u{E0100}城 10−20 ―𠮷')).toBe('葛城 10－20 ―〓');
});
