// Test support: the files of invented cities.
import { readdirSync, readFileSync } from 'node:fs';
import type { DatasetFile } from './parse-dataset.ts';

const ROOT = new URL('../../../../../', import.meta.url);

export function readFixture(city: string): DatasetFile[] {
  return readCsvFiles(new URL(`test/fixtures/garbage/${city}/`, ROOT));
}

export function readSeed(city: string): DatasetFile[] {
  return readCsvFiles(new URL(`prisma/seed/garbage/${city}/`, ROOT));
}

export type GoldenCalendar = {
  closedDays: 'skip' | 'shift';
  months: string[];
  areas: Record<string, Record<string, string[]>>;
};

/** Category labels by area and day, made by another program that goes round by round, as 5374.jp does. */
export function readGolden(city: string): GoldenCalendar {
  return JSON.parse(readFileSync(new URL(`test/fixtures/garbage/${city}/calendar.json`, ROOT), 'utf8'));
}

function readCsvFiles(folder: URL): DatasetFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
}
