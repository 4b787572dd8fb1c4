import { button, h } from './dom.ts';
import type { RichMenu } from './line-message.ts';
import { renderTapArea } from './messages/tap-area.ts';
import type { Room } from './room.ts';

export interface RichMenuBar {
  readonly element: HTMLElement;
  /** A new menu opens by itself if it says `selected`; the same menu stays as the resident left it. */
  show(menu: RichMenu | null, imageUrl: string | undefined): void;
  open(isOpen: boolean): void;
}

export function createRichMenuBar(room: Pick<Room, 'perform'>): RichMenuBar {
  const words = h('span');
  const toggle = button('menu-bar', () => open(panel.hidden !== false), words, h('span', { class: 'menu-bar-mark' }));
  const panel = h('div', { class: 'rich-menu' });
  const element = h('div', { class: 'rich-menu-dock' }, toggle, panel);
  let shownId: string | undefined;
  let shownImage: string | undefined;

  const open = (isOpen: boolean) => {
    panel.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  element.hidden = true;

  return {
    element,
    open,
    show(menu, imageUrl) {
      element.hidden = menu === null;
      if (menu === null) {
        shownId = undefined;
        return;
      }
      const wasShowing = shownId !== undefined;
      if (shownId === idOf(menu) && shownImage === imageUrl) return;
      words.textContent = menu.chatBarText;
      panel.style.aspectRatio = `${menu.size.width} / ${menu.size.height}`;
      panel.replaceChildren(
        ...(imageUrl === undefined ? [] : [h('img', { attributes: { src: imageUrl, alt: '' } })]),
        ...menu.areas.map((area) => renderTapArea(area.bounds, menu.size, area.action, room)),
      );
      panel.classList.toggle('is-blank', imageUrl === undefined);
      // A tab switch happens inside an open menu and must not close it.
      open(wasShowing ? !panel.hidden : (menu.selected ?? false));
      shownId = idOf(menu);
      shownImage = imageUrl;
    },
  };
}

function idOf(menu: RichMenu): string {
  return menu.richMenuId ?? JSON.stringify(menu.areas);
}
