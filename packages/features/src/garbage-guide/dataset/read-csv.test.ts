import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

describe('readCsv', () => {
  it('gives each row the line on which it begins, also behind quoted line breaks and blank lines', () => {
    const { rows } = readCsv('a,b\r\n\r\n"x\r\ny",2\r\n, 　\r\n3\r\n');
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\r\ny', '2'] },
      { line: 6, cells: ['3'] },
    ]);
  });

  it('reads line ends of all three kinds, mixed, and a last line without one', () => {
    expect(readCsv('a\nb\r\nc\rd').rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
  });

  it('keeps stray quotation marks and trims full-width spaces', () => {
    expect(readCsv('q"w,　x　\n"a"b,"c ""d"""').rows.map(({ cells }) => cells)).toEqual([
      ['q"w', 'x'],
      ['"a"b', 'c "d"'],
    ]);
  });

  it('says where a quotation mark is opened and never closed', () => {
    expect(readCsv('a,b\n"ok\nok",1\n1,"x\ny\n')).toEqual({ rows: [], unreadableLine: 4 });
  });
});
