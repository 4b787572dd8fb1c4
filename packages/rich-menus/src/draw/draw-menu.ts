// The picture as SVG. Text is drawn as outlines, so that it looks the same wherever it is rendered.
import { outlineText } from '@tenohira/documents';
import type { IconKey } from '../icon-keys.ts';
import type { Bounds, Layout } from '../layouts.ts';
import type { Theme } from '../themes.ts';
import { type FittedText, fitText } from './fit-text.ts';
import { drawIcon } from './icons.ts';

/** What one area shows; undefined where the city has not decided yet. */
export type Tile = { label: string; note: string; icon: IconKey } | undefined;

const GAP = 36;
const EDGE = 44;
const RADIUS = 56;
const LINE_HEIGHT = 1.18;

export function drawMenu({ size, areas, hero }: Layout, theme: Theme, tiles: readonly Tile[]): string {
  const cards = areas.map((area, index) => {
    const card = inset(area, size);
    const tile = tiles[index];
    if (!tile) return drawEmpty(card, theme);
    const accent = theme.accents[index % theme.accents.length] ?? theme.ink;
    return drawTile(card, tile, index === hero ? heroColours(theme) : cardColours(theme, accent));
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
    `<rect width="${size.width}" height="${size.height}" fill="${theme.background}"/>`,
    drawPattern(size, theme),
    ...cards,
    '</svg>',
  ].join('\n');
}

type TileColours = {
  face: string;
  edge: string;
  /** Behind the icon. */
  badge: string;
  icon: string;
  label: string;
  note: string;
};

function cardColours(theme: Theme, accent: string): TileColours {
  const { card, cardEdge, ink, note, onAccent } = theme;
  return { face: card, edge: cardEdge, badge: accent, icon: onAccent, label: ink, note };
}

/** The area that stands out is the accent itself. */
function heroColours({ accents, onAccent, cardEdge }: Theme): TileColours {
  const [face = onAccent] = accents;
  return { face, edge: cardEdge, badge: onAccent, icon: face, label: onAccent, note: onAccent };
}

/** The card within the area that is tapped: as far from its neighbours as from the edge. */
function inset({ x, y, width, height }: Bounds, size: Layout['size']): Bounds {
  const left = x === 0 ? EDGE : GAP / 2;
  const top = y === 0 ? EDGE : GAP / 2;
  const right = x + width === size.width ? EDGE : GAP / 2;
  const bottom = y + height === size.height ? EDGE : GAP / 2;
  return { x: x + left, y: y + top, width: width - left - right, height: height - top - bottom };
}

/** Hills along the lower edge, and a pale sun: seen between the cards. */
function drawPattern({ width: w, height: h }: Layout['size'], { pattern }: Theme): string {
  return [
    `<circle cx="${w * 0.9}" cy="${h * 0.08}" r="${h * 0.34}" fill="${pattern}"/>`,
    `<path d="M0 ${h * 0.72}C${w * 0.22} ${h * 0.5} ${w * 0.4} ${h * 0.62} ${w * 0.58} ${h * 0.78}S${w * 0.86} ${h * 0.9} ${w} ${h * 0.66}V${h}H0z" fill="${pattern}"/>`,
  ].join('\n');
}

function drawEmpty({ x, y, width, height }: Bounds, { cardEdge, note }: Theme): string {
  const words: FittedText = { lines: ['ここに置くものを', 'えらんでください'], sizePx: 64 };
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${RADIUS}" fill="none" stroke="${cardEdge}" stroke-width="6" stroke-dasharray="26 20"/>`,
    drawLines(words, 'regular', x + width / 2, y + height / 2 - blockHeight(words) / 2, note, 'middle'),
  ].join('\n');
}

function drawTile(card: Bounds, tile: NonNullable<Tile>, colours: TileColours): string {
  const { x, y, width, height } = card;
  const shadow = `<rect x="${x}" y="${y + 10}" width="${width}" height="${height}" rx="${RADIUS}" fill="${colours.edge}"/>`;
  const face = `<rect x="${x + 2}" y="${y + 2}" width="${width - 4}" height="${height - 4}" rx="${RADIUS - 2}" fill="${colours.face}" stroke="${colours.edge}" stroke-width="4"/>`;
  const content = width / height > 1.7 ? drawBeside(card, tile, colours) : drawBelow(card, tile, colours);
  return [shadow, face, content].join('\n');
}

