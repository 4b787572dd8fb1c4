import { button, h, renderAvatar } from '@tenohira/line-preview';
import type { Channel } from './control-api.ts';

/** What LINE shows for an official account that is not a friend yet. */
export function renderFriendScreen(channel: Channel, onAdd: () => void): HTMLElement {
  return h(
    'div',
    { class: 'friend-screen' },
    h('div', { class: 'friend-cover' }),
    h('div', { class: 'friend-face' }, renderAvatar(channel, 96)),
    h('h2', { class: 'friend-name' }, channel.displayName),
    h('p', { class: 'friend-kind' }, 'LINE公式アカウント(見本)'),
    h('p', { class: 'friend-words' }, '友だちに追加すると、お知らせが届き、手続きをトークでできます。'),
    button('primary-button friend-add', onAdd, '追加'),
  );
}
