// One cell of area_days.csv → rules. The notation is that of 5374.jp (codeforkanazawa-org/5374, LOCALIZE.md and
// js/script.js), with the spellings that published files use for it; dataset/README.md lists them and where they occur.
import type { LocalDate } from '@tenohira/core';
import { readMonthExceptions } from './month-exceptions.ts';
import { readMonths } from './read-months.ts';
import { type CellToken, readTokens } from './read-tokens.ts';
import type { ParsedCell, WeekdayRule } from './types.ts';

/** Reads a cell. Never throws, never guesses: what has no plain meaning becomes a problem. */
export function parseRule(cell: string): ParsedCell {
  const text = cell.normalize('NFKC').trim();
  if (NO_COLLECTION.has(text)) return { rules: [], remarkIds: [], problems: [], doubts: [] };
  return readMonthExceptions(text, readItems) ?? readItems(text);
}

/** How published files and spreadsheets say "not collected here". */
const NO_COLLECTION = new Set(['', '-', '−', '―', '—', 'ー', '×', 'なし', '無し', '無']);

type State = ParsedCell & {
  weekdayRules: WeekdayRule[];
  days: LocalDate[];
  /** Where the weekdays begin that the next `:` binds; those before it have their months already. */
  groupStart: number;
  mode: 'items' | 'months';
  months: number[];
  /** The rule of the last token where that was a weekday: a digit that stands alone belongs to it. */
  last: WeekdayRule | undefined;
  joinedDigit: boolean;
};

function readItems(text: string): ParsedCell {
  const state: State = {
    rules: [],
    remarkIds: [],
    problems: [],
    doubts: [],
    weekdayRules: [],
    days: [],
    groupStart: 0,
    mode: 'items',
    months: [],
    last: undefined,
    joinedDigit: false,
  };
  const tokens = readTokens(text);
  for (const token of tokens) take(state, token);
  closeMonths(state);
  if (state.joinedDigit && state.weekdayRules.some((rule) => rule.kind === 'weekly'))
    state.problems.push(
      `「${text}」は、数字がどの曜日のものか決められません。「火2」のように曜日と数字を続けて書いてください。`,
    );
  const weekdayRules = captionsDays(state, tokens) ? [] : state.weekdayRules;
  state.rules.push(...weekdayRules);
  if (state.days.length > 0) state.rules.push({ kind: 'days', days: [...new Set(state.days)].sort() });
  const { rules, remarkIds, problems, doubts } = state;
  return { rules, remarkIds: [...new Set(remarkIds)], problems, doubts };
}

function take(state: State, token: CellToken): void {
  if (state.mode === 'months' && token.kind === 'number') {
    takeMonths(state, token.text);
    return;
  }
  if (state.mode === 'months' && token.kind !== 'remark') closeMonths(state);
  const previous = state.last;
  state.last = undefined;
  switch (token.kind) {
    case 'weekly':
      state.last = { kind: 'weekly', weekday: token.weekday };
      state.weekdayRules.push(state.last);
      return;
    case 'nth':
      state.last = { kind: 'nth', weekday: token.weekday, nth: token.nth };
      state.weekdayRules.push(state.last);
      return;
    case 'biweekly':
      takeBiweekly(state, token);
      return;
    case 'day':
      state.days.push(token.day);
      return;
    case 'remark':
      state.remarkIds.push(token.id);
      return;
    case 'colon':
      if (state.weekdayRules.length === state.groupStart) {
        state.problems.push(
          '「:」の前に曜日がありません。「火2 金4:4 6 8」のように、曜日のあとに「:」と月を書いてください。',
        );
      }
      state.mode = 'months';
      return;
    case 'number':
      takeLoneDigit(state, token.text, previous);
      return;
    case 'problem':
      state.problems.push(token.reason);
  }
}

/**
 * 5374.jp counts every second week from the day that is written and uses the weekday for its label alone. The same here,
 * so where the two disagree the day wins, and staff are told.
 */
