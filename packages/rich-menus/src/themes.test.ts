import { describe, expect, it } from 'vitest';
import { contrastOf } from './draw/contrast.ts';
import { THEMES } from './themes.ts';

it('measures contrast as WCAG does', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrastOf('#ffffff', '#777777')).toBe(contrastOf('#777777', '#ffffff'));
});

describe.each(Object.values(THEMES).map((theme) => [theme.key, theme] as const))('the theme %s', (_key, theme) => {
  it('can be read by weak eyes and in the sun', () => {
    expect(contrastOf(theme.ink, theme.card)).toBeGreaterThanOrEqual(7);
    expect(contrastOf(theme.note, theme.card)).toBeGreaterThanOrEqual(4.5);
    // The area that stands out has its words on the first accent.
    for (const accent of theme.accents) expect(contrastOf(theme.onAccent, accent)).toBeGreaterThanOrEqual(4.5);
  });

  it('shows where a card and an icon are', () => {
    for (const accent of theme.accents) expect(contrastOf(accent, theme.card)).toBeGreaterThanOrEqual(3);
  });

  it('has words for a place that is still empty', () => {
    for (const ground of [theme.background, theme.pattern]) {
      expect(contrastOf(theme.note, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
