import { describe, expect, it } from 'vitest';
import { parseRule } from './parse-rule.ts';
import type { CollectionRule } from './types.ts';

const weekly = (weekday: number, months?: number[]): CollectionRule => ({
  kind: 'weekly',
  weekday,
  ...(months ? { months } : {}),
});
const nth = (weekday: number, number: number, months?: number[]): CollectionRule => ({
  kind: 'nth',
  weekday,
  nth: number,
  ...(months ? { months } : {}),
});
const days = (...list: string[]): CollectionRule => ({ kind: 'days', days: list });
const EVEN = [2, 4, 6, 8, 10, 12];

describe('parseRule, the notation of 5374.jp', () => {
  it.each<[string, CollectionRule[]]>([
    ['', []],
    ['月', [weekly(1)]],
    ['月 木', [weekly(1), weekly(4)]],
    ['日', [weekly(0)]],
    ['土5', [nth(6, 5)]],
    ['火2 火4', [nth(2, 2), nth(2, 4)]],
    ['月2 金4', [nth(1, 2), nth(5, 4)]],
    ['火2 金4:4 6 8 10 12 2', [nth(2, 2, EVEN), nth(5, 4, EVEN)]],
    ['木:12 1', [weekly(4, [1, 12])]],
    ['隔木20260402', [{ kind: 'biweekly', weekday: 4, startDay: '2026-04-02' }]],
    ['隔木20260402:4 5', [{ kind: 'biweekly', weekday: 4, startDay: '2026-04-02', months: [4, 5] }]],
    ['20260504 20260401 20260504', [days('2026-04-01', '2026-05-04')]],
    ['水1 20261230', [nth(3, 1), days('2026-12-30')]],
    ['20280229', [days('2028-02-29')]],
  ])('reads %s', (cell, rules) => {
    expect(parseRule(cell)).toMatchObject({ rules, problems: [], doubts: [] });
  });

  it.each([
    ['火 木 *1', ['1']],
    ['*5', ['5']],
    ['水1 水3 *5 20231230', ['5']],
    ['月*a*12', ['a', '12']],
    ['＊Ａ 月', ['A']],
    ['火2:4 6 *b', ['b']],
    ['* 3', ['3']],
  ])('reads the remarks of %s', (cell, remarkIds) => {
    expect(parseRule(cell)).toMatchObject({ remarkIds, problems: [] });
  });
});

describe('parseRule, spellings of published files', () => {
  it.each<[string, CollectionRule[]]>([
    [' 月  木 ', [weekly(1), weekly(4)]],
    ['月　木', [weekly(1), weekly(4)]],
    ['金１:5 7', [nth(5, 1, [5, 7])]],
    ['金2： 4　６ ', [nth(5, 2, [4, 6])]],
    ['火金', [weekly(2), weekly(5)]],
    ['2土 4土', [nth(6, 2), nth(6, 4)]],
    ['月・木', [weekly(1), weekly(4)]],
    ['毎週月・木曜日', [weekly(1), weekly(4)]],
    ['月曜', [weekly(1)]],
    ['第2・第4火曜日', [nth(2, 2), nth(2, 4)]],
    ['第1・3金曜', [nth(5, 1), nth(5, 3)]],
    ['火2:4月 6月', [nth(2, 2, [4, 6])]],
    ['木:11~2', [weekly(4, [1, 2, 11, 12])]],
    ['水1:6 7 水2:4 5 水5:7', [nth(3, 1, [6, 7]), nth(3, 2, [4, 5]), nth(3, 5, [7])]],
    ['隔木 20260402', [{ kind: 'biweekly', weekday: 4, startDay: '2026-04-02' }]],
    ['2026/4/1 2026-05-04', [days('2026-04-01', '2026-05-04')]],
    ['なし', []],
    ['-', []],
  ])('reads %s without asking', (cell, rules) => {
    expect(parseRule(cell)).toMatchObject({ rules, problems: [], doubts: [] });
  });

  it.each<[string, CollectionRule[]]>([
    ['水２　４', [nth(3, 2), nth(3, 4)]],
    ['金 2 金 4', [nth(5, 2), nth(5, 4)]],
    ['火1火 3', [nth(2, 1), nth(2, 3)]],
    ['月3（11月は月2）', [nth(1, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]), nth(1, 2, [11])]],
    ['金2（7月10月のみ　10月は金1）', [nth(5, 2, [7]), nth(5, 1, [10])]],
    ['水1（6月9月のみ）', [nth(3, 1, [6, 9])]],
    ['火2:4 6 金4', [nth(2, 2, [4, 6]), nth(5, 4)]],
  ])('reads %s and says how', (cell, rules) => {
    const parsed = parseRule(cell);
    expect(parsed).toMatchObject({ rules, problems: [] });
    expect(parsed.doubts).not.toEqual([]);
  });

  it('takes the start day for a biweekly round whose weekday disagrees, as 5374.jp does', () => {
    const parsed = parseRule('隔月20140401');
    expect(parsed.rules).toEqual([{ kind: 'biweekly', weekday: 2, startDay: '2014-04-01' }]);
    expect(parsed.doubts[0]).toContain('開始日は火曜日です');
  });

  it('takes weekdays behind a list of days for its caption when the days are those weekdays', () => {
    const list = '20260403 20260417 20260501 20260515 20260605 20260619';
    expect(parseRule(`${list}  金1  金3`).rules).toHaveLength(1);
    expect(parseRule(`${list} 金1 金3`).doubts[0]).toContain('説明として読みました');
    expect(parseRule(`${list} 火2`).rules, 'other weekdays are collections').toHaveLength(2);
    expect(parseRule(`金1 金3 ${list}`).rules, 'days behind weekdays come in addition').toHaveLength(3);
    expect(parseRule('20260403 金1').rules, 'one day is no list').toHaveLength(2);
  });
});

describe('parseRule, what has no plain meaning', () => {
  it.each([
    ['火6', '「火6」の 6 は使えません。第1〜第5の 1〜5 にしてください。'],
    ['火0', '「火0」の 0 は使えません'],
    ['火１３', '「火13」の 13 は使えません'],
    ['20150198', '「20150198」という日はありません'],
    ['2024110', '「2024110」という日はありません'],
    ['20270229', '「20270229」という日はありません'],
    ['2026/2/30', '「2026/2/30」という日はありません'],
    ['土 管路', '「管路」は読めません'],
    ['4月', '「4月」は読めません'],
    ['3', '「3」だけでは読めません'],
    ['月 木 2', '数字がどの曜日のものか決められません'],
    ['隔月', '開始日が読めません'],
    ['隔木20260230', '開始日が読めません'],
    ['火2:', '月がありません'],
    ['火2:13', '「13」は月として読めません'],
    [':4 6', '前に曜日がありません'],
    ['20260401:4', '前に曜日がありません'],
    ['火2:4:6', '前に曜日がありません'],
    ['月 *', '「*」のあとに'],
    ['月（第2を除く）', '読めません'],
    ['月1（13月は月2）', '読めません'],
    ['Mon', '読めません'],
  ])('refuses %s', (cell, reason) => {
    expect(parseRule(cell).problems.join('\n')).toContain(reason);
  });
});
