import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jstDateOf } from '@tenohira/core';
import {
  garbageCalendar,
  type ImportReport,
  importGarbageData,
  listGarbageAreas,
  searchGarbageItems,
} from '@tenohira/features/garbage-guide/staff';
import { asCity, type Command, errors } from './command.ts';

export const garbageCommands: readonly Command[] = [
  {
    words: ['garbage', 'import'],
    arguments: '<city> <folder>',
    required: 2,
    summary: 'put the 5374 files of that folder in force, all or nothing',
    run: async ({ db, arguments: [city, folder = ''] }) => {
      const files = readCsvFiles(folder);
      const report = await asCity(db, city, (scope) =>
        importGarbageData(scope, files, { today: jstDateOf(new Date()) }),
      );
      return { text: describeImport(report), data: report };
    },
  },
  {
    words: ['garbage', 'areas'],
    arguments: '<city>',
    required: 1,
    summary: 'the areas of the calendar in force, with their keys',
    run: async ({ db, arguments: [city] }) => {
      const areas = await asCity(db, city, (scope) => listGarbageAreas(scope));
      return { text: areas.map((area) => `${area.key}  ${area.district ?? ''} ${area.name}`).join('\n'), data: areas };
    },
  },
  {
    words: ['garbage', 'calendar'],
    arguments: '<city> <area key> <from> <to>',
    required: 4,
    summary: 'what is collected there, day by day (days as 2026-12-01)',
    run: async ({ db, arguments: [city, areaKey = '', from = '', to = ''] }) => {
      const days = await asCity(db, city, (scope) => garbageCalendar(scope, { areaKey, from, to }));
      const lines = days.map(
        ({ day, collections }) => `${day}  ${collections.map((one) => one.categoryLabel).join('、')}`,
      );
      return { text: lines.join('\n'), data: days };
    },
  },
  {
    words: ['garbage', 'item'],
    arguments: '<city> <words>',
    required: 2,
    summary: 'how an item is thrown away, as residents find it',
    run: async ({ db, arguments: [city, ...words] }) => {
      const items = await asCity(db, city, (scope) => searchGarbageItems(scope, words.join(' ')));
      const lines = items.map(({ item }) => `${item.name}  ${item.label}  ${item.notice}`);
      return { text: lines.join('\n') || '見つかりません。', data: items };
    },
  },
];

function readCsvFiles(folder: string): { name: string; bytes: Buffer }[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.toLowerCase().endsWith('.csv'))
      .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  } catch (cause) {
    throw errors.FILE_UNREADABLE({ userMessage: `フォルダー ${folder} を読めません。場所をお確かめください。`, cause });
  }
}

function describeImport({ changed, areas, items, doubts, difference }: ImportReport): string {
  const lines = changed
    ? [`${areas}地区・${items}品目を取り込みました。`]
    : [`同じファイルがすでに使われています(${areas}地区・${items}品目)。何も変わっていません。`];
  const { added, removed, changed: rescheduled, residentsToAskAgain } = difference;
  const list = (title: string, names: readonly string[]) => {
    if (names.length > 0)
      lines.push(`${title}: ${names.length}(${names.slice(0, 5).join('、')}${names.length > 5 ? ' ほか' : ''})`);
  };
  list('新しい地区', added);
  list('なくなった地区', removed);
  list('収集日が変わった地区', rescheduled);
  if (residentsToAskAgain > 0) lines.push(`地区がなくなったため、${residentsToAskAgain}人にもう一度地区をたずねます。`);
  if (doubts.length > 0)
    lines.push(
      '',
      '確認してください:',
      ...doubts.map(
        (doubt) => `・${doubt.file} ${doubt.line === undefined ? '' : `${doubt.line}行目 `} ${doubt.message}`,
      ),
    );
  return lines.join('\n');
}
