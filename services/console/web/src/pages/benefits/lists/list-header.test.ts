import { describe, expect, it } from 'vitest';
import { findAssignmentProblems, guessAssignments, type ListColumn, readHeadings, toMapping } from './list-header.ts';

const COLUMNS: readonly ListColumn[] = [
  { key: 'addressee', title: '宛名番号', required: true, spellings: ['宛名番号', '個人コード'] },
  { key: 'name', title: '氏名', required: true, spellings: ['氏名', '漢字氏名'] },
  { key: 'kana', title: 'カナ', required: false, spellings: ['カナ氏名'] },
];

describe('headings', () => {
  it.each([
    ['UTF-8 with a mark', new Blob(['﻿宛名番号,氏名\r\n1,a\r\n'])],
    // 宛名番号,氏名 in Shift_JIS
    [
      'Shift_JIS',
      new Blob([Uint8Array.of(0x88, 0xb6, 0x96, 0xbc, 0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x8e, 0x81, 0x96, 0xbc, 0x0a)]),
    ],
    ['a file without a second line', new Blob(['宛名番号,氏名'])],
  ])('are read from %s', async (_title, file) => {
    expect(await readHeadings(file)).toEqual(['宛名番号', '氏名']);
  });

  it('may stand in quotation marks, hold commas, and be empty', async () => {
    expect(await readHeadings(new Blob(['"宛名,番号","a""b",,氏名\n']))).toEqual(['宛名,番号', 'a"b', '', '氏名']);
  });

  it.each([
    ['UTF-16, as a spreadsheet writes "Unicode text"', Uint8Array.of(0xff, 0xfe, 0x9b, 0x5b, 0x2c, 0x00, 0x0a, 0x00)],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00)],
    ['bytes that are no Shift_JIS either', Uint8Array.of(0xff, 0xff, 0x2c, 0xfd, 0x0a)],
  ])('are not made up from %s', async (_title, bytes) => {
    expect(await readHeadings(new Blob([bytes]))).toBeUndefined();
  });
});

describe('assigning', () => {
  it('knows the usual names, whatever their width', () => {
    expect(guessAssignments(['個人コード', '（漢字）氏名', 'ｶﾅ氏名', '備考'], COLUMNS, {})).toEqual([
      'addressee',
      'name',
      'kana',
      '',
    ]);
  });

  it('goes by what was saved for the program', () => {
    const saved = { columns: { name: '本名' }, ignored: ['備考'] };
    expect(guessAssignments(['本名', '氏名', '備考'], COLUMNS, saved)).toEqual(['name', '', 'ignored']);
  });

  it('says what is missing, twice there, or not decided', () => {
    expect(findAssignmentProblems(['a', 'b', 'c'], ['name', 'name', ''], COLUMNS)).toEqual([
      expect.stringContaining('「c」'),
      expect.stringContaining('「宛名番号」の列がありません'),
      expect.stringContaining('「氏名」が2列'),
    ]);
    expect(findAssignmentProblems(['a', 'b'], ['name', 'addressee'], COLUMNS)).toEqual([]);
  });

  it('becomes what the server keeps', () => {
    expect(toMapping(['a', 'b', 'c'], ['name', 'ignored', 'addressee'], ' 若葉県 ')).toEqual({
      columns: { name: 'a', addressee: 'c' },
      ignored: ['b'],
      addressPrefix: '若葉県',
    });
  });
});
