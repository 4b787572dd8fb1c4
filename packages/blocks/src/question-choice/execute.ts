import { toSearchKey } from '@tenohira/core';
import type { BlockContext, BlockEvent, BlockResult } from '@tenohira/feature-kit';
import {
  CHOICE_PREFIX,
  type Choice,
  type Config,
  choiceValue,
  PAGE_PREFIX,
  pagesOf,
  questionPage,
  retryText,
} from './definition.ts';

export function enter({ config, answer }: BlockContext<Config>): BlockResult {
  return { messages: [questionPage(config, 0, answer)], then: 'wait' };
}

export function receive({ config, answer }: BlockContext<Config>, event: BlockEvent): BlockResult {
  const page = readPage(config, event);
  if (page !== undefined) return { messages: [questionPage(config, page, answer)], then: 'wait' };
  const choice = readChoice(config, event);
  if (!choice)
    return { messages: [questionPage({ ...config, text: retryText(config) }, 0, answer)], then: 'ask-again' };
  if (config.saveAs === undefined) return { then: 'go', output: choice.output };
  const source = event.type === 'text' && event.messageId !== undefined ? { messageId: event.messageId } : {};
  return { set: { [config.saveAs]: { value: choiceValue(choice), ...source } }, then: 'go', output: choice.output };
}

function readPage(config: Config, event: BlockEvent): number | undefined {
  if (event.type !== 'answer' || !event.value.startsWith(PAGE_PREFIX)) return undefined;
  const page = Number(event.value.slice(PAGE_PREFIX.length));
  return Number.isInteger(page) && page >= 0 && page < pagesOf(config).length ? page : 0;
}

function readChoice({ choices }: Config, event: BlockEvent): Choice | undefined {
  if (event.type === 'answer')
    return choices.find((choice) => event.value === `${CHOICE_PREFIX}${choiceValue(choice)}`);
  return event.type === 'text' ? findTyped(choices, toSearchKey(event.text)) : undefined;
}

/** A label in any spelling, its number in the list, or the part of one label alone. */
function findTyped(choices: readonly Choice[], typed: string): Choice | undefined {
  const exact = choices.find(({ label }) => toSearchKey(label) === typed);
  if (exact) return exact;
  const number = /^(\d{1,2})(?:番|ばん|つめ|番目)?[.。]?$/.exec(typed)?.[1];
  if (number !== undefined) return choices[Number(number) - 1];
  if (typed.length < 2) return undefined;
  const partial = choices.filter(({ label }) => toSearchKey(label).includes(typed));
  return partial.length === 1 ? partial[0] : undefined;
}
