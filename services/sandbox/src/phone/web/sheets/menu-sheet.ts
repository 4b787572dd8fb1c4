import { button, h, type IconName, icon } from '@tenohira/line-preview';
import { openSheet, type SheetHost } from '../sheet.ts';

export interface MenuItem {
  readonly icon: IconName;
  readonly words: string;
  readonly isDangerous?: boolean;
  choose(): void;
}

export function openMenuSheet(host: SheetHost, title: string, items: readonly MenuItem[]): void {
  openSheet(host, title, (close) => [
    h(
      'div',
      { class: 'menu-list' },
      ...items.map((item) =>
        button(
          item.isDangerous === true ? 'menu-item is-dangerous' : 'menu-item',
          () => {
            close();
            item.choose();
          },
          icon(item.icon),
          item.words,
        ),
      ),
    ),
  ]);
}
