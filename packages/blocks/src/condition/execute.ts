import { type Json, toSearchKey } from '@tenohira/core';
import type { BlockContext, BlockResult, Variables } from '@tenohira/feature-kit';
import type { Config, Test } from './definition.ts';

export function enter({ config, variables }: BlockContext<Config>): BlockResult {
  const holds = (test: Test) => evaluate(test, variables);
  const met = config.match === 'all' ? config.tests.every(holds) : config.tests.some(holds);
  return { then: 'go', output: met ? 'yes' : 'no' };
}

function evaluate(test: Test, variables: Variables): boolean {
  const actual = toText(variables[test.variable]?.value);
  switch (test.is) {
    case 'set':
      return actual !== '';
    case 'not-set':
      return actual === '';
    case 'equal':
      return toSearchKey(actual) === toSearchKey(test.value);
    case 'not-equal':
      return toSearchKey(actual) !== toSearchKey(test.value);
    case 'containing':
      return toSearchKey(actual).includes(toSearchKey(test.value));
    case 'greater':
      return actual !== '' && compare(actual, test.value) > 0;
    case 'less':
      return actual !== '' && compare(actual, test.value) < 0;
  }
}

/** By size where both are numbers; otherwise as texts, which orders days (`YYYY-MM-DD`) rightly. */
function compare(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return left < right ? -1 : Number(left > right);
}

function toText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