/** The icon above, the words below it. Icons of one row are of one size and stand at one height. */
function drawBelow({ x, y, width, height }: Bounds, { label, note, icon }: NonNullable<Tile>, colours: TileColours) {
  const unit = Math.min(width, height * 0.98);
  const slack = height - unit;
  const badge = unit * 0.4;
  const badgeTop = y + unit * 0.07 + slack * 0.34;
  const words = setWords({ label, note }, { widthPx: width - unit * 0.1, heightPx: unit * 0.475, unit });
  const middle = x + width / 2;
  const zoneTop = badgeTop + badge;
  const zoneHeight = unit * 0.51 + slack * 0.2;
  const top = zoneTop + (zoneHeight - words.heightPx) / 2;
  return [
    drawBadge(icon, middle, badgeTop + badge / 2, badge, colours),
    words.draw(middle, top, colours, 'middle'),
  ].join('\n');
}

/** The icon on the left, the words beside it, the group in the middle. */
function drawBeside({ x, y, width, height }: Bounds, { label, note, icon }: NonNullable<Tile>, colours: TileColours) {
  const unit = height * 1.5;
  const badge = height * 0.56;
  const gap = height * 0.12;
  const widthPx = width - badge - gap - height * 0.3;
  const words = setWords({ label, note }, { widthPx, heightPx: height * 0.8, unit });
  const left = x + (width - badge - gap - words.widthPx) / 2;
  return [
    drawBadge(icon, left + badge / 2, y + height / 2, badge, colours),
    words.draw(left + badge + gap, y + (height - words.heightPx) / 2, colours, 'start'),
  ].join('\n');
}

type Anchor = 'start' | 'middle';

/** Label and note, one below the other, in sizes that fit the room. `unit` is the size of the tile. */
function setWords(
  { label, note }: { label: string; note: string },
  { widthPx, heightPx, unit }: { widthPx: number; heightPx: number; unit: number },
) {
  const fit = (share: number) => {
    const sizePx = unit * 0.14 * share;
    const words = fitText(label, { weight: 'bold', widthPx, maxLines: 3, sizePx, goodShare: 0.85 });
    const small = fitText(note, { weight: 'regular', widthPx, maxLines: 1, sizePx: sizePx * 0.68, goodShare: 0 });
    const space = note === '' ? 0 : sizePx * 0.12;
    return { words, small, space, heightPx: blockHeight(words) + space + (note === '' ? 0 : blockHeight(small)) };
  };
  let fitted = fit(1);
  for (let share = 0.95; fitted.heightPx > heightPx && share > 0.5; share -= 0.05) fitted = fit(share);
  const { words, small, space } = fitted;
  return {
    heightPx: fitted.heightPx,
    widthPx: Math.max(widthOf(words, 'bold'), note === '' ? 0 : widthOf(small, 'regular')),
    draw: (x: number, top: number, colours: TileColours, anchor: Anchor) =>
      [
        drawLines(words, 'bold', x, top, colours.label, anchor),
        note === '' ? '' : drawLines(small, 'regular', x, top + blockHeight(words) + space, colours.note, anchor),
      ].join('\n'),
  };
}

function drawBadge(icon: IconKey, cx: number, cy: number, size: number, { badge, icon: ink }: TileColours): string {
  const scale = (size * 0.66) / 100;
  const shape = drawIcon(icon, { ink, ground: badge });
  return `<circle cx="${cx}" cy="${cy}" r="${size / 2}" fill="${badge}"/><g transform="translate(${cx - 50 * scale} ${cy - 50 * scale}) scale(${scale})">${shape}</g>`;
}

function blockHeight({ lines, sizePx }: FittedText): number {
  return lines.length * sizePx * LINE_HEIGHT;
}

function widthOf({ lines, sizePx }: FittedText, weight: 'bold' | 'regular'): number {
  return Math.max(...lines.map((line) => outlineText(line, { weight, sizePx }).widthPx));
}

/** @param top of the block; a line's letters stand in the middle of its height */
function drawLines(
  { lines, sizePx }: FittedText,
  weight: 'bold' | 'regular',
  x: number,
  top: number,
  colour: string,
  anchor: Anchor,
): string {
  return lines
    .map((line, index) => {
      const { path, widthPx } = outlineText(line, { weight, sizePx });
      const left = anchor === 'middle' ? x - widthPx / 2 : x;
      const baseline = top + (index + 0.5) * sizePx * LINE_HEIGHT + sizePx * 0.38;
      return `<path transform="translate(${left.toFixed(1)} ${baseline.toFixed(1)})" fill="${colour}" d="${path}"/>`;
    })
    .join('\n');
}
