// Days as people type them. The first form that reads the whole text counts; what does not exist (2月30日) is undefined.
import { addDays, daysBetween, isLocalDate, type LocalDate, toSearchKey, weekdayOf } from '@tenohira/core';
import type { Range } from './definition.ts';

const WEEKDAYS = '日月火水木金土';
const RELATIVE: Readonly<Record<string, number>> = {
  今日: 0,
  きょう: 0,
  本日: 0,
  明日: 1,
  あした: 1,
  あす: 1,
  翌日: 1,
  明後日: 2,
  あさって: 2,
  しあさって: 3,
  昨日: -1,
  きのう: -1,
  一昨日: -2,
  おととい: -2,
};
const RELATIVE_WEEKS: Readonly<Record<string, number>> = { 先週: -1, 今週: 0, 来週: 1, 再来週: 2, さ来週: 2 };
/** The last year before each era's first: 平成1年 = 1988 + 1. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  r: 2018,
  平成: 1988,
  h: 1988,
  昭和: 1925,
  s: 1925,
  大正: 1911,
  t: 1911,
};

/** `today` decides what is relative, and `range` which year a day without one lies in. */
export function parseDate(typed: string, today: LocalDate, range: Range): LocalDate | undefined {
  const text = toSearchKey(typed)
    .replace(/[（(][日月火水木金土](?:曜日?)?[)）]/g, '')
    .replace(/(?:です|で|に|がいいです)$/, '');
  return parseRelative(text, today) ?? parseWeekday(text, today) ?? parseFull(text) ?? parsePart(text, today, range);
}

function parseRelative(text: string, today: LocalDate): LocalDate | undefined {
  const offset = Object.hasOwn(RELATIVE, text) ? RELATIVE[text] : undefined;
  if (offset !== undefined) return addDays(today, offset);
  const match = /^(\d{1,5})(日|週間?)(後|ご|まえ|前)$/.exec(text);
  if (!match) return undefined;
  const count = Number(match[1]) * (match[2] === '日' ? 1 : 7);
  return addDays(today, match[3] === '後' || match[3] === 'ご' ? count : -count);
}

/** 月曜 is the next one that comes; 来週の月曜 that of next week. Weeks begin on Monday. */
function parseWeekday(text: string, today: LocalDate): LocalDate | undefined {
  const match = /^(?:(先週|今週|来週|再来週|さ来週|次|つぎ|今度)の?)?([日月火水木金土])(?:曜日?|よう日?)$/.exec(text);
  if (!match) return undefined;
  const weekday = WEEKDAYS.indexOf(match[2] ?? '');
  const weeks = RELATIVE_WEEKS[match[1] ?? ''];
  if (weeks === undefined) return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);
  const sinceMonday = (day: number) => (day + 6) % 7;
  return addDays(today, weeks * 7 + sinceMonday(weekday) - sinceMonday(weekdayOf(today)));
}

function parseFull(text: string): LocalDate | undefined {
  const western = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (western) return toDay(Number(western[1]), Number(western[2]), Number(western[3]));
  const era = /^(令和|平成|昭和|大正|[rhst])(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!era) return undefined;
  const year = (ERAS[era[1] ?? ''] ?? 0) + (era[2] === '元' ? 1 : Number(era[2]));
  return toDay(year, Number(era[3]), Number(era[4]));
}

/** Without a year, or without a month: the nearest such day that may be chosen, else the nearest. */
function parsePart(text: string, today: LocalDate, range: Range): LocalDate | undefined {
  const monthDay = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  const onlyDay = /^(\d{1,2})日$/.exec(text);
  if (!monthDay && !onlyDay) return undefined;
  const [year, month] = today.split('-').map(Number);
  const candidates = monthDay
    ? [-1, 0, 1].map((offset) => toDay((year ?? 0) + offset, Number(monthDay[1]), Number(monthDay[2])))
    : [-1, 0, 1].map((offset) => toDayOfMonth(year ?? 0, (month ?? 1) + offset, Number(onlyDay?.[1])));
  const existing = candidates.filter((day) => day !== undefined);
  const allowed = existing.filter((day) => day >= range.min && day <= range.max);
  const distance = (day: LocalDate) => Math.abs(daysBetween(today, day));
  return (allowed.length > 0 ? allowed : existing).toSorted((a, b) => distance(a) - distance(b))[0];
}

function toDayOfMonth(year: number, month: number, date: number): LocalDate | undefined {
  if (month < 1) return toDay(year - 1, month + 12, date);
  return month > 12 ? toDay(year + 1, month - 12, date) : toDay(year, month, date);
}

function toDay(year: number, month: number, date: number): LocalDate | undefined {
  const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isLocalDate(day) ? day : undefined;
}
