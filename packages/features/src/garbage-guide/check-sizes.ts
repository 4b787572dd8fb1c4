// Lengths up to which every answer fits into LINE's messages, whole. Generous: no published file comes near them.
import type { DatasetProblem, GarbageDataset } from './dataset/types.ts';
import { errors } from './errors.ts';

export const MAX_LENGTHS = {
  areaName: 100,
  district: 60,
  categoryLabel: 60,
  sublabel: 200,
  description: 8000,
  itemName: 120,
  /** All that the city says about one name, which may stand in several rows. */
  notice: 3000,
  rowsOfItem: 10,
  /** All remarks that one area refers to, together. */
  remarksOfArea: 5000,
  /** Columns of area_days.csv. */
  categoriesOfArea: 16,
} as const;

/** @throws GARBAGE_GUIDE_DATASET_INVALID with every text that is too long */
export function checkSizes({ areas, categories, items, remarks }: GarbageDataset): void {
  const problems: DatasetProblem[] = [];
  const check = (file: string, what: string, text: string, max: number) => {
    if (text.length <= max) return;
    const reason = `${what}「${text.slice(0, 20)}…」は${text.length}文字です。${max}文字までにしてください。`;
    problems.push({ file, reason, message: `${file}: ${reason}` });
  };
  const textOf = new Map(remarks.map(({ id, text }) => [id, text]));
  for (const { name, district = '', collections } of areas) {
    check('area_days.csv', '地名', name, MAX_LENGTHS.areaName);
    check('area_days.csv', '地区名', district, MAX_LENGTHS.district);
    const ids = new Set(collections.flatMap(({ remarkIds }) => remarkIds));
    const text = [...ids].map((id) => textOf.get(id) ?? '').join('\n\n');
    check('remarks.csv', `「${name.slice(0, 20)}」の注意事項の合計`, text, MAX_LENGTHS.remarksOfArea);
    if (collections.length <= MAX_LENGTHS.categoriesOfArea) continue;
    const reason = `分別の列が${collections.length}あります。${MAX_LENGTHS.categoriesOfArea}までにしてください。`;
    problems.push({ file: 'area_days.csv', reason, message: `area_days.csv: ${reason}` });
    break;
  }
  for (const { label, sublabel, description } of categories) {
    check('description.csv', `「${label.slice(0, 20)}」の説明`, description, MAX_LENGTHS.description);
    check('description.csv', '分別の名前', label, MAX_LENGTHS.categoryLabel);
    check('description.csv', `「${label.slice(0, 20)}」の補足`, sublabel, MAX_LENGTHS.sublabel);
  }
  for (const [name, rows] of Map.groupBy(items, (item) => item.name)) {
    check('target.csv', '品目', name, MAX_LENGTHS.itemName);
    check(
      'target.csv',
      `「${name.slice(0, 20)}」の出し方`,
      rows.map(({ notice }) => notice).join('\n'),
      MAX_LENGTHS.notice,
    );
    for (const { label } of rows) check('target.csv', '分別の名前', label, MAX_LENGTHS.categoryLabel);
    if (rows.length <= MAX_LENGTHS.rowsOfItem) continue;
    const reason = `「${name}」が${rows.length}行あります。${MAX_LENGTHS.rowsOfItem}行までにしてください。`;
    problems.push({ file: 'target.csv', reason, message: `target.csv: ${reason}` });
  }
  if (problems.length > 0) {
    const shown = problems.slice(0, 20).map(({ message }) => `・${message}`);
    throw errors.DATASET_INVALID({
      userMessage: [
        'ごみカレンダーのファイルに、長すぎるところがあります。短くして、もう一度すべてのファイルを選んでください。',
        ...shown,
      ].join('\n'),
      details: { problems },
    });
  }
}
