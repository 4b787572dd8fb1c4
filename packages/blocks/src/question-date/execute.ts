import { addDays, formatJapaneseDay, isLocalDate, jstDateOf, type LocalDate } from '@tenohira/core';
import type { BlockContext, BlockEvent, BlockResult } from '@tenohira/feature-kit';
import { ask, type Config, guidance, type Range } from './definition.ts';
import { parseDate } from './parse-date.ts';

export function enter({ config, now, answer }: BlockContext<Config>): BlockResult {
  return { messages: [ask(config.text, config, answer('date'), rangeOf(config, now))], then: 'wait' };
}

export function receive({ config, now, answer }: BlockContext<Config>, event: BlockEvent): BlockResult {
  const range = rangeOf(config, now);
  const day = readDay(event, jstDateOf(now), range);
  if (day === undefined || day < range.min || day > range.max) {
    const text = guidance(withYear(range.min), withYear(range.max), config);
    return { messages: [ask(text, config, answer('date'), range)], then: 'ask-again' };
  }
  const source = event.type === 'text' && event.messageId !== undefined ? { messageId: event.messageId } : {};
  return { set: { [config.saveAs]: { value: day, ...source } }, then: 'go', output: 'next' };
}

/** LINE's date picker goes from 1900-01-01 to 2100-12-31: https://developers.line.biz/en/reference/messaging-api/#datetime-picker-action */
function rangeOf({ minDays, maxDays }: Config, now: Date): Range {
  const today = jstDateOf(now);
  const min = addDays(today, minDays);
  return { min: min < '1900-01-01' ? '1900-01-01' : min, max: addDays(today, maxDays) };
}

function readDay(event: BlockEvent, today: LocalDate, range: Range): LocalDate | undefined {
  if (event.type === 'text') return parseDate(event.text, today, range);
  const date = event.type === 'answer' ? event.params?.date : undefined;
  return date !== undefined && isLocalDate(date) ? date : undefined;
}

function withYear(day: LocalDate): string {
  return `${day.slice(0, 4)}年${formatJapaneseDay(day)}`;
}
