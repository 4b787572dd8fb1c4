import { h, svg } from './dom.ts';

interface Named {
  readonly displayName: string;
  readonly pictureUrl?: string;
}

/** The city's or the resident's picture; without one, the first character of the name on a colour of its own. */
export function renderAvatar(named: Named, size: number): HTMLElement {
  const frame = h('span', { class: 'avatar', style: { width: `${size}px`, height: `${size}px` } });
  if (named.pictureUrl !== undefined) {
    frame.append(h('img', { attributes: { src: named.pictureUrl, alt: '' } }));
    return frame;
  }
  const [ground, hill] = COLOURS[hash(named.displayName) % COLOURS.length] ?? ['#3d8b72', '#5fae93'];
  frame.append(
    svg(
      'svg',
      { viewBox: '0 0 40 40', 'aria-hidden': 'true' },
      svg('rect', { width: 40, height: 40, fill: ground }),
      svg('path', { d: 'M0 30c8-7 16-7 22-1s12 3 18-3v14H0z', fill: hill }),
      svg(
        'text',
        { x: 20, y: 26.5, 'text-anchor': 'middle', 'font-size': 19, 'font-weight': 700, fill: '#fff' },
        [...named.displayName][0] ?? '',
      ),
    ),
  );
  return frame;
}

const COLOURS: readonly (readonly [string, string])[] = [
  ['#2f7d6b', '#56a28d'],
  ['#3b6fa8', '#6a98cb'],
  ['#b0603f', '#d18a66'],
  ['#7a5aa0', '#a184c2'],
  ['#5f7d2c', '#8aa654'],
  ['#a84a6d', '#c97a97'],
];

/** FNV-1a: names that differ in one character get unlike colours. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
