// The list of talks behind the back arrow: the same resident's chats with all cities.
import { button, h, type LineMessage, renderAvatar, summaryOf } from '@tenohira/line-preview';
import { messageOf } from './chat-log.ts';
import { type Channel, controlApi, type Entry, type Person } from './control-api.ts';
import { timeInJapan } from './jst.ts';

export function renderTalkList(
  person: Person,
  channels: readonly Channel[],
  onChoose: (channelId: string) => void,
): HTMLElement {
  return h(
    'div',
    { class: 'talk-list' },
    h('h2', { class: 'talk-list-title' }, 'トーク'),
    ...channels.map((channel) => {
      const preview = h('span', { class: 'talk-preview' }, ' ');
      const at = h('span', { class: 'talk-time' });
      void fillPreview({ channelId: channel.channelId, personId: person.personId }, preview, at);
      return button(
        'talk',
        () => onChoose(channel.channelId),
        renderAvatar(channel, 50),
        h('span', { class: 'talk-words' }, h('span', { class: 'talk-name' }, channel.displayName), preview),
        at,
      );
    }),
  );
}

async function fillPreview(
  key: { channelId: string; personId: string },
  preview: HTMLElement,
  at: HTMLElement,
): Promise<void> {
  const entries = await controlApi.transcript(key, 0).catch((): Entry[] => []);
  const last = entries.findLast((entry) => messageOf(entry) !== undefined && entry.unsent !== true);
  const message = last && messageOf(last);
  preview.textContent =
    message === undefined ? 'まだトークがありません' : previewOf(message, last?.from === 'resident');
  if (last !== undefined) at.textContent = timeInJapan(new Date(last.at));
}

function previewOf(message: LineMessage, isOwn: boolean): string {
  const words = summaryOf(message);
  return isOwn ? words.replace(/が届きました$/, 'を送りました') : words;
}
