import { type Json, toSearchKey } from '@tenohira/core';
import type { BlockContext, BlockEvent, BlockResult } from '@tenohira/feature-kit';
import { ADDRESS_MAX_LENGTH, type Config, guidance, question, SKIP } from './definition.ts';

export function enter({ config, answer }: BlockContext<Config>): BlockResult {
  return { messages: [question(config.text, config, answer(SKIP))], then: 'wait' };
}

export function receive({ config, answer }: BlockContext<Config>, event: BlockEvent): BlockResult {
  if (isSkip(config, event)) return { then: 'go', output: 'skipped' };
  const value = readPlace(config, event);
  if (value === undefined) return { messages: [question(guidance(config), config, answer(SKIP))], then: 'ask-again' };
  const source = 'messageId' in event && event.messageId !== undefined ? { messageId: event.messageId } : {};
  return { set: { [config.saveAs]: { value, ...source } }, then: 'go', output: 'next' };
}

/** `{ latitude, longitude, title?, address? }` from the map; `{ address }` alone where it was typed. */
function readPlace({ acceptText }: Config, event: BlockEvent): Json | undefined {
  if (event.type === 'location') {
    const { latitude, longitude, title, address } = event;
    return {
      latitude,
      longitude,
      ...(title === undefined ? {} : { title: title.slice(0, ADDRESS_MAX_LENGTH) }),
      // The point is the answer; the address beside it is only for reading.
      ...(address === undefined ? {} : { address: address.slice(0, ADDRESS_MAX_LENGTH) }),
    };
  }
  if (event.type !== 'text' || !acceptText) return undefined;
  const address = event.text.trim();
  return address.length >= 2 && address.length <= ADDRESS_MAX_LENGTH ? { address } : undefined;
}

function isSkip({ skipLabel }: Config, event: BlockEvent): boolean {
  if (skipLabel === undefined) return false;
  if (event.type === 'answer') return event.value === SKIP;
  return event.type === 'text' && toSearchKey(event.text) === toSearchKey(skipLabel);
}
