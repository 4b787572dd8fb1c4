import { button, h } from './dom.ts';
import { type IconName, icon } from './icon.ts';
import type { LineAction } from './line-action.ts';
import type { QuickReplyItem } from './line-message.ts';
import { makeDraggable } from './messages/swipe-row.ts';
import type { Room } from './room.ts';

// LINE shows these three with an icon of its own when the item brings none.
const OWN_ICONS: Partial<Record<LineAction['type'], IconName>> = {
  camera: 'camera',
  cameraRoll: 'photo',
  location: 'pin',
};

export interface QuickReplyBar {
  readonly element: HTMLElement;
  show(items: readonly QuickReplyItem[]): void;
}

export function createQuickReplyBar(room: Pick<Room, 'perform'>): QuickReplyBar {
  const element = h('div', { class: 'quick-replies', attributes: { role: 'group', 'aria-label': '返信の候補' } });
  makeDraggable(element);
  let shown = '';
  return {
    element,
    show(items) {
      const next = JSON.stringify(items);
      if (next === shown) return;
      shown = next;
      element.hidden = items.length === 0;
      element.replaceChildren(...items.map((item) => chip(item, room)));
      element.scrollLeft = 0;
    },
  };
}

function chip({ imageUrl, action }: QuickReplyItem, room: Pick<Room, 'perform'>): HTMLElement {
  const own = OWN_ICONS[action.type];
  const face = imageUrl === undefined ? own && icon(own, 18) : h('img', { attributes: { src: imageUrl, alt: '' } });
  return button('quick-reply', () => room.perform(action), face, action.label ?? '');
}
