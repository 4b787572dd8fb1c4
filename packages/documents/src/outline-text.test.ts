import { describe, expect, it } from 'vitest';
import { measureText, outlineText } from './outline-text.ts';

const bold = { weight: 'bold', sizePx: 100 } as const;

describe('outlineText', () => {
  it('gives a path that is as wide as it is measured', () => {
    const { path, widthPx } = outlineText('ごみの収集', bold);
    expect(widthPx).toBeCloseTo(measureText('ごみの収集', bold), 5);
    expect(path).toMatch(/^M[\d.-]+ [\d.-]+/);
    const xs = [...path.matchAll(/[MLQC]([\d.-]+) /g)].map(([, x]) => Number(x));
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(widthPx);
  });

  it('stands on its baseline, in the size that was asked for', () => {
    const ys = [...outlineText('国', bold).path.matchAll(/[ML][\d.-]+ ([\d.-]+)/g)].map(([, y]) => Number(y));
    expect(Math.max(...ys)).toBeLessThan(15);
    expect(Math.min(...ys)).toBeGreaterThan(-95);
    expect(measureText('国', bold)).toBe(100);
    expect(measureText('国', { weight: 'bold', sizePx: 50 })).toBe(50);
  });

  it('is nothing for nothing', () => {
    expect(outlineText('', bold)).toEqual({ path: '', widthPx: 0 });
  });
});
