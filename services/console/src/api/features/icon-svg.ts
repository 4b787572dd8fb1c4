import { drawIcon, type IconKey } from '@tenohira/rich-menus';

/** A picture of its own, to show where the rich menu's are shown. Dark on a pale ground, 100 x 100. */
export function iconSvg(key: IconKey, colours = { ink: '#1a1a1c', ground: '#ffffff' }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${drawIcon(key, colours)}</svg>`;
}
