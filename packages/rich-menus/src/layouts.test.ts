import { describe, expect, it } from 'vitest';
import { type Bounds, LAYOUTS } from './layouts.ts';

const areaOf = ({ width, height }: { width: number; height: number }) => width * height;
const overlap = (a: Bounds, b: Bounds) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(Object.values(LAYOUTS).map((layout) => [layout.key, layout] as const))(
  'the layout %s',
  (_key, layout) => {
    const { size, areas } = layout;

    it('can be tapped everywhere, and each place does one thing', () => {
      expect(areas.reduce((sum, area) => sum + areaOf(area), 0)).toBe(areaOf(size));
      for (const [index, area] of areas.entries()) {
        expect(area.x + area.width).toBeLessThanOrEqual(size.width);
        expect(area.y + area.height).toBeLessThanOrEqual(size.height);
        expect(areas.slice(index + 1).filter((other) => overlap(area, other))).toEqual([]);
      }
    });

    it('has areas for a thumb: a quarter of an inch on the smallest phone', () => {
      // 320 points wide; WCAG 2.2, 2.5.8 asks for 24 of them, Apple for 44.
      const points = 320 / size.width;
      for (const { width, height } of areas) {
        expect(Math.min(width, height) * points).toBeGreaterThanOrEqual(44);
      }
    });

    it('names the area that stands out, if one does', () => {
      if (layout.hero !== undefined) expect(areas[layout.hero]).toBeDefined();
      expect([layout.title, layout.description].every((words) => /[ぁ-ん]/.test(words))).toBe(true);
    });
  },
);
