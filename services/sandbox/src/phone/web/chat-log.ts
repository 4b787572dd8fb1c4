// The wallpaper with everything that was said. Rows are added and replaced one at a time, so that a carousel keeps its
// place when the next message arrives.
import {
  button,
  h,
  hidden,
  type LineMessage,
  renderAvatar,
  renderCityRow,
  renderMessage,
  renderResidentRow,
} from '@tenohira/line-preview';
import type { Entry } from './control-api.ts';
import { dateKey, dayInJapan, timeInJapan } from './jst.ts';
import type { Room } from './room.ts';

export interface ChatLog {
  readonly element: HTMLElement;
  readonly lastSeq: () => number;
  /** Entries may come twice and in any order; what is new is returned. */
  receive(entries: readonly Entry[]): readonly Entry[];
  /** Takes away what is not in the list, except what came after `upTo`, while the list was on its way. */
  forgetAllBut(kept: readonly Entry[], upTo: number): void;
  showLoading(seconds: number): void;
  quickReplies(): NonNullable<LineMessage['quickReply']>['items'];
  scrollToEnd(): void;
}

export interface ChatLogHooks {
  openBubbleMenu(entry: Entry): void;
}

export function createChatLog(room: Room, hooks: ChatLogHooks): ChatLog {
  const entries = new Map<number, Entry>();
  const rows = new Map<number, HTMLElement>();
  const list = h('div', {
    class: 'room-list',
    attributes: { role: 'log', 'aria-live': 'polite', 'aria-label': `${room.channel.displayName}とのトーク` },
  });
  const loading = renderLoading(room);
  const element = h('div', { class: 'room-log', attributes: { tabindex: 0 } }, list, loading);
  let loadingTimer: ReturnType<typeof setTimeout> | undefined;

  const sorted = () => [...entries.values()].sort((a, b) => a.seq - b.seq);

  const redraw = () => {
    rows.clear();
    list.replaceChildren();
    let before: Entry | undefined;
    for (const entry of sorted()) {
      draw(entry, before);
      before = entry;
    }
  };
  const draw = (entry: Entry, before: Entry | undefined) => {
    const at = new Date(entry.at);
    if (before === undefined || dateKey(new Date(before.at)) !== dateKey(at)) {
      list.append(h('div', { class: 'date-line' }, h('span', {}, dayInJapan(at))));
    }
    const row = renderRow(entry, before, room, hooks);
    if (row === undefined) return;
    rows.set(entry.seq, row);
    list.append(row);
  };
  const take = (entry: Entry) => {
    const last = sorted().at(-1);
    const isKnown = entries.has(entry.seq);
    entries.set(entry.seq, entry);
    if (isKnown) replaceRow(entry);
    else if (last !== undefined && entry.seq < last.seq) redraw();
    else draw(entry, last);
    if (entry.kind !== 'unsend') return;
    for (const said of entries.values()) {
      if (said.kind !== 'message' || messageIdOf(said) !== messageIdOf(entry)) continue;
      said.unsent = true;
      replaceRow(said);
    }
  };
  const replaceRow = (entry: Entry) => {
    const before = sorted().findLast((candidate) => candidate.seq < entry.seq);
    const row = renderRow(entry, before, room, hooks);
    if (row === undefined) return;
    rows.get(entry.seq)?.replaceWith(row);
    rows.set(entry.seq, row);
  };
  const hideLoading = () => {
    clearTimeout(loadingTimer);
    loading.hidden = true;
  };
  const scrollToEnd = () => {
    wasAtEnd = true;
    element.scrollTop = element.scrollHeight;
  };

  // Pictures arrive after their row: stay at the end if the resident was there.
  let wasAtEnd = true;
  let lastTop = 0;
  element.addEventListener('scroll', () => {
    // A scroll event comes a frame late: only a move upwards says that the resident left the end.
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
    if (isAtEnd || element.scrollTop < lastTop) wasAtEnd = isAtEnd;
    lastTop = element.scrollTop;
  });
  new ResizeObserver(() => wasAtEnd && scrollToEnd()).observe(list);
  new ResizeObserver(() => wasAtEnd && scrollToEnd()).observe(element);

  return {
    element,
    scrollToEnd,
    lastSeq: () => Math.max(0, ...entries.keys()),
    receive(received) {
      const fresh = received
        .filter((entry) => !isSame(entries.get(entry.seq), entry))
        .toSorted((a, b) => a.seq - b.seq);
      if (fresh.length === 0) return [];
      for (const entry of fresh) take(entry);
      if (fresh.some((entry) => entry.from === 'city')) {
        hideLoading();
        markRead(sorted(), rows);
      }
      if (wasAtEnd || fresh.some((entry) => entry.from === 'resident')) scrollToEnd();
      return fresh;
    },
    forgetAllBut(kept, upTo) {
      const remembered = new Set(kept.map(({ seq }) => seq));
      const gone = [...entries.keys()].filter((seq) => seq <= upTo && !remembered.has(seq));
      if (gone.length === 0) return;
      for (const seq of gone) entries.delete(seq);
      redraw();
    },
    showLoading(seconds) {
      hideLoading();
      loading.hidden = false;
      loadingTimer = setTimeout(hideLoading, seconds * 1000);
      scrollToEnd();
    },
    quickReplies() {
      const last = sorted().findLast((entry) => entry.kind === 'message' || entry.kind === 'postback');
      if (last?.from !== 'city') return [];
      return (last.message?.quickReply?.items ?? []).slice(0, MAX_QUICK_REPLIES);
    },
  };
}

