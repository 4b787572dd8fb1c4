// LINE's stickers are pictures on its servers. The sandbox draws its own eight instead; a sticker's id chooses one.
import { svg } from './dom.ts';

interface Sticker {
  readonly words: string;
  readonly body: string;
  readonly eyes: 'open' | 'smile' | 'closed' | 'wide';
  readonly mouth: string;
}

const SMILE = 'M50 66c5 8 15 8 20 0';
const OPEN = 'M50 64h20c0 14-20 14-20 0z';
const FLAT = 'M53 69h14';

const STICKERS: readonly Sticker[] = [
  { words: 'りょうかい!', body: '#7ccf9b', eyes: 'open', mouth: SMILE },
  { words: 'ありがとう', body: '#f6b4b4', eyes: 'smile', mouth: OPEN },
  { words: 'こんにちは', body: '#f7cf72', eyes: 'open', mouth: OPEN },
  { words: 'おねがいします', body: '#8fc3ea', eyes: 'closed', mouth: SMILE },
  { words: 'ごめんなさい', body: '#b9b3e0', eyes: 'closed', mouth: 'M52 71c4-5 12-5 16 0' },
  { words: 'やったー!', body: '#ffb072', eyes: 'smile', mouth: OPEN },
  { words: 'おやすみ', body: '#9fb4cf', eyes: 'closed', mouth: FLAT },
  { words: 'えっ!?', body: '#a6d8d2', eyes: 'wide', mouth: 'M60 64a6 7 0 1 0 .1 0z' },
];

/** The ids that the picker offers: the first eight of LINE's own package 446, "Moon: Special Edition". */
export const STICKER_PACKAGE = '446';
export const STICKER_IDS = STICKERS.map((_, index) => String(1988 + index));

export function drawSticker(stickerId: string): SVGElement {
  const sticker = stickerOf(stickerId);
  const ink = '#33424a';
  return svg(
    'svg',
    { viewBox: '0 0 120 130', class: 'sticker-drawing', role: 'img', 'aria-label': `スタンプ ${sticker.words}` },
    // A palm with a thumb and four short fingers.
    svg('path', {
      d: 'M28 62c-12-4-20 4-15 13 3 6 12 9 17 13 5 12 16 16 30 16 22 0 34-13 34-34V38c0-11-13-11-13 0V27c0-12-14-12-14 0v-4c0-12-15-12-15 0v5c0-11-14-11-14 1v24c0 6-3 11-10 9z',
      fill: sticker.body,
      stroke: '#ffffff',
      'stroke-width': 4,
      'stroke-linejoin': 'round',
    }),
    ...drawEyes(sticker.eyes, ink),
    svg('path', {
      d: sticker.mouth,
      fill: sticker.mouth.endsWith('z') ? '#a3453f' : 'none',
      stroke: ink,
      'stroke-width': 2.6,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
    svg('circle', { cx: 42, cy: 66, r: 5, fill: '#ff8f86', opacity: 0.55 }),
    svg('circle', { cx: 78, cy: 66, r: 5, fill: '#ff8f86', opacity: 0.55 }),
    svg(
      'text',
      {
        x: 60,
        y: 123,
        'text-anchor': 'middle',
        'font-size': sticker.words.length > 6 ? 15 : 17,
        'font-weight': 800,
        fill: ink,
        stroke: '#ffffff',
        'stroke-width': 5,
        'paint-order': 'stroke',
        'stroke-linejoin': 'round',
      },
      sticker.words,
    ),
  );
}

function stickerOf(stickerId: string): Sticker {
  const number = Number.parseInt(stickerId, 10);
  const index = Number.isNaN(number) ? 0 : (((number - 1988) % STICKERS.length) + STICKERS.length) % STICKERS.length;
  return STICKERS[index] ?? { words: '', body: '#7ccf9b', eyes: 'open', mouth: SMILE };
}

function drawEyes(eyes: Sticker['eyes'], ink: string): SVGElement[] {
  return [50, 70].map((x) => {
    const line = { fill: 'none', stroke: ink, 'stroke-width': 2.8, 'stroke-linecap': 'round' };
    if (eyes === 'smile') return svg('path', { d: `M${x - 5} 58c2-5 8-5 10 0`, ...line });
    if (eyes === 'closed') return svg('path', { d: `M${x - 5} 56c2 4 8 4 10 0`, ...line });
    return svg('circle', { cx: x, cy: 56, r: eyes === 'wide' ? 4.6 : 3.4, fill: ink });
  });
}
