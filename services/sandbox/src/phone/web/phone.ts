// One device on the page: its frame, status bar, sheets and notifications around a chat or the list of talks.
import { h, icon, iconButton, renderAvatar, svg } from '@tenohira/line-preview';
import { type Chat, createChat, isPush, wordsOf } from './chat.ts';
import type { Channel, ChatKey, ControlEvent, Person } from './control-api.ts';
import { timeInJapan } from './jst.ts';
import { showNotification, showToast } from './notification.ts';
import { renderTalkList } from './talk-list.ts';

export interface Phone {
  readonly element: HTMLElement;
  readonly key: () => ChatKey;
  receive(event: ControlEvent): void;
  resync(): void;
}

export interface PhoneOptions {
  readonly person: Person;
  readonly channelId: string;
  readonly channels: () => readonly Channel[];
  /** The resident turned to another city. */
  onMove(): void;
  onRemove(): void;
}

export function createPhone(options: PhoneOptions): Phone {
  const { person } = options;
  const app = h('div', { class: 'app' });
  const layer = h('div', { class: 'sheet-layer' });
  const notifications = h('div', { class: 'notification-slot' });
  const toasts = h('div', { class: 'toast-slot' });
  const clock = h('span', { class: 'status-clock' });
  const caption = h('div', { class: 'phone-caption' });
  const element = h(
    'section',
    { class: 'phone' },
    caption,
    h(
      'div',
      { class: 'device' },
      h(
        'div',
        { class: 'screen' },
        h(
          'div',
          { class: 'status-bar', attributes: { 'aria-hidden': 'true' } },
          clock,
          h('span', { class: 'status-island' }),
          renderSignals(),
        ),
        app,
        layer,
        toasts,
        notifications,
        h('div', { class: 'home-bar' }),
      ),
    ),
  );

  let channelId = options.channelId;
  let chat: Chat | undefined;

  const channelOf = (id: string) => options.channels().find((channel) => channel.channelId === id);
  const toast = (words: string) => showToast(toasts, words);

  const openChat = (id: string) => {
    const channel = channelOf(id);
    if (channel === undefined) return openList();
    const hasMoved = id !== channelId;
    channelId = id;
    layer.replaceChildren();
    app.inert = false;
    chat = createChat({
      channel,
      person,
      host: { layer, behind: app },
      goBack: openList,
      toast,
      notify: (words, onTap) => showNotification(notifications, channel, words, onTap),
    });
    app.replaceChildren(chat.element);
    label(channel.displayName);
    resync();
    if (hasMoved) options.onMove();
  };
  const openList = () => {
    chat = undefined;
    app.replaceChildren(renderTalkList(person, options.channels(), openChat));
    label('トーク一覧');
  };
  const label = (place: string) => {
    element.setAttribute('aria-label', `${person.displayName}のスマートフォン: ${place}`);
    caption.replaceChildren(
      renderAvatar(person, 26),
      h('span', { class: 'caption-person' }, person.displayName),
      h('span', { class: 'caption-city' }, place),
      iconButton(
        'caption-remove',
        `${person.displayName}のスマートフォンを片づける`,
        icon('close', 16),
        options.onRemove,
      ),
    );
  };
  const resync = () => {
    chat?.resync('whole').catch(() => toast('サンドボックスとつながりません。動いているか確かめてください。'));
  };
  const tick = () => {
    clock.textContent = timeInJapan(new Date());
  };

  tick();
  const clockTimer = setInterval(() => (element.isConnected ? tick() : clearInterval(clockTimer)), 10_000);
  openChat(channelId);

  return {
    element,
    resync,
    key: () => ({ channelId, personId: person.personId }),
    receive(event) {
      if (event.type === 'channels' || event.type === 'people') return;
      if (event.personId !== undefined && event.personId !== person.personId) return;
      const isHere = chat !== undefined && (event.channelId === undefined || event.channelId === channelId);
      if (isHere) chat?.receive(event);
      else if (event.type === 'transcript' && isPush(event.entry)) {
        const channel = channelOf(event.channelId);
        if (channel !== undefined) {
          showNotification(notifications, channel, wordsOf(event.entry), () => openChat(channel.channelId));
        }
      }
    },
  };
}

function renderSignals(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 66 14', width: 66, height: 14, class: 'status-signals' },
    ...[4, 6.5, 9, 11.5].map((height, index) =>
      svg('rect', { x: index * 4.4, y: 13 - height, width: 3, height, rx: 0.9, fill: 'currentColor' }),
    ),
    svg('path', {
      d: 'M22 5.4c4.7-4.2 11.3-4.2 16 0M24.9 8.3c3-2.6 7.2-2.6 10.2 0M27.8 11.1c1.3-1.1 3.1-1.1 4.4 0',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.9,
      'stroke-linecap': 'round',
    }),
    svg('rect', {
      x: 42.5,
      y: 1.5,
      width: 20,
      height: 11,
      rx: 3.2,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-opacity': 0.45,
    }),
    svg('rect', { x: 44, y: 3, width: 15, height: 8, rx: 2, fill: 'currentColor' }),
    svg('rect', { x: 63.6, y: 5, width: 1.6, height: 4, rx: 0.8, fill: 'currentColor', 'fill-opacity': 0.45 }),
  );
}
