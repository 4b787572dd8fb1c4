// https://developers.line.biz/en/reference/messaging-api/#imagemap-message
import { h } from '../dom.ts';
import type { LineAction } from '../line-action.ts';
import type { Area, ImagemapMessage } from '../line-message.ts';
import type { Room } from '../room.ts';
import { renderTapArea } from './tap-area.ts';

export function renderImagemap(message: ImagemapMessage, room: Room): HTMLElement {
  const { width, height } = message.baseSize;
  return h(
    'div',
    { class: 'imagemap', style: { 'aspect-ratio': `${width} / ${height}` } },
    h('img', { attributes: { src: `${message.baseUrl}/1040`, alt: message.altText } }),
    ...message.actions.map((action) => {
      const { area, does } = split(action);
      return renderTapArea(area, message.baseSize, does, room);
    }),
  );
}

function split(action: ImagemapMessage['actions'][number]): { area: Area; does: LineAction } {
  const { area, ...rest } = action;
  if (rest.type !== 'uri') return { area, does: rest };
  return { area, does: { type: 'uri', uri: rest.linkUri, label: rest.label ?? rest.linkUri } };
}
