// One resident's chat with one city, inside a phone: the log, the quick replies, the composer and the rich menu.
import {
  button,
  createQuickReplyBar,
  createRichMenuBar,
  h,
  icon,
  iconButton,
  STICKER_PACKAGE,
  summaryOf,
} from '@tenohira/line-preview';
import { createChatLog, messageIdOf, messageOf } from './chat-log.ts';
import { createComposer } from './composer.ts';
import {
  type Channel,
  type ChatKey,
  type ControlEvent,
  contentUrl,
  controlApi,
  type Entry,
  type Friendship,
  type Person,
  type ResidentAction,
} from './control-api.ts';
import { renderFriendScreen } from './friend-screen.ts';
import { type Hands, performAction } from './perform-action.ts';
import type { Room } from './room.ts';
import { openSheet, openViewer, type SheetHost } from './sheet.ts';
import { openLocationSheet } from './sheets/location-sheet.ts';
import { type MenuItem, openMenuSheet } from './sheets/menu-sheet.ts';
import { openPhotoSheet } from './sheets/photo-sheet.ts';
import { openStickerSheet } from './sheets/sticker-sheet.ts';

export interface Chat {
  readonly element: HTMLElement;
  readonly key: ChatKey;
  receive(event: ControlEvent): void;
  /** Fetches what the event stream may have missed; `whole` also forgets what the sandbox has forgotten. */
  resync(extent?: 'news' | 'whole'): Promise<void>;
}

export interface ChatOptions {
  readonly channel: Channel;
  readonly person: Person;
  readonly host: SheetHost;
  goBack(): void;
  toast(words: string): void;
  notify(words: string, onTap: () => void): void;
}

export function createChat(options: ChatOptions): Chat {
  const { channel, person, host, toast } = options;
  const key: ChatKey = { channelId: channel.channelId, personId: person.personId };
  let friendship: Friendship = 'friend';

  const send = async (action: ResidentAction) => {
    try {
      const delivered = await controlApi.act(key, action);
      const reason = delivered?.reason;
      if (reason !== undefined && LOST.has(reason)) {
        toast(
          `市のシステムに届きませんでした(${reason})。市のシステムが動いているか確かめて、もう一度お試しください。`,
        );
      }
    } catch {
      toast('送れませんでした。サンドボックスが動いているか確かめて、もう一度お試しください。');
    }
    await chat.resync();
  };

  const hands: Hands = {
    host,
    send,
    toast,
    openPhoto: () => openPhotoSheet(host, (base64) => void send({ type: 'image', base64 })),
    openLocation: () =>
      openLocationSheet(
        host,
        channel.center ?? DEFAULT_CENTER,
        (location) => void send({ type: 'location', ...location }),
      ),
    openRichMenu: (isOpen) => richMenu.open(isOpen),
    fillIn: (text) => composer.fillIn(text),
  };
  const room: Room = {
    channel,
    contentAddress: contentUrl,
    perform: (action) => performAction(action, hands),
    viewImage: (address) => openViewer(host, h('img', { class: 'viewer', attributes: { src: address, alt: '写真' } })),
    viewVideo: (address) =>
      openViewer(host, h('video', { class: 'viewer', attributes: { src: address, controls: true, autoplay: true } })),
  };

  const log = createChatLog(room, { openBubbleMenu: (entry) => openBubbleMenu(entry, hands) });
  const quickReplies = createQuickReplyBar(room);
  const richMenu = createRichMenuBar(room);
  const composer = createComposer({
    sendText: (text) => void send({ type: 'text', text }),
    openPhoto: hands.openPhoto,
    openLocation: hands.openLocation,
    openSticker: () =>
      openStickerSheet(host, (stickerId) => void send({ type: 'sticker', packageId: STICKER_PACKAGE, stickerId })),
  });
  const blocked = h(
    'div',
    { class: 'blocked-bar' },
    h('p', {}, 'ブロックしているため、メッセージは届きません。'),
    button('secondary-button', () => void send({ type: 'follow' }), 'ブロックを解除'),
  );
  const friendScreen = renderFriendScreen(channel, () => void send({ type: 'follow' }));
  const element = h(
    'div',
    { class: 'chat' },
    renderHeader(options, () => openChatMenu()),
    friendScreen,
    log.element,
    quickReplies.element,
    composer.element,
    blocked,
    richMenu.element,
  );

  const openChatMenu = () => {
    const items: MenuItem[] = [
      { icon: 'people', words: 'プロフィール', choose: () => openProfile(options) },
      friendship === 'blocked'
        ? { icon: 'undo', words: 'ブロックを解除', choose: () => void send({ type: 'follow' }) }
        : { icon: 'block', words: 'ブロック', isDangerous: true, choose: () => void send({ type: 'block' }) },
    ];
    openMenuSheet(host, channel.displayName, items);
  };

  const showFriendship = () => {
    const isFriend = friendship === 'friend';
    friendScreen.hidden = friendship !== 'none';
    log.element.hidden = friendship === 'none';
    composer.element.hidden = !isFriend;
    blocked.hidden = friendship !== 'blocked';
    element.dataset.friendship = friendship;
  };
  const showEntries = (entries: readonly Entry[]) => {
    const fresh = log.receive(entries);
    quickReplies.show(friendship === 'friend' ? log.quickReplies() : []);
    return fresh;
  };
  const loadRichMenu = async () => {
    const { richMenu: menu, imageUrl } = await controlApi.richMenu(key);
    richMenu.show(friendship === 'friend' ? menu : null, imageUrl);
  };

  const chat: Chat = {
    element,
    key,
    async resync(extent = 'news') {
      const known = log.lastSeq();
      const after = extent === 'whole' ? 0 : known;
      const [state, entries] = await Promise.all([controlApi.chat(key), controlApi.transcript(key, after)]);
      if (extent === 'whole') log.forgetAllBut(entries, known);
      friendship = state.friendship;
      showFriendship();
      showEntries(entries);
      await loadRichMenu();
    },
    receive(event) {
      if (event.type === 'richmenu') void loadRichMenu();
      if (event.type === 'loading') log.showLoading(event.seconds);
      if (event.type !== 'transcript') return;
      const fresh = showEntries([event.entry]);
      for (const entry of fresh) if (isPush(entry)) options.notify(wordsOf(entry), log.scrollToEnd);
      if (CHANGES_FRIENDSHIP.has(event.entry.kind)) void chat.resync();
    },
  };
  showFriendship();
  quickReplies.show([]);
  return chat;
}

