import { AppError } from '@tenohira/core';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { describeRules } from './describe.ts';
import { type DatasetFile, parseDataset } from './parse-dataset.ts';
import { readFixture } from './test-cities.ts';
import type { DatasetProblem, GarbageDataset } from './types.ts';

const DESCRIPTION = 'label,sublabel,description,styles,bgcolor\nもえるごみ,,,,#c0392b\nびん,,,,#1f618d\n';
const CENTER = '名称,休止開始日,休止終了日\n北センター,2026/12/31,2027/1/3\n';

function files(changed: Record<string, string | undefined>): DatasetFile[] {
  const texts: Record<string, string | undefined> = {
    'area_days.csv': '地名,センター,もえるごみ,びん\n浜町,北センター,月 木,火2\n',
    'center.csv': CENTER,
    'description.csv': DESCRIPTION,
    ...changed,
  };
  return Object.entries(texts).flatMap(([name, text]) =>
    text === undefined ? [] : [{ name, bytes: Buffer.from(text) }],
  );
}

function refusal(changed: Record<string, string | undefined>): AppError & { problems: DatasetProblem[] } {
  try {
    parseDataset(files(changed));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Object.assign(error, { problems: error.details.problems as DatasetProblem[] });
  }
  throw new Error('the files were accepted');
}

const doubtsOf = (changed: Record<string, string | undefined>, today?: string) =>
  parseDataset(files(changed), today === undefined ? {} : { today }).doubts.map(({ message }) => message);

const calendarOf = ({ areas }: GarbageDataset) =>
  areas.map(({ name, collections }) => [name, ...collections.map(({ rules }) => describeRules(rules))]);

