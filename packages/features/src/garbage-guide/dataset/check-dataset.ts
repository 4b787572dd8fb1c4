// What is readable and still looks wrong: told to staff with the preview, never silently repaired.
import type { LocalDate } from '@tenohira/core';
import { labelKey } from './label-key.ts';
import type { ParsedArea } from './parse-areas.ts';
import type { Report } from './report.ts';
import type { GarbageDataset } from './types.ts';

const AREAS = 'area_days.csv';

export type CheckInput = {
  dataset: GarbageDataset;
  areas: ParsedArea[];
  /** Labels that description.csv really has. */
  described: ReadonlySet<string>;
  centers: ReadonlySet<string>;
  today?: LocalDate | undefined;
};

export function checkDataset(input: CheckInput, report: Report): void {
  checkNames(input, report);
  checkCenters(input, report);
  checkRemarks(input, report);
  checkCategories(input, report);
  for (const { area, line } of input.areas) {
    if (area.collections.every(({ rules }) => rules.length === 0))
      report.doubt({ file: AREAS, line }, '収集日が1つもない地域です。');
  }
  if (input.today !== undefined) checkPast(input, input.today, report);
}

function checkNames({ areas }: CheckInput, report: Report): void {
  const lines = new Map<string, number>();
  for (const { area, line } of areas) {
    const key = labelKey(`${area.district ?? ''}/${area.name}`);
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line);
    else
      report.doubt(
        { file: AREAS, line },
        `「${area.name}」は${first}行目にもあります。住民が見分けられるように、番地などを地名に足してください。`,
      );
  }
}

function checkCenters({ areas, centers }: CheckInput, report: Report): void {
  for (const { area, line } of areas) {
    if (area.center !== undefined && !centers.has(labelKey(area.center)))
      report.doubt(
        { file: AREAS, line, column: 'センター' },
        `「${area.center}」が center.csv にありません。この地域には休止日がないものとして案内します。`,
      );
  }
}

function checkRemarks({ areas, dataset }: CheckInput, report: Report): void {
  const defined = new Set(dataset.remarks.map(({ id }) => id));
  const used = new Set<string>();
  for (const { area, line } of areas)
    for (const { categoryLabel, remarkIds } of area.collections)
      for (const id of remarkIds) {
        used.add(id);
        if (!defined.has(id))
          report.doubt({ file: AREAS, line, column: categoryLabel }, `注意事項「*${id}」が remarks.csv にありません。`);
      }
  for (const { id } of dataset.remarks)
    if (!used.has(id)) report.doubt({ file: 'remarks.csv' }, `注意事項「${id}」はどの地域でも使われていません。`);
}

function checkCategories({ dataset, areas, described }: CheckInput, report: Report): void {
  const collected = new Set(areas.flatMap(({ area }) => area.collections.map(({ categoryLabel }) => categoryLabel)));
  for (const label of collected)
    if (!described.has(labelKey(label)))
      report.doubt({ file: AREAS, line: 1, column: label }, 'この分別の説明が description.csv にありません。');
  for (const { label } of dataset.categories)
    if (!collected.has(label))
      report.doubt(
        { file: 'description.csv' },
        `「${label}」の列が area_days.csv にありません。収集日は案内しません。`,
      );
}

function checkPast({ dataset, areas }: CheckInput, today: LocalDate, report: Report): void {
  for (const { area, line } of areas)
    for (const { categoryLabel, rules } of area.collections)
      if (rules.length > 0 && rules.every((rule) => rule.kind === 'days' && rule.days.every((day) => day < today)))
        report.doubt(
          { file: AREAS, line, column: categoryLabel },
          '書かれた収集日がすべて過ぎています。新しい日付にしてください。',
        );
  if (dataset.closures.length > 0 && dataset.closures.every(({ to }) => to < today))
    report.doubt({ file: 'center.csv' }, '休止日がすべて過ぎています。今年度の休止日を足してください。');
}
