import { readFileSync } from 'node:fs';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, disableFeature, installFeature, listInstalled } from '@tenohira/catalog';
import { features } from '@tenohira/features';
import { asCity, type Command, errors } from './command.ts';

const catalog = createCatalog(features, sharedBlocks);

export const featureCommands: readonly Command[] = [
  {
    words: ['feature', 'list'],
    arguments: '<city>',
    required: 1,
    summary: 'the catalog, and what this city has switched on',
    run: async ({ db, arguments: [city] }) => {
      const installed = await asCity(db, city, (scope) => listInstalled(scope, catalog));
      const rows = [...catalog.features.values()].map((feature) => {
        const mine = installed.find((entry) => entry.feature.key === feature.key);
        return { key: feature.key, title: feature.title, on: mine !== undefined, settings: mine?.settings };
      });
      return { text: rows.map((row) => `${row.on ? 'on ' : 'off'}  ${row.key}  ${row.title}`).join('\n'), data: rows };
    },
  },
  {
    words: ['feature', 'on'],
    arguments: '<city> <key> [settings.json]',
    required: 2,
    summary: 'switch a feature on, or change its settings',
    run: async ({ db, arguments: [city, key = '', file] }) => {
      const settings: unknown = file === undefined ? {} : JSON.parse(readText(file));
      await asCity(db, city, (scope) => installFeature(scope, catalog, { key, settings }, 'system'));
      return { text: `「${catalog.get(key).title}」を使えるようにしました。`, data: { key, on: true } };
    },
  },
  {
    words: ['feature', 'off'],
    arguments: '<city> <key>',
    required: 2,
    summary: 'switch a feature off; its settings stay',
    run: async ({ db, arguments: [city, key = ''] }) => {
      const { title } = catalog.get(key);
      await asCity(db, city, (scope) => disableFeature(scope, key, 'system'));
      return { text: `「${title}」を止めました。`, data: { key, on: false } };
    },
  },
];

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw errors.FILE_UNREADABLE({ userMessage: `${path} を読めません。場所をお確かめください。`, cause });
  }
}
