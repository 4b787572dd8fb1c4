import type { BlockContext, BlockResult } from '@tenohira/feature-kit';
import type { Config } from './definition.ts';

export function enter({ config: { flow, feature } }: BlockContext<Config>): BlockResult {
  return feature === undefined ? { then: 'start', flow } : { then: 'start', flow, feature };
}
