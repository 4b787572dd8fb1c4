/**
 * What can be reported, and how far around a place an open report of the same kind is taken for the same one: about as
 * far as the thing is large and a phone's position is wrong.
 *
 * The label is what a case carries as its category, so that staff read it as it stands. Renaming one means that new
 * reports no longer find the old ones: rather add another.
 */
export const CATEGORIES = [
  { key: 'hole', label: '道路の穴・ひび割れ', similarRadiusM: 20 },
  { key: 'gutter', label: '側溝・ふた', similarRadiusM: 20 },
  { key: 'lamp', label: '街路灯・照明', similarRadiusM: 30 },
  { key: 'sign', label: 'カーブミラー・標識・ガードレール', similarRadiusM: 30 },
  { key: 'tree', label: '倒木・枝・落石', similarRadiusM: 50 },
  { key: 'other', label: '公園・その他', similarRadiusM: 30 },
] as const;

export type CategoryKey = (typeof CATEGORIES)[number]['key'];

/** A category that a city has added to its own copy of the flow counts as `other`. */
export function categoryKeyOf(label: string): CategoryKey {
  return CATEGORIES.find((category) => category.label === label)?.key ?? 'other';
}
