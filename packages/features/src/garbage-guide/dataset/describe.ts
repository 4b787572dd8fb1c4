import { formatJapaneseDay } from '@tenohira/core';
import type { CollectionRule, WeekdayRule } from './types.ts';

/** How staff and residents read rules: 毎週月・木曜日, 第2・第4金曜日, 4・6月の第2火曜日, 隔週木曜日（2026年4月2日から）. */
export function describeRules(rules: readonly CollectionRule[]): string {
  const weekdays = new Map<string, WeekdayRule[]>();
  for (const rule of rules) {
    if (rule.kind === 'days') continue;
    const key = JSON.stringify([rule.kind, rule.months, groupWithin(rule)]);
    weekdays.set(key, [...(weekdays.get(key) ?? []), rule]);
  }
  const texts = [...weekdays.values()].map(describeGroup);
  const days = rules.flatMap((rule) => (rule.kind === 'days' ? rule.days : []));
  if (days.length > 0) texts.push(describeDays(days));
  return texts.length === 0 ? '定期収集なし' : texts.join('、');
}

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'] as const;
const SHOWN_DAYS = 3;

function groupWithin(rule: WeekdayRule): string {
  if (rule.kind === 'weekly') return '';
  return rule.kind === 'nth' ? `${rule.weekday}` : `${rule.weekday} ${rule.startDay}`;
}

function describeGroup(rules: WeekdayRule[]): string {
  const [first] = rules;
  if (!first) return '';
  const months = first.months ? `${first.months.join('・')}月の` : '';
  const names = [...new Set(rules.map(({ weekday }) => WEEKDAYS[weekday]))].join('・');
  if (first.kind === 'weekly') return `${months}毎週${names}曜日`;
  if (first.kind === 'biweekly') return `${months}隔週${names}曜日（${longDay(first.startDay)}から）`;
  const nths = rules.flatMap((rule) => (rule.kind === 'nth' ? [rule.nth] : []));
  const ordinals = [...new Set(nths)].sort((a, b) => a - b).map((nth) => `第${nth}`);
  return `${months}${ordinals.join('・')}${names}曜日`;
}

function describeDays(days: readonly string[]): string {
  const sorted = [...new Set(days)].sort();
  const shown = sorted.slice(0, SHOWN_DAYS).map((day) => `${day.slice(0, 4)}年${formatJapaneseDay(day)}`);
  return sorted.length > shown.length ? `${shown.join('、')} など全${sorted.length}日` : shown.join('、');
}

function longDay(day: string): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}
