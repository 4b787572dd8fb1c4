import { describe, expect, it } from 'vitest';
import { createConditions } from './conditions.ts';

describe('the conditions of a list', () => {
  it('are those that were asked for, each value once', () => {
    const filter = createConditions();
    expect(filter.where()).toBe('');
    filter.add('a = $? or b = $?', 1);
    filter.add('c is null');
    filter.add('d = $?', undefined);
    expect(filter.where()).toBe('where a = $1 or b = $1 and c is null and d = $2');
    expect([filter.param(50), filter.values]).toEqual(['$3', [1, undefined, 50]]);
  });

  it('hold words of ours in the statement itself, and nothing else', () => {
    const filter = createConditions();
    filter.addWords('status', ['received', 'in-progress']);
    filter.addWords('kind', []);
    expect(filter.where()).toBe("where status in ('received', 'in-progress') and false");
    for (const word of ["x' or 'a' = 'a", '', 'A', 'a b'])
      expect(() => filter.addWords('x', [word])).toThrow(TypeError);
  });
});
