import { enterBlock } from '@tenohira/feature-kit/testing';
import { describe, expect, it } from 'vitest';
import { condition } from './index.ts';

const variables = {
  kind: { value: 'ペットボトル' },
  count: { value: 12 },
  day: { value: '2026-11-24' },
  list: { value: ['a', 'b'] },
  nothing: { value: null },
};

describe('condition', () => {
  it.each([
    [{ variable: 'kind', is: 'equal', value: 'ﾍﾟｯﾄﾎﾞﾄﾙ' }, 'yes'],
    [{ variable: 'kind', is: 'not-equal', value: 'びん' }, 'yes'],
    [{ variable: 'kind', is: 'containing', value: 'ぼとる' }, 'yes'],
    [{ variable: 'list', is: 'containing', value: 'b' }, 'yes'],
    [{ variable: 'count', is: 'greater', value: '9' }, 'yes'],
    [{ variable: 'count', is: 'less', value: '9' }, 'no'],
    [{ variable: 'day', is: 'greater', value: '2026-09-30' }, 'yes'],
    [{ variable: 'day', is: 'less', value: '2026-09-30' }, 'no'],
    [{ variable: 'absent', is: 'less', value: '9' }, 'no'],
    [{ variable: 'nothing', is: 'set' }, 'no'],
    [{ variable: 'absent', is: 'not-set' }, 'yes'],
    [{ variable: 'kind', is: 'set' }, 'yes'],
  ])('finds that %j is %s', async (test, output) => {
    const config = condition.config.parse({ tests: [test] });
    expect(await enterBlock(condition, config, { variables })).toMatchObject({ then: 'go', output });
  });

  it.each([
    ['all', 'no'],
    ['any', 'yes'],
  ])('joins tests by %s', async (match, output) => {
    const tests = [
      { variable: 'kind', is: 'set' },
      { variable: 'absent', is: 'set' },
    ];
    const config = condition.config.parse({ tests, match });
    expect(await enterBlock(condition, config, { variables })).toMatchObject({ output });
  });
});
