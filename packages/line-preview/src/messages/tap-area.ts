import { h } from '../dom.ts';
import type { LineAction } from '../line-action.ts';
import type { Area } from '../line-message.ts';
import type { Room } from '../room.ts';

/** An unseen button over a part of a picture: an imagemap's or a rich menu's. */
export function renderTapArea(
  area: Area,
  whole: { width: number; height: number },
  action: LineAction,
  room: Pick<Room, 'perform'>,
): HTMLElement {
  const percent = (part: number, of: number) => `${(part / of) * 100}%`;
  return h('button', {
    class: 'tap-area',
    attributes: { type: 'button', 'aria-label': nameOf(action) },
    style: {
      left: percent(area.x, whole.width),
      top: percent(area.y, whole.height),
      width: percent(area.width, whole.width),
      height: percent(area.height, whole.height),
    },
    on: { click: () => room.perform(action) },
  });
}

function nameOf(action: LineAction): string {
  if (action.label) return action.label;
  switch (action.type) {
    case 'message':
      return action.text;
    case 'postback':
      return action.displayText ?? action.data;
    case 'uri':
      return action.uri;
    case 'clipboard':
      return `コピー: ${action.clipboardText}`;
    case 'datetimepicker':
      return '日時を選ぶ';
    case 'richmenuswitch':
      return 'メニューを切り替える';
    case 'location':
      return '位置情報を送る';
    case 'camera':
    case 'cameraRoll':
      return '写真を送る';
  }
}
