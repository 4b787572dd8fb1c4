import { describe, expect, it } from 'vitest';
import { areaKeysOf } from './area-key.ts';
import { areaSearchKey, toAreaNames } from './area-names.ts';
import type { Area } from './dataset/types.ts';
import { findAreas } from './find-areas.ts';

const places: [string | undefined, string][] = [
  ['北区', '本町'],
  ['南区', '本町'],
  ['南区', '本町'],
  ['南区', '自由ヶ丘'],
  [undefined, '汐見町1〜3丁目'],
  [undefined, '汐見町4・5丁目'],
  [undefined, '桜台三丁目'],
];
const areas: Area[] = places.map(([district, name], position) => ({
  position,
  name,
  ...(district === undefined ? {} : { district }),
  collections: [{ categoryLabel: 'もえる', rules: [{ kind: 'weekly', weekday: position % 7 }], remarkIds: [] }],
}));
const names = toAreaNames(areas, areaKeysOf(areas));
const find = (text: string) => findAreas(names, text);

describe('the names of areas', () => {
  it('have one key each, which stays when the order changes or the width of a letter', () => {
    const keys = areaKeysOf(areas);
    expect(new Set(keys).size).toBe(areas.length);
    expect(areaKeysOf([{ name: '汐見町１〜３丁目' }])[0]).toBe(keys[4]);
  });

  it('have a hint only where two look the same', () => {
    expect(names.map(({ hint }) => hint)).toEqual([
      undefined,
      'もえるは毎週月曜日',
      'もえるは毎週火曜日',
      ...Array(4).fill(undefined),
    ]);
  });
});

describe('findAreas', () => {
  it.each([
    ['自由ケ丘', ['自由ヶ丘'], 'whole'],
    ['ｼﾞﾕｳ', [], 'none'],
    ['桜台3丁目', ['桜台三丁目'], 'whole'],
    ['桜台', ['桜台三丁目'], 'part'],
    ['汐見町', ['汐見町1〜3丁目', '汐見町4・5丁目'], 'part'],
    ['みなと市汐見町２丁目５−１', ['汐見町1〜3丁目', '汐見町4・5丁目'], 'near'],
    ['南区自由ヶ丘1-2-3', ['自由ヶ丘'], 'near'],
    ['どこにもない', [], 'none'],
    ['町', ['本町', '本町', '本町', '汐見町1〜3丁目', '汐見町4・5丁目'], 'part'],
  ])('understands %s', (text, expected, match) => {
    const found = find(text);
    expect(found.areas.map(({ name }) => name)).toEqual(expected);
    expect(found.match).toBe(match);
  });

  it('keeps to a district', () => {
    expect(findAreas(names, '', '南区').areas).toHaveLength(3);
    expect(findAreas(names, '本町', '北区').areas).toHaveLength(1);
  });
});

describe('areaSearchKey', () => {
  it.each([
    ['十二丁目', '12丁目'],
    ['二十丁目', '20丁目'],
    ['三番町', '3番町'],
    ['八百屋町', '八百屋町'],
    ['（旧）一条・二条', '旧一条二条'],
  ])('reads %s as %s', (text, key) => expect(areaSearchKey(text)).toBe(key));
});
