import type { AnyFeature } from '@tenohira/feature-kit';
import sharp from 'sharp';
import type { RichMenuDesign } from './design.ts';
import { drawMenu, type Tile } from './draw/draw-menu.ts';
import { LAYOUTS } from './layouts.ts';
import { iconOf } from './looks.ts';
import { THEMES } from './themes.ts';

/** Of 1 to 10. More takes twice the time for a tenth of the bytes. */
const PNG_EFFORT = 3;

/**
 * The picture that LINE shows, as a PNG in the size of the layout, far below LINE's 1 MB. An area that nobody has decided
 * about shows as a place to fill.
 */
export async function renderRichMenu(
  design: RichMenuDesign,
  features: ReadonlyMap<string, AnyFeature>,
): Promise<Uint8Array<ArrayBuffer>> {
  const layout = LAYOUTS[design.layout];
  const tiles = layout.areas.map((_, index): Tile => {
    const area = design.areas[index];
    if (!area?.target) return undefined;
    return { label: area.label, note: area.note, icon: area.icon ?? iconOf(area.target, features) };
  });
  const svg = drawMenu(layout, THEMES[design.theme], tiles);
  // Flat colours need no dithering, which would put specks on them.
  const png = await sharp(Buffer.from(svg)).png({ palette: true, dither: 0, effort: PNG_EFFORT }).toBuffer();
  return new Uint8Array(png);
}
