import { button, h, icon } from '@tenohira/line-preview';
import { type CloseSheet, openSheet, type SheetHost } from '../sheet.ts';

/** A sandbox never leaves the page by itself: it says where a tap would lead, and the person decides. */
export function openUriSheet(host: SheetHost, uri: string): void {
  if (uri.startsWith('tel:')) {
    openSheet(host, '電話をかける', () => [
      h('p', { class: 'sheet-address' }, icon('call', 20), uri.slice('tel:'.length)),
      h('p', { class: 'sheet-note' }, '本物のスマートフォンでは、ここで電話の画面が開きます。'),
    ]);
    return;
  }
  openSheet(host, 'ページを開く', (close) => [
    h('p', { class: 'sheet-address' }, icon('globe', 20), uri),
    h('p', { class: 'sheet-note' }, 'スマートフォンの大きさの新しいウィンドウで開きます。'),
    openButton(uri, close),
  ]);
}

function openButton(uri: string, close: CloseSheet): HTMLElement {
  if (!/^https?:\/\//.test(uri)) {
    return h('p', { class: 'sheet-note' }, 'この種類のアドレスは LINE アプリの中だけで開けます。');
  }
  return button(
    'primary-button',
    () => {
      window.open(uri, '_blank', 'popup,noopener,width=400,height=800');
      close();
    },
    '開く',
  );
}
