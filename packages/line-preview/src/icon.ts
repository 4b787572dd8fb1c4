import { svg } from './dom.ts';

// Each icon is a 24 x 24 outline drawn with one stroke.
const OUTLINES = {
  back: 'M15 4.5 7.5 12l7.5 7.5',
  close: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  plus: 'M12 4.5v15M4.5 12h15',
  send: 'M4 12 20 4.5 15.5 20l-4-6.5L4 12zM11.5 13.5 20 4.5',
  photo: 'M3.5 5.5h17v13h-17zM3.5 16l5-5 4 4 3-3 5 4.5M15.5 9.6v.1',
  camera: 'M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4v11h-17zM12 9.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z',
  pin: 'M12 21s-6.5-6.4-6.5-11a6.5 6.5 0 0 1 13 0c0 4.6-6.5 11-6.5 11zM12 7.8a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z',
  face: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14.2c1.7 2.4 5.3 2.4 7 0M9 9.6v.4M15 9.6v.4',
  calendar: 'M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  play: 'M8 5.5 18.5 12 8 18.5z',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.6 3-5.5 6.5-5.5s6 1.9 6.5 5.5M16 5a3.2 3.2 0 0 1 0 6.2M17.5 14.2c2.3.6 3.7 2.4 4 5.3',
  phone: 'M7 2.8h10v18.4H7zM11 18.5h2',
  globe: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c-5.5 5-5.5 12 0 17M12 3.5c5.5 5 5.5 12 0 17',
  call: 'M6.5 3.5 10 4.5l1 4-2 1.8c1 2.2 2.5 3.7 4.7 4.7l1.8-2 4 1 1 3.5c-.8 2.2-2.3 3-4.5 3C9.5 19.5 4.5 14 3.5 8c0-2.2.8-3.7 3-4.5z',
  block: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12',
  undo: 'M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5 5 0 0 1 0 10H9',
} as const;

export type IconName = keyof typeof OUTLINES;

/** Decoration only: name the button it stands in. */
export function icon(name: IconName, size = 22): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', class: `icon icon-${name}` },
    svg('path', {
      d: OUTLINES[name],
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.8,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
}
