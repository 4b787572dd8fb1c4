// The basic municipalities of Japan: 1,718 cities, towns and villages and Tokyo's 23 wards, from `data/` (see README).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSearchKey } from '@tenohira/core';
import { errors } from './errors.ts';

export type Municipality = {
  /** 全国地方公共団体コード: 6 digits with the check digit. */
  code: string;
  prefecture: string;
  name: string;
  kana: string;
  /** Of the office, in degrees. */
  latitude: number;
  longitude: number;
};

type Entry = { municipality: Municipality; keys: readonly string[] };

let entries: readonly Entry[] | undefined;

/** Read when first asked for: most processes never ask. */
function allEntries(): readonly Entry[] {
  entries ??= readFileSync(join(import.meta.dirname, '../data/municipalities.csv'), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map(toEntry);
  return entries;
}

/** The file has no quotes: no field holds a comma. */
function toEntry(line: string): Entry {
  const [code = '', prefecture = '', name = '', kana = '', latitude, longitude] = line.split(',');
  const municipality = { code, prefecture, name, kana, latitude: Number(latitude), longitude: Number(longitude) };
  return { municipality, keys: [code, name, kana, `${prefecture}${name}`, prefecture].map(toSearchKey) };
}

export function listMunicipalities(): Municipality[] {
  return allEntries().map(({ municipality }) => municipality);
}

/** @throws AppError ONBOARDING_MUNICIPALITY_UNKNOWN */
export function getMunicipality(code: string): Municipality {
  const found = allEntries().find(({ municipality }) => municipality.code === code);
  if (!found) throw errors.MUNICIPALITY_UNKNOWN({ details: { code } });
  return found.municipality;
}

/**
 * By name, kana, prefecture or code, in any width: what is so called first, then what begins so, then what holds the text.
 * Nothing is found by nothing.
 */
export function findMunicipalities(text: string, limit = 20): Municipality[] {
  const sought = toSearchKey(text);
  if (sought === '') return [];
  return allEntries()
    .map(({ municipality, keys }) => ({ municipality, rank: Math.min(...keys.map((key) => rankOf(key, sought))) }))
    .filter(({ rank }) => rank < NOT_FOUND)
    .sort((a, b) => a.rank - b.rank || a.municipality.code.localeCompare(b.municipality.code))
    .slice(0, limit)
    .map(({ municipality }) => municipality);
}

const NOT_FOUND = 3;

function rankOf(key: string, sought: string): number {
  if (key === sought) return 0;
  if (key.startsWith(sought)) return 1;
  return key.includes(sought) ? 2 : NOT_FOUND;
}

/** What residents call its seat: 市役所, 区役所, 町役場, 村役場. */
export function officeOf(name: string): string {
  return /[町村]$/.test(name) ? `${name}役場` : `${name}役所`;
}