/** Somewhere in Japan, for a city that does not say where it is. */
const DEFAULT_CENTER = { latitude: 35, longitude: 135 };

const CHANGES_FRIENDSHIP = new Set(['follow', 'unfollow', 'block']);

// `dropped`, `delayed` and `held` are misfortunes that somebody asked for: a real phone would not notice either.
const LOST = new Set(['request_timeout', 'could_not_connect', 'error_status_code', 'unclassified', 'webhook_inactive']);

export function isPush(entry: Entry): boolean {
  return entry.from === 'city' && entry.message !== undefined && entry.via !== undefined && entry.via !== 'reply';
}

export function wordsOf(entry: Entry): string {
  const message = messageOf(entry);
  return message === undefined ? '' : summaryOf(message);
}

function renderHeader(options: ChatOptions, openMenu: () => void): HTMLElement {
  return h(
    'header',
    { class: 'chat-header' },
    iconButton('header-button', 'トーク一覧へ戻る', icon('back'), options.goBack),
    h('h2', { class: 'chat-title' }, options.channel.displayName),
    iconButton('header-button', 'トークのメニュー', icon('menu'), openMenu),
  );
}

function openBubbleMenu(entry: Entry, hands: Hands): void {
  const message = messageOf(entry);
  const messageId = messageIdOf(entry);
  const items: MenuItem[] = [];
  if (message?.type === 'text') {
    const { text } = message;
    items.push({
      icon: 'copy',
      words: 'コピー',
      choose: () => performAction({ type: 'clipboard', clipboardText: text }, hands),
    });
  }
  if (messageId !== undefined) {
    items.push({
      icon: 'undo',
      words: '送信取消',
      isDangerous: true,
      choose: () => void hands.send({ type: 'unsend', messageId }),
    });
  }
  openMenuSheet(hands.host, 'メッセージ', items);
}

function openProfile({ host, channel }: ChatOptions): void {
  openSheet(host, 'プロフィール', () => [
    h('p', { class: 'sheet-address' }, channel.displayName),
    h('p', { class: 'sheet-note' }, `チャネルID ${channel.channelId}`),
  ]);
}