describe('parseDataset, dialects of published files', () => {
  it('reads a district number with its names, days in addition, and a last column without a name', () => {
    const { dataset, encodings, doubts } = parseDataset(readFixture('kazakiri'));
    expect(encodings['area_days.csv']).toBe('utf-8-bom');
    expect(dataset.areas.map(({ district, name, center }) => [district, name, center])).toEqual([
      ['あ行', '相沢町', '風切清掃工場'],
      ['あ行', '岩井町', '風切清掃工場'],
      ['う行', '宇田', undefined],
    ]);
    expect(calendarOf(dataset)).toEqual([
      ['相沢町', '毎週月・木曜日', '第1・第3火曜日、2026年12月29日(火)', '第1・第3水曜日、2026年12月30日(水)'],
      ['岩井町', '毎週火・金曜日', '第2・第4水曜日', '第1・第3水曜日'],
      ['宇田', '毎週月・木曜日', '第1・第3金曜日', '第2・第4水曜日'],
    ]);
    expect(dataset.categories.map(({ label, bgColor }) => [label, bgColor])).toEqual([
      ['燃えるごみ', '#ea3b13'],
      ['燃えないごみ', '#733b96'],
      ['資源物', '#77ae1f'],
    ]);
    expect(dataset.categories[0]?.description).toBe('・指定袋に入れてください。\n・水を切ってください。');
    expect(dataset.closures[1]).toEqual({ center: '風切清掃工場', from: '2027-08-13', to: '2027-08-15' });
    expect(
      dataset.remarks.map(({ id }) => id),
      'a remarks.csv without a header',
    ).toEqual(['5', '6']);
    expect(doubts.map(({ message }) => message)).toEqual([
      'area_days.csv 2行目: 列の名前がない列に値があります。その列は使いませんでした。（ほか1行も同じ）',
    ]);
  });

  it('reads a file without a center column, with digits apart from their weekday', () => {
    const { dataset, doubts } = parseDataset(readFixture('takamori'));
    expect(dataset.areas.map(({ district, center }) => [district, center])).toEqual([
      ['東部地区', undefined],
      ['西部地区', undefined],
    ]);
    expect(calendarOf(dataset)).toEqual([
      ['一ノ瀬 二ノ瀬', '毎週月・木曜日', '第2・第4水曜日', '第1・第3火曜日'],
      ['三ノ瀬', '毎週火・金曜日', '第2・第4金曜日', '第1・第3水曜日'],
    ]);
    expect(doubts.every(({ message }) => message.includes('として読みました'))).toBe(true);
  });

  it('reads groups of months, a second header, quoted line breaks, short rows and names that occur twice', () => {
    const { dataset, doubts } = parseDataset(readFixture('nagisa'));
    expect(calendarOf(dataset)).toEqual([
      [
        '浜町\n（1〜3番地）',
        '毎週月・木曜日',
        '4・5・6月の第1火曜日、7・8・9月の第2火曜日、12月の第5火曜日',
        '4・6月の第1水曜日',
      ],
      ['浜町', '毎週火・金曜日', '第2・第4火曜日', '定期収集なし'],
      ['浜町', '毎週水・土曜日', '定期収集なし', '定期収集なし'],
    ]);
    expect(dataset.areas.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(dataset.areas[0]?.collections[2]?.remarkIds).toEqual(['a']);
    expect(dataset.remarks[0], 'full-width ids meet').toEqual({ id: 'a', text: '雨の日も収集します。' });
    expect(dataset.items.map(({ label, name, furigana }) => [label, name, furigana])).toEqual([
      ['燃やせる', '生ごみ', 'な'],
      ['燃やせるごみ', '人形', ''],
      ['古紙', '新聞', 'し'],
    ]);
    expect(doubts.map(({ message }) => message)).toEqual([
      'target.csv 2行目「label」: 「燃やせる」という分別が description.csv にありません。品目の案内に分別の説明と色が付きません。',
      'area_days.csv 7行目: 「浜町」は6行目にもあります。住民が見分けられるように、番地などを地名に足してください。',
      'area_days.csv 6行目「センター」: 「渚センター」が center.csv にありません。この地域には休止日がないものとして案内します。',
      'remarks.csv: 注意事項「b」はどの地域でも使われていません。',
      'area_days.csv 1行目「古紙」: この分別の説明が description.csv にありません。',
    ]);
  });

  it('reads exceptions in words and lists of days with a caption, in Shift_JIS with CRLF', () => {
    const { dataset, encodings } = parseDataset(readFixture('kitahara'));
    expect(encodings).toEqual({
      'area_days.csv': 'shift_jis',
      'center.csv': 'shift_jis',
      'description.csv': 'shift_jis',
    });
    expect(calendarOf(dataset)).toEqual([
      [
        '大野',
        '毎週月・木曜日',
        '2・3・4・5・6・7・8・9・10・11・12月の第1・第3月曜日、1月の第2・第4月曜日',
        '6月の第1水曜日、9月の第2水曜日',
        '2026年4月1日(水)、2026年4月15日(水)、2026年5月8日(金) など全6日',
      ],
    ]);
  });

  it.each(['NULL', 'なし', '-', '　'])('takes %j for no center', (center) => {
    const { dataset, doubts } = parseDataset(
      files({ 'area_days.csv': `地名,センター,もえるごみ,びん\n浜町,${center},月,火2\n` }),
    );
    expect(dataset.areas[0]).not.toHaveProperty('center');
    expect(doubts).toEqual([]);
  });

  it('gives plain JSON', () => {
    const { dataset } = parseDataset(readFixture('kazakiri'));
    expect(JSON.parse(JSON.stringify(dataset))).toEqual(dataset);
  });

  it('finds files by their name, whatever folder and case, and says which it did not use', () => {
    const map = new Map(files({}).map(({ name, bytes }) => [`data/${name.toUpperCase()}`, bytes]));
    const { dataset, doubts } = parseDataset(map.set('data/setting.js', Buffer.from('x')));
    expect(dataset.areas).toHaveLength(1);
    expect(doubts.map(({ message }) => message)).toContain('data/setting.js: このファイルは使いませんでした。');
  });
});

describe('parseDataset, mistakes', () => {
  it('names file, line, column and what to do, for all mistakes at once', () => {
    const { code, problems, userMessage } = refusal({
      'area_days.csv':
        '地名,センター,もえるごみ,びん\n浜町,,月 木,火6\n\n"西\n町",,20150198,2024110\n東町,,土 管路,水\n',
      'center.csv': '名称,休止開始日,休止終了日\n北センター,2026/12/31,2026/2/30\n南センター,2027/1/3,2026/12/31\n',
    });
    expect(code).toBe('GARBAGE_GUIDE_DATASET_INVALID');
    expect(problems.map(({ file, line, column }) => [file, line, column])).toEqual([
      ['area_days.csv', 2, 'びん'],
      ['area_days.csv', 4, 'もえるごみ'],
      ['area_days.csv', 4, 'びん'],
      ['area_days.csv', 6, 'もえるごみ'],
      ['center.csv', 2, '休止終了日'],
      ['center.csv', 3, '休止終了日'],
    ]);
    expect(problems[0]?.message).toBe(
      'area_days.csv 2行目「びん」: 「火6」の 6 は使えません。第1〜第5の 1〜5 にしてください。',
    );
    expect(userMessage).toContain('6か所');
    expect(userMessage).toContain(problems[5]?.message);
  });

  it('shows the first twenty of very many mistakes and keeps them all in the details', () => {
    const rows = Array.from({ length: 100 }, (_, index) => `町${index},,火9,月`).join('\n');
    const { problems, userMessage } = refusal({ 'area_days.csv': `地名,センター,もえるごみ,びん\n${rows}\n` });
    expect(problems).toHaveLength(100);
    expect(userMessage.split('\n')).toHaveLength(22);
    expect(userMessage).toContain('ほか80か所');
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['a required file is missing', { 'description.csv': undefined }, 'description.csv: ファイルがありません'],
    ['area_days.csv is empty', { 'area_days.csv': '' }, 'area_days.csv: 中身がありません'],
    ['there is no area', { 'area_days.csv': '地名,センター,もえるごみ\n' }, '地域が1つもありません'],
    ['there is no category', { 'area_days.csv': '地名,センター\n浜町,\n' }, '分別の列がありません'],
    ['an area has no name', { 'area_days.csv': '地名,センター,もえるごみ\n,,月\n' }, '2行目「地名」: 地名がありません'],
    [
      'a closed period has one day only',
      { 'center.csv': `${CENTER}南,2026/12/31,\n` },
      '3行目「休止終了日」: 日付がありません',
    ],
    ['a center has no name', { 'center.csv': `${CENTER},2026/12/31,2027/1/3\n` }, '3行目「名称」'],
    ['a quotation mark stays open', { 'remarks.csv': 'ID,注意事項\n1,"雨の日も\n' }, 'remarks.csv 2行目: 引用符'],
    ['a remark has no id', { 'remarks.csv': 'ID,注意事項\n,雨の日\n' }, 'remarks.csv 2行目「ID」'],
  ])('refuses all files when %s', (_name, changed, message) => {
    expect(
      refusal(changed)
        .problems.map((problem) => problem.message)
        .join('\n'),
    ).toContain(message);
  });

  it('refuses bytes in an unknown encoding, and a file that is there twice', () => {
    const bytes = iconv.encode('地名,センター,もえるごみ\n浜町,,月\n', 'utf16le', { addBOM: true });
    const bad = [...files({ 'area_days.csv': undefined }), { name: 'area_days.csv', bytes }];
    expect(() => parseDataset(bad)).toThrow(expect.objectContaining({ code: 'GARBAGE_GUIDE_DATASET_INVALID' }));
    const twice = [...files({}), { name: 'data/center.csv', bytes: Buffer.from(CENTER) }];
    expect(() => parseDataset(twice)).toThrow(expect.objectContaining({ code: 'GARBAGE_GUIDE_DATASET_INVALID' }));
  });
});

describe('parseDataset, doubts', () => {
  it('has none for ordinary files', () => {
    expect(doubtsOf({}, '2026-04-01')).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a remark without text',
      { 'area_days.csv': '地名,センター,もえるごみ,びん\n浜町,,月 *9,火\n' },
      '注意事項「*9」が',
    ],
    [
      'an area without collections',
      { 'area_days.csv': '地名,センター,もえるごみ,びん\n浜町,,,\n' },
      '収集日が1つもない地域',
    ],
    [
      'a start day of another weekday',
      { 'area_days.csv': '地名,センター,もえるごみ,びん\n浜町,,隔月20260407,火\n' },
      '開始日は火曜日です',
    ],
    ['a category without column', { 'area_days.csv': '地名,センター,もえるごみ\n浜町,,月\n' }, '「びん」の列が'],
    ['a colour that is none', { 'description.csv': `${DESCRIPTION}古紙,,,,あか\n` }, '色「あか」が読めません'],
    [
      'long closures',
      { 'center.csv': '名称,休止開始日,休止終了日\n北センター,2026/12/28,2027/1/5\n' },
      '休止が7日より長い',
    ],
    [
      'days that are over',
      { 'area_days.csv': '地名,センター,もえるごみ,びん\n浜町,,月,20250401\n' },
      'すべて過ぎています',
    ],
    [
      'closures that are over',
      { 'center.csv': '名称,休止開始日,休止終了日\n北センター,2019/12/31,2020/01/02\n' },
      '休止日がすべて過ぎています',
    ],
  ])('mentions %s', (_name, changed, message) => {
    expect(doubtsOf(changed, '2026-11-23').join('\n')).toContain(message);
  });
});
