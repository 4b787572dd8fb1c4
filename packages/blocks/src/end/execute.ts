import { type BlockContext, type BlockResult, textMessage } from '@tenohira/feature-kit';
import type { Config } from './definition.ts';

export function enter({ config }: BlockContext<Config>): BlockResult {
  return { messages: config.text === undefined ? [] : [textMessage(config.text)], then: 'end' };
}
