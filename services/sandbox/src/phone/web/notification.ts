import { button, h, renderAvatar } from '@tenohira/line-preview';
import type { Channel } from './control-api.ts';

const VISIBLE_MS = 5_000;

/** Drops a notification from the top of the phone, as LINE does for a message that nobody asked for. */
export function showNotification(slot: HTMLElement, channel: Channel, words: string, onTap: () => void): void {
  const close = () => banner.remove();
  const banner = button(
    'notification',
    () => {
      close();
      onTap();
    },
    renderAvatar(channel, 36),
    h(
      'span',
      { class: 'notification-words' },
      h('span', { class: 'notification-name' }, channel.displayName, h('span', { class: 'notification-app' }, '今')),
      h('span', { class: 'notification-text' }, words),
    ),
  );
  slot.replaceChildren(banner);
  setTimeout(close, VISIBLE_MS);
}

/** A short word from the phone itself. */
export function showToast(slot: HTMLElement, words: string): void {
  const toast = h('div', { class: 'toast', attributes: { role: 'status' } }, words);
  slot.replaceChildren(toast);
  setTimeout(() => toast.remove(), VISIBLE_MS);
}