const MAX_QUICK_REPLIES = 13;

function isSame(known: Entry | undefined, entry: Entry): boolean {
  return known !== undefined && (known.unsent ?? false) === (entry.unsent ?? false);
}

/** A city's account reads at once and does not say so; an answer is the sign that a person sees. */
function markRead(entries: readonly Entry[], rows: ReadonlyMap<number, HTMLElement>): void {
  const answer = entries.findLast((entry) => entry.from === 'city');
  for (const entry of entries) {
    if (entry.from === 'resident' && answer !== undefined && entry.seq < answer.seq) {
      rows.get(entry.seq)?.classList.add('is-read');
    }
  }
}

function renderRow(entry: Entry, before: Entry | undefined, room: Room, hooks: ChatLogHooks): HTMLElement | undefined {
  if (entry.unsent === true) {
    const who = entry.from === 'city' ? `${room.channel.displayName}が` : '';
    return systemLine(`${who}メッセージの送信を取り消しました`);
  }
  if (entry.kind === 'follow') return systemLine(`${room.channel.displayName}を友だちに追加しました`);
  if (entry.kind === 'unfollow' || entry.kind === 'block')
    return systemLine(`${room.channel.displayName}をブロックしました`);
  if (entry.from === 'system' && entry.text !== undefined) return systemLine(entry.text);
  const message = messageOf(entry);
  if (message === undefined) return undefined;
  return entry.from === 'city' ? cityRow(entry, message, before, room) : residentRow(entry, message, room, hooks);
}

function cityRow(entry: Entry, message: LineMessage, before: Entry | undefined, room: Room): HTMLElement {
  const isFirst = before?.from !== 'city' || before.message?.sender?.name !== message.sender?.name;
  return numbered(entry, renderCityRow(room.channel, message, isFirst, room, time(entry)));
}

function residentRow(entry: Entry, message: LineMessage, room: Room, hooks: ChatLogHooks): HTMLElement {
  const content = renderMessage(message, room);
  const notes = h('span', { class: 'row-notes' }, h('span', { class: 'read-mark' }, '既読'), time(entry));
  const row = numbered(entry, renderResidentRow(content, notes));
  if (entry.kind === 'message' && messageIdOf(entry) !== undefined) {
    listenForMenu(content, () => hooks.openBubbleMenu(entry));
    row.append(button('bubble-menu visually-hidden', () => hooks.openBubbleMenu(entry), 'このメッセージのメニュー'));
  }
  return row;
}

function numbered(entry: Entry, row: HTMLElement): HTMLElement {
  row.dataset.seq = String(entry.seq);
  return row;
}

const LONG_PRESS_MS = 550;

/** A long press or the right button of a mouse. The click that ends a long press does nothing more. */
function listenForMenu(content: HTMLElement, open: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  let wasHeld = false;
  const cancel = () => clearTimeout(timer);
  content.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    cancel();
    open();
  });
  content.addEventListener('pointerdown', (event) => {
    wasHeld = false;
    start = { x: event.clientX, y: event.clientY };
    if (event.button !== 0) return;
    timer = setTimeout(() => {
      wasHeld = true;
      open();
    }, LONG_PRESS_MS);
  });
  content.addEventListener('pointermove', (event) => {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > 6) cancel();
  });
  for (const end of ['pointerup', 'pointerleave', 'pointercancel'] as const) content.addEventListener(end, cancel);
  content.addEventListener('click', (event) => wasHeld && event.stopImmediatePropagation(), true);
}

export function messageIdOf(entry: Entry): string | undefined {
  return entry.messageId ?? entry.message?.id;
}

/** What was said, also for a postback whose action shows words in the chat. */
export function messageOf(entry: Entry): LineMessage | undefined {
  const id = messageIdOf(entry);
  if (entry.message !== undefined) return id === undefined ? entry.message : { ...entry.message, id };
  return entry.text === undefined ? undefined : { type: 'text', text: entry.text };
}

function systemLine(words: string): HTMLElement {
  return h('div', { class: 'system-line' }, h('span', {}, words));
}

function time(entry: Entry): HTMLElement {
  return h('time', { class: 'row-time', attributes: { datetime: entry.at } }, timeInJapan(new Date(entry.at)));
}

function renderLoading(room: Room): HTMLElement {
  const dots = h('div', { class: 'bubble loading' }, h('i'), h('i'), h('i'), hidden('返信を準備しています'));
  const row = h(
    'div',
    { class: 'row is-city is-first is-loading' },
    h('div', { class: 'row-face' }, renderAvatar(room.channel, 34)),
    dots,
  );
  row.hidden = true;
  return row;
}
