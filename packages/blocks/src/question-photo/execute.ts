import { toSearchKey } from '@tenohira/core';
import type { BlockContext, BlockEvent, BlockResult, Variables } from '@tenohira/feature-kit';
import { type Config, DONE, doneLabel, more, photoNames, question, SKIP, texts } from './definition.ts';

/**
 * Asked again in the middle, it keeps the photos that it has. Where it had all of them, the conversation has come back
 * here to change the answer: they are forgotten.
 */
export function enter({ config, answer, variables }: BlockContext<Config>): BlockResult {
  const received = photoNames(config).filter((name) => isPhoto(variables, name));
  if (received.length > 0 && received.length < config.maxPhotos) {
    return { messages: [more(received.length, config.maxPhotos, answer(DONE))], then: 'wait' };
  }
  return {
    messages: [question(config.text, config, answer(SKIP))],
    set: Object.fromEntries(received.map((name) => [name, { value: null }])),
    then: 'wait',
  };
}

export function receive(context: BlockContext<Config>, event: BlockEvent): BlockResult {
  const { config, answer, variables } = context;
  const names = photoNames(config);
  const received = names.filter((name) => isPhoto(variables, name)).length;
  if (event.type === 'photo') return receivePhoto(context, event, received);
  if (received > 0 && means(event, DONE, doneLabel)) return { then: 'go', output: 'next' };
  if (received === 0 && config.skipLabel !== undefined && means(event, SKIP, config.skipLabel)) {
    return { then: 'go', output: 'skipped' };
  }
  const messages =
    received > 0 ? [more(received, config.maxPhotos, answer(DONE))] : [question(texts.notPhoto, config, answer(SKIP))];
  return { messages, then: 'ask-again' };
}

function receivePhoto(
  { config, answer, variables }: BlockContext<Config>,
  { photoId, messageId }: Extract<BlockEvent, { type: 'photo' }>,
  received: number,
): BlockResult {
  if (photoId === undefined) {
    return { messages: [question(texts.notReceived, config, answer(SKIP))], then: 'ask-again' };
  }
  const name = photoNames(config).find((candidate) => !isPhoto(variables, candidate)) ?? config.saveAs;
  const set = { [name]: { value: photoId, ...(messageId === undefined ? {} : { messageId }) } };
  if (received + 1 >= config.maxPhotos) return { set, then: 'go', output: 'next' };
  return { set, messages: [more(received + 1, config.maxPhotos, answer(DONE))], then: 'wait' };
}

function isPhoto(variables: Variables, name: string): boolean {
  return typeof variables[name]?.value === 'string';
}

function means(event: BlockEvent, value: string, label: string): boolean {
  if (event.type === 'answer') return event.value === value;
  return event.type === 'text' && toSearchKey(event.text) === toSearchKey(label);
}
