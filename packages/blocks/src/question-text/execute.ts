import { toSearchKey } from '@tenohira/core';
import { type BlockContext, type BlockEvent, type BlockResult, textMessage } from '@tenohira/feature-kit';
import { type Config, guidance, PATTERNS, question, SKIP, skipActions } from './definition.ts';

export function enter({ config, answer }: BlockContext<Config>): BlockResult {
  return { messages: [question(config, answer(SKIP))], then: 'wait' };
}

export function receive({ config, answer }: BlockContext<Config>, event: BlockEvent): BlockResult {
  if (isSkip(config, event)) return { then: 'go', output: 'skipped' };
  const text = event.type === 'text' ? readText(event.text, config) : undefined;
  if (event.type !== 'text' || text === undefined) {
    return { messages: [textMessage(guidance(config), skipActions(config, answer(SKIP)))], then: 'ask-again' };
  }
  const source = event.messageId === undefined ? {} : { messageId: event.messageId };
  return { set: { [config.saveAs]: { value: text, ...source } }, then: 'go', output: 'next' };
}

function isSkip({ skipLabel }: Config, event: BlockEvent): boolean {
  if (skipLabel === undefined) return false;
  if (event.type === 'answer') return event.value === SKIP;
  return event.type === 'text' && toSearchKey(event.text) === toSearchKey(skipLabel);
}

/** The text as it is kept, or undefined where it is not what was asked for. Digits are taken in any width. */
function readText(typed: string, { pattern, minLength, maxLength }: Config): string | undefined {
  const text =
    pattern === 'any'
      ? typed.trim()
      : typed
          .normalize('NFKC')
          .replace(/[‐‑‒–—―−ー](?=\d)/g, '-')
          .trim();
  const fits = text.length >= minLength && text.length <= maxLength && PATTERNS[pattern].test.test(text);
  return fits ? text : undefined;
}
