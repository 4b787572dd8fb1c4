import type { BlockContext, BlockResult } from '@tenohira/feature-kit';
import { type Config, toMessage } from './definition.ts';

export function enter({ config }: BlockContext<Config>): BlockResult {
  return { messages: [toMessage(config)], then: 'go', output: 'next' };
}
