// How areas are shown, and the form in which their names are searched.
import { toSearchKey } from '@tenohira/core';
import { describeRules } from './dataset/describe.ts';
import type { Area } from './dataset/types.ts';
import type { AreaName } from './ports.ts';

/** Names as they are shown and searched; `keys` in the areas' order. */
export function toAreaNames(areas: readonly Area[], keys: readonly string[]): AreaName[] {
  const times = new Map<string, number>();
  for (const area of areas) times.set(shownAs(area), (times.get(shownAs(area)) ?? 0) + 1);
  return areas.map((area, index) => ({
    key: keys[index] ?? '',
    name: area.name,
    ...(area.district === undefined ? {} : { district: area.district }),
    ...((times.get(shownAs(area)) ?? 0) > 1 ? { hint: hintOf(area) } : {}),
    searchKeys: [...new Set([areaSearchKey(area.name), areaSearchKey(`${area.district ?? ''}${area.name}`)])],
  }));
}

/** `北区 本町` */
export function fullName({ district, name }: Pick<AreaName, 'district' | 'name'>): string {
  return district === undefined || district === '' ? name : `${district} ${name}`;
}

function shownAs({ district = '', name }: Area): string {
  return `${district}\n${name}`;
}

/** 燃やすごみは毎週月・木曜日 */
function hintOf({ collections }: Area): string {
  const first = collections.find(({ rules }) => rules.length > 0);
  return first ? `${first.categoryLabel}は${describeRules(first.rules)}` : '';
}

const KANJI_DIGITS = '〇一二三四五六七八九';

/** As toSearchKey; 三丁目 meets 3丁目, ヶ meets ケ, and punctuation does not count. */
export function areaSearchKey(text: string): string {
  return toSearchKey(text)
    .replaceAll('ゖ', 'け')
    .replaceAll('ゕ', 'か')
    .replace(/[〇一二三四五六七八九十]+(?=丁目|番|号|区|組|班)/g, (digits) => String(readKanjiNumber(digits)))
    .replace(/[・、,.。()「」【】[\]]/g, '');
}

function readKanjiNumber(digits: string): number {
  const [tens, ones] = digits.includes('十') ? digits.split('十') : [undefined, digits];
  const value = (part: string | undefined) =>
    Number([...(part ?? '')].map((digit) => KANJI_DIGITS.indexOf(digit)).join(''));
  return tens === undefined ? value(ones) : (tens === '' ? 1 : value(tens)) * 10 + value(ones);
}
