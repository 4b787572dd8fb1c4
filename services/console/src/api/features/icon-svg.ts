import { drawIcon, type IconKey } from '@tenohira/rich-menus';

/** The design system's blue 900 on its blue 50: as on the console's cards. */
export const CARD_COLOURS = { ink: '#0017c1', ground: '#e8f1fe' };

/** A picture of its own, to show where the rich menu's are shown. Dark on a pale ground, 100 x 100. */
export function iconSvg(key: IconKey, colours = { ink: '#1a1a1c', ground: '#ffffff' }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${drawIcon(key, colours)}</svg>`;
}
