import { h, icon, iconButton } from '@tenohira/line-preview';

export interface SheetHost {
  /** Holds the sheet. */
  readonly layer: HTMLElement;
  /** What cannot be reached while the sheet is open. */
  readonly behind: HTMLElement;
}

export type CloseSheet = () => void;

/** Opens a panel from the bottom of one phone; the rest of that phone waits, the other phones do not. */
export function openSheet(host: SheetHost, title: string, build: (close: CloseSheet) => readonly Node[]): CloseSheet {
  const close: CloseSheet = () => {
    document.removeEventListener('keydown', onKeydown);
    if (!cover.isConnected) return;
    cover.remove();
    host.behind.inert = false;
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
  const onKeydown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  const before = document.activeElement;
  const panel = h(
    'div',
    { class: 'sheet', attributes: { role: 'dialog', 'aria-label': title, tabindex: -1 } },
    h(
      'div',
      { class: 'sheet-head' },
      h('h2', { class: 'sheet-title' }, title),
      iconButton('sheet-close', '閉じる', icon('close', 20), close),
    ),
    ...build(close),
  );
  const cover = h('div', { class: 'sheet-cover' }, panel);
  cover.addEventListener('click', (event) => {
    if (event.target === cover) close();
  });
  host.layer.replaceChildren(cover);
  host.behind.inert = true;
  document.addEventListener('keydown', onKeydown);
  panel.focus({ preventScroll: true });
  return close;
}

/** A picture or a film over the whole screen of the phone. */
export function openViewer(host: SheetHost, content: HTMLElement): void {
  const close = openSheet(host, '大きく表示', () => [content]);
  const cover = host.layer.querySelector('.sheet-cover');
  cover?.classList.add('is-viewer');
  content.addEventListener('click', () => content.tagName === 'IMG' && close());
}
