// One line of a chat: who says it, what, and what stands beside it.
import { renderAvatar } from './avatar.ts';
import { type Child, h, hidden } from './dom.ts';
import type { LineMessage } from './line-message.ts';
import { isWide, renderMessage } from './messages/message.ts';
import type { Room } from './room.ts';

export interface Account {
  readonly displayName: string;
  readonly pictureUrl?: string;
}

/** @param isFirst of a run by the same sender: with face and name. @param notes beside the bubble: the time */
export function renderCityRow(
  account: Account,
  message: LineMessage,
  isFirst: boolean,
  room: Room,
  ...notes: readonly Child[]
): HTMLElement {
  const name = message.sender?.name ?? account.displayName;
  const picture = message.sender?.iconUrl ?? account.pictureUrl;
  const face = renderAvatar({ displayName: account.displayName, ...(picture && { pictureUrl: picture }) }, 34);
  return h(
    'div',
    { class: `row is-city${isFirst ? ' is-first' : ''}${isWide(message) ? ' is-wide' : ''}` },
    h('div', { class: 'row-face' }, isFirst && face),
    h(
      'div',
      { class: 'row-body' },
      isFirst ? h('div', { class: 'row-name' }, name) : hidden(`${name}: `),
      h('div', { class: 'row-line' }, renderMessage(message, room), ...notes),
    ),
  );
}

/** @param content what {@link renderMessage} made of the message */
export function renderResidentRow(content: HTMLElement, ...notes: readonly Child[]): HTMLElement {
  return h('div', { class: 'row is-resident' }, hidden('自分: '), h('div', { class: 'row-line' }, ...notes, content));
}
