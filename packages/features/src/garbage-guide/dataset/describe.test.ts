import { describe, expect, it } from 'vitest';
import { describeRules } from './describe.ts';
import { parseRule } from './parse-rule.ts';

describe('describeRules', () => {
  it.each([
    ['火', '毎週火曜日'],
    ['月 木', '毎週月・木曜日'],
    ['金4 金2', '第2・第4金曜日'],
    ['火2 金4', '第2火曜日、第4金曜日'],
    ['隔木20260402', '隔週木曜日（2026年4月2日から）'],
    ['火2 金4:4 6', '4・6月の第2火曜日、4・6月の第4金曜日'],
    ['20260504', '2026年5月4日(月)'],
    ['20260401 20260408 20260415 20260422', '2026年4月1日(水)、2026年4月8日(水)、2026年4月15日(水) など全4日'],
    ['*1', '定期収集なし'],
  ])('says %s as %s', (cell, text) => {
    expect(describeRules(parseRule(cell).rules)).toBe(text);
  });
});
