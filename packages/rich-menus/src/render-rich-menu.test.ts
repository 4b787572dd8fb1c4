import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { features } from '@tenohira/features';
import { LINE_LIMITS } from '@tenohira/line';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RichMenuDesign } from './design.ts';
import { ICON_KEYS } from './icon-keys.ts';
import { type Bounds, LAYOUT_KEYS, LAYOUTS, type LayoutKey } from './layouts.ts';
import { renderRichMenu } from './render-rich-menu.ts';
import { THEMES, type ThemeKey } from './themes.ts';

const catalog = createCatalog(features, sharedBlocks);

function designOf(layout: LayoutKey, theme: ThemeKey, label: string, note: string): RichMenuDesign {
  return {
    ...{ layout, theme, chatBarText: 'メニュー', openAtFirst: true },
    areas: LAYOUTS[layout].areas.map((_, index) => ({
      ...{ label, note, icon: ICON_KEYS[index] ?? null },
      target: { kind: 'menu' as const },
    })),
  };
}

const pixelsOf = async (png: Uint8Array) => {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels;
    return `#${data.subarray(at, at + 3).toString('hex')}`;
  };
};

/** The palette may move a colour by a shade. */
function distance(one: string, other = ''): number {
  const shade = (colour: string, from: number) => Number.parseInt(colour.slice(from, from + 2), 16);
  return Math.max(...[1, 3, 5].map((from) => Math.abs(shade(one, from) - shade(other, from))));
}

describe.each(LAYOUT_KEYS)('the picture of %s', { timeout: 20_000 }, (layout) => {
  const { size, areas, hero } = LAYOUTS[layout];

  it('is what LINE takes, also with the longest words', async () => {
    const png = await renderRichMenu(designOf(layout, 'colourful', '国'.repeat(20), '語'.repeat(14)), catalog.features);
    const { width, height, format } = await sharp(png).metadata();
    expect({ width, height, format }).toEqual({ ...size, format: 'png' });
    expect(png.length).toBeLessThan(LINE_LIMITS.richMenuImageBytes / 2);
  });

  it.each([
    ['国'.repeat(20), '語'.repeat(14)],
    ['ABCDEFGHIJ KLMNOPQRS', ''],
  ])('keeps 「%s」 inside its cards', async (label, note) => {
    const pixel = await pixelsOf(await renderRichMenu(designOf(layout, 'contrast', label, note), catalog.features));
    for (const [index, area] of areas.entries()) {
      const face = index === hero ? THEMES.contrast.accents[0] : THEMES.contrast.card;
      for (const [x, y] of frameOf(area)) expect(distance(pixel(x, y), face), `${index}: ${x}, ${y}`).toBeLessThan(4);
    }
  });
});

/** Points of a frame just inside a card's edge, without its round corners. */
function frameOf({ x, y, width, height }: Bounds): [number, number][] {
  const [left, right, top, bottom] = [x + 58, x + width - 58, y + 58, y + height - 58];
  const points: [number, number][] = [];
  for (let at = left + 60; at < right - 60; at += 15) points.push([at, top], [at, bottom]);
  for (let at = top + 60; at < bottom - 60; at += 15) points.push([left, at], [right, at]);
  return points;
}

it('shows a place that nobody has decided about', async () => {
  const design = { ...designOf('two', 'sea', 'ごみ', ''), areas: [] };
  const pixel = await pixelsOf(await renderRichMenu(design, catalog.features));
  expect(pixel(100, 100)).not.toBe(THEMES.sea.card);
});

it('draws the same picture for the same design', async () => {
  const design = designOf('three', 'forest', 'ごみ', '収集日');
  const pictures = await Promise.all([1, 2].map(() => renderRichMenu(design, catalog.features)));
  expect(pictures[0]).toEqual(pictures[1]);
});
