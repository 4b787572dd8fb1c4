export { renderAvatar } from './avatar.ts';
export {
  button,
  type Child,
  h,
  hidden,
  iconButton,
  makeTappable,
  type Props,
  setStyle,
  svg,
} from './dom.ts';
export { type IconName, icon } from './icon.ts';
export type { DatetimePickerAction, LineAction, PostbackAction } from './line-action.ts';
export {
  type LineMessage,
  type QuickReplyItem,
  type RichMenu,
  summaryOf,
} from './line-message.ts';
export { drawMap, drawPin, type Place, pixelsFrom, placeAt } from './map-drawing.ts';
export { isWide, renderMessage } from './messages/message.ts';
export { createQuickReplyBar } from './quick-replies.ts';
export { createRichMenuBar } from './rich-menu.ts';
export type { Room } from './room.ts';
export { renderCityRow, renderResidentRow } from './row.ts';
export { drawSticker, STICKER_IDS, STICKER_PACKAGE } from './sticker-drawing.ts';
