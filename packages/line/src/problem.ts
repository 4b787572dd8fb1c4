import { type Counting, countCharacters } from './count-characters.ts';

export type ProblemCode =
  | 'required'
  | 'too-long'
  | 'too-many'
  | 'too-few'
  | 'too-large'
  | 'out-of-range'
  | 'not-https'
  | 'uri-malformed'
  | 'uri-scheme'
  | 'wrong-format'
  | 'unknown-type'
  | 'unknown-field'
  | 'unknown-value'
  | 'not-allowed-here'
  | 'quick-reply-not-last'
  | 'emoji-placeholder'
  | 'columns-differ';

/** One thing that LINE would refuse, or would not show. */
export type Problem = {
  /** Where it is, from the root that was checked: `messages[0].quickReply.items[13]`. */
  path: string;
  code: ProblemCode;
  limit?: number;
  actual?: number;
  /** For staff, in Japanese: what is wrong and what to change. */
  message: string;
};

export type Report = (problem: Problem) => void;

/** An object whose shape is not known yet: editors hand over half-written messages. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An entry of a table by a word from outside; `constructor` and its like are not entries. */
export function lookUp<Entry>(table: Readonly<Record<string, Entry>>, key: unknown): Entry | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

export type TextRule = { name: string; limit: number; counting: Counting; required?: boolean };

/** Checks that a text is there (if it must be) and is short enough, as LINE counts it. */
export function checkText(report: Report, path: string, value: unknown, rule: TextRule): void {
  const { name, limit, counting, required = true } = rule;
  if (value === undefined || value === null || value === '') {
    if (required) reportMissing(report, path, name);
    return;
  }
  if (typeof value !== 'string') {
    report({ path, code: 'wrong-format', message: `${name}は文字で入力してください。` });
    return;
  }
  // A text never has more grapheme clusters than code units, so most texts need no segmenting.
  if (value.length <= limit) return;
  const actual = countCharacters(value, counting);
  if (actual <= limit) return;
  const emojiHint =
    counting === 'utf16' && actual > countCharacters(value, 'graphemes') ? '(絵文字などは2文字以上と数えます)' : '';
  report({
    path,
    code: 'too-long',
    limit,
    actual,
    message: `${name}は${limit}文字までです。いまは${actual}文字です${emojiHint}。${actual - limit}文字減らしてください。`,
  });
}

export function reportMissing(report: Report, path: string, name: string): void {
  report({ path, code: 'required', message: `${name}がありません。入力してください。` });
}

export type CountRule = { name: string; unit: string; min?: number; max: number };

/** Checks how many elements a list has. Returns the elements, none where it is not a list. */
export function checkList(report: Report, path: string, value: unknown, rule: CountRule): readonly unknown[] {
  const { name, unit, min = 1, max } = rule;
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const actual = list.length;
  if (actual > max) {
    report({
      path,
      code: 'too-many',
      limit: max,
      actual,
      message: `${name}は${max}${unit}までです。いまは${actual}${unit}です。${actual - max}${unit}減らしてください。`,
    });
  } else if (actual < min) {
    report({
      path,
      code: 'too-few',
      limit: min,
      actual,
      message: `${name}は${min}${unit}以上必要です。${min - actual}${unit}加えてください。`,
    });
  }
  return list;
}

/** Checks a whole number (or any number, with `integer: false`) against a range, both ends inclusive. */
export function checkNumber(
  report: Report,
  path: string,
  value: unknown,
  rule: { name: string; min: number; max: number; integer?: boolean },
): void {
  const { name, min, max, integer = true } = rule;
  if (typeof value !== 'number' || !Number.isFinite(value) || (integer && !Number.isInteger(value))) {
    report({ path, code: 'wrong-format', message: `${name}は${integer ? '整数' : '数'}で入力してください。` });
    return;
  }
  if (value >= min && value <= max) return;
  report({
    path,
    code: 'out-of-range',
    limit: value < min ? min : max,
    actual: value,
    message: `${name}は${min}から${max}までの数にしてください。`,
  });
}

export function checkOneOf(
  report: Report,
  path: string,
  value: unknown,
  rule: { name: string; values: readonly string[] },
): void {
  if (value === undefined || (typeof value === 'string' && rule.values.includes(value))) return;
  report({
    path,
    code: 'unknown-value',
    message: `${rule.name}の値が正しくありません。${rule.values.join('、')}のどれかにしてください。`,
  });
}
