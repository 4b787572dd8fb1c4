import { type BlockContext, type BlockEvent, type BlockResult, textMessage } from '@tenohira/feature-kit';
import { type Config, guidance } from './definition.ts';
import { parseNumber } from './parse-number.ts';

export function enter({ config }: BlockContext<Config>): BlockResult {
  return { messages: [textMessage(config.text)], then: 'wait' };
}

export function receive({ config }: BlockContext<Config>, event: BlockEvent): BlockResult {
  const number = event.type === 'text' ? parseNumber(event.text, config.unit) : undefined;
  if (event.type !== 'text' || number === undefined || !fits(number, config)) {
    return { messages: [textMessage(guidance(config))], then: 'ask-again' };
  }
  const source = event.messageId === undefined ? {} : { messageId: event.messageId };
  return { set: { [config.saveAs]: { value: number, ...source } }, then: 'go', output: 'next' };
}

function fits(number: number, { min, max, integer }: Config): boolean {
  return number >= min && number <= max && (!integer || Number.isInteger(number));
}
