import type { BlockContext, BlockResult } from '@tenohira/feature-kit';
import type { Config } from './definition.ts';

export function enter({ config }: BlockContext<Config>): BlockResult {
  const set = Object.fromEntries(config.values.map(({ variable, value }) => [variable, { value }]));
  return { set, then: 'go', output: 'next' };
}