function takeBiweekly(state: State, token: Extract<CellToken, { kind: 'biweekly' }>): void {
  const weekday = new Date(`${token.startDay}T00:00:00Z`).getUTCDay();
  if (weekday !== token.weekday) {
    state.doubts.push(
      `「${token.text}」の開始日は${WEEKDAYS[weekday]}曜日です。${WEEKDAYS[token.weekday]}曜日ではなく、開始日から2週間ごとの${WEEKDAYS[weekday]}曜日として読みました。`,
    );
  }
  state.weekdayRules.push({ kind: 'biweekly', weekday, startDay: token.startDay });
}

/** `水2 4` is 水2 水4, and `金 2` is 金2: both stand in published files, and a lone digit means nothing else. */
function takeLoneDigit(state: State, text: string, previous: WeekdayRule | undefined): void {
  const nth = Number(text);
  if (!/^[1-5]$/.test(text) || previous === undefined || previous.kind === 'biweekly') {
    state.problems.push(
      `「${text}」だけでは読めません。第何週かは「火2」のように曜日に続けて、日付は「20260401」のように8桁で書いてください。`,
    );
    return;
  }
  const rule: WeekdayRule = { kind: 'nth', weekday: previous.weekday, nth };
  if (previous.kind === 'weekly') {
    state.weekdayRules.pop();
    state.joinedDigit = true;
  }
  state.weekdayRules.push(rule);
  state.last = rule;
  state.doubts.push(`曜日から離れた数字「${text}」を「${WEEKDAYS[previous.weekday]}${text}」として読みました。`);
}

function takeMonths(state: State, text: string): void {
  const months = readMonths(text);
  if (months) state.months.push(...months);
  else state.problems.push(`「:」のあとの「${text}」は月として読めません。1〜12 を空白で区切って書いてください。`);
}

/** Ends a list of months: it binds the weekdays before its `:` that no earlier list has bound. */
function closeMonths(state: State): void {
  if (state.mode === 'months') {
    if (state.months.length === 0 && state.problems.length === 0)
      state.problems.push('「:」のあとに月がありません。「火2:4 6 8」のように月を書いてください。');
    const months = [...new Set(state.months)].sort((a, b) => a - b);
    for (const rule of state.weekdayRules.slice(state.groupStart)) rule.months = months;
    state.groupStart = state.weekdayRules.length;
    state.months = [];
    state.mode = 'items';
  } else if (state.groupStart > 0 && state.weekdayRules.length > state.groupStart) {
    state.doubts.push('月の指定のあとに書かれた曜日は、毎月の収集として読みました。');
  }
}

/**
 * Some cities list the year's days and add `水2 水4` behind them: 5374.jp shows such weekdays as a caption and collects on
 * the listed days alone, exceptions included. Others write `水1 水3 20231230`: the day comes in addition. It is a caption
 * where it stands behind a list whose days mostly are those weekdays.
 */
function captionsDays(state: State, tokens: CellToken[]): boolean {
  const firstWeekday = tokens.findIndex((token) => token.kind === 'weekly' || token.kind === 'nth');
  const lastDay = tokens.findLastIndex((token) => token.kind === 'day');
  const isList = state.days.length >= 6 && firstWeekday > lastDay;
  if (!isList || state.weekdayRules.some((rule) => rule.kind === 'biweekly' || rule.months)) return false;
  const agreeing = state.days.filter((day) => state.weekdayRules.some((rule) => fits(rule, day))).length;
  if (agreeing * 2 <= state.days.length) return false;
  state.doubts.push(
    '日付の一覧のうしろにある曜日は、説明として読みました（5374と同じです）。収集日は書かれた日付だけになります。',
  );
  return true;
}

function fits(rule: WeekdayRule, day: LocalDate): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  if (date.getUTCDay() !== rule.weekday) return false;
  return rule.kind !== 'nth' || Math.ceil(date.getUTCDate() / 7) === rule.nth;
}

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'] as const;
