import { describe, expect, it } from 'vitest';
import { fillTemplates, findPlaceholders, formatValue } from './fill-template.ts';

const look = (values: Record<string, string>) => (name: string) => values[name];

describe('fillTemplates', () => {
  it.each([
    ['{{name}}さん', 'はなさん'],
    ['{{ name }}さん', 'はなさん'],
    ['{{other|どなたか}}', 'どなたか'],
    ['{{empty|なし}}', 'なし'],
    ['{{other}}', ''],
    ['{{}} {name} {{a b}}', '{{}} {name} {{a b}}'],
    ['{{tricky}}', '{{name}}'],
  ])('makes of %j the text %j', (template, text) => {
    expect(fillTemplates(template, look({ name: 'はな', empty: '', tricky: '{{name}}' }))).toBe(text);
  });

  it('fills texts however deep, and leaves everything else', () => {
    const filled = fillTemplates(
      { a: ['{{name}}', 1, null, { b: '{{name}}' }], '{{name}}': true },
      look({ name: 'x' }),
    );
    expect(filled).toEqual({ a: ['x', 1, null, { b: 'x' }], '{{name}}': true });
  });

  it('finds every placeholder with its fallback', () => {
    expect(findPlaceholders({ a: '{{x}} {{y|z}}', b: [1, '{{settings.phone}}'] })).toEqual([
      { name: 'x', fallback: undefined },
      { name: 'y', fallback: 'z' },
      { name: 'settings.phone', fallback: undefined },
    ]);
  });
});

describe('formatValue', () => {
  it.each([
    ['あ', 'あ'],
    [1200, '1200'],
    [true, 'はい'],
    [null, ''],
    ['2026-12-01', '12月1日(火)'],
    ['2027-01-05', '2027年1月5日(火)'],
    [['a', 'b'], 'a、b'],
    [{ latitude: 35, longitude: 135, address: 'みほん市' }, 'みほん市'],
    [{ latitude: 35, longitude: 135 }, '35, 135'],
  ])('reads %j as %s in 2026', (value, text) => {
    expect(formatValue(value, '2026-11-24')).toBe(text);
  });
});
