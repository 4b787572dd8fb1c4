// `{{name}}` and `{{name|what to say without it}}` in the texts of a flow. One pass: what a resident typed is never
// read as a template.
import { isLocalDate, type Json } from '@tenohira/core';

const PLACEHOLDER = /\{\{\s*([A-Za-z][A-Za-z0-9._-]*)\s*(?:\|([^{}]*))?\}\}/g;

/** What stands for a name, inside that text. */
export type LookUp = (name: string, text: string) => string | undefined;

export type Placeholder = { name: string; fallback: string | undefined };

/** Fills every text inside the value, however deep. `lookUp` gives undefined for what is not there. */
export function fillTemplates<Value>(value: Value, lookUp: LookUp): Value {
  if (typeof value === 'string') return fillText(value, lookUp) as Value; // a string stays a string
  if (Array.isArray(value)) return value.map((item) => fillTemplates(item, lookUp)) as Value; // and a list a list
  if (typeof value === 'object' && value !== null) {
    const filled = Object.entries(value).map(([key, item]) => [key, fillTemplates(item, lookUp)]);
    return Object.fromEntries(filled) as Value; // same keys, same kinds of values
  }
  return value;
}

function fillText(text: string, lookUp: LookUp): string {
  return text.replace(PLACEHOLDER, (_whole, name: string, fallback: string | undefined) => {
    const found = lookUp(name, text);
    return found === undefined || found === '' ? (fallback ?? '') : found;
  });
}

/** Every placeholder of every text inside the value. */
export function findPlaceholders(value: unknown): Placeholder[] {
  if (typeof value === 'string') {
    return [...value.matchAll(PLACEHOLDER)].map((match) => ({ name: match[1] ?? '', fallback: match[2] }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(findPlaceholders);
}

/** How a value reads in a sentence. The year of a day is left out where it is this year's. */
export function formatValue(value: Json, today: string): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return isLocalDate(value) ? formatDay(value, today) : value;
  if (Array.isArray(value)) return value.map((item) => formatValue(item, today)).join('、');
  return formatPlace(value);
}

const weekday = new Intl.DateTimeFormat('ja-JP', { weekday: 'short', timeZone: 'UTC' });

function formatDay(day: string, today: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const text = `${month}月${date}日(${weekday.format(new Date(`${day}T00:00:00Z`))})`;
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${year}年${text}`;
}

function formatPlace({ address, title, latitude, longitude }: { [key: string]: Json }): string {
  const words = [address, title].find((word) => typeof word === 'string' && word !== '');
  if (typeof words === 'string') return words;
  return typeof latitude === 'number' && typeof longitude === 'number' ? `${latitude}, ${longitude}` : '';
}
