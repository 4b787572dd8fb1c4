// `月1 月3(1月は月2 月4)`, `水1(6月9月のみ)`, `金2(7月10月のみ 10月は金1)`: a northern city's published file says its
// exceptions in words. 5374.jp itself shows nothing for such cells, but for a reader the meaning is plain.
import type { CollectionRule, ParsedCell } from './types.ts';

const ALL_MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Undefined where the cell is not of this form, or not wholly. */
export function readMonthExceptions(text: string, readItems: (items: string) => ParsedCell): ParsedCell | undefined {
  const match = /^([^():]+)\(([^():]+)\)$/.exec(text);
  const clauses = match && readClauses(match[2] ?? '');
  if (!match || !clauses) return undefined;
  const base = readItems(match[1] ?? '');
  const exceptions = clauses.exceptions.map((clause) => ({ ...clause, parsed: readItems(clause.items) }));
  const cells = [base, ...exceptions.map(({ parsed }) => parsed)];
  if (cells.some(({ rules }) => rules.length === 0 || rules.some((rule) => rule.kind === 'days'))) return undefined;
  const taken = new Set(exceptions.flatMap(({ months }) => months));
  const ordinary = (clauses.only ?? ALL_MONTHS).filter((month) => !taken.has(month));
  return {
    rules: [...bind(base.rules, ordinary), ...exceptions.flatMap(({ parsed, months }) => bind(parsed.rules, months))],
    remarkIds: cells.flatMap(({ remarkIds }) => remarkIds),
    problems: cells.flatMap(({ problems }) => problems),
    doubts: [...cells.flatMap(({ doubts }) => doubts), `「${text}」のかっこの中を、月ごとの例外として読みました。`],
  };
}

type Clauses = { only?: number[]; exceptions: { months: number[]; items: string }[] };

function readClauses(text: string): Clauses | undefined {
  const clauses: Clauses = { exceptions: [] };
  for (const word of text.split(/[\s、,]+/)) {
    const only = /^((?:\d{1,2}月)+)のみ$/.exec(word);
    const exception = /^((?:\d{1,2}月)+)は(.+)$/.exec(word);
    const current = clauses.exceptions.at(-1);
    if (only) clauses.only = monthsOf(only[1] ?? '');
    else if (exception) clauses.exceptions.push({ months: monthsOf(exception[1] ?? ''), items: exception[2] ?? '' });
    else if (current) current.items += ` ${word}`;
    else return undefined;
  }
  const months = [...(clauses.only ?? []), ...clauses.exceptions.flatMap((clause) => clause.months)];
  return months.every((month) => month >= 1 && month <= 12) ? clauses : undefined;
}

function monthsOf(text: string): number[] {
  return [...text.matchAll(/(\d{1,2})月/g)].map(([, month]) => Number(month));
}

function bind(rules: CollectionRule[], months: number[]): CollectionRule[] {
  return rules.map((rule) => (rule.kind === 'days' ? rule : { ...rule, months: [...months].sort((a, b) => a - b) }));
}
