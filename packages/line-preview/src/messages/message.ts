import { h } from '../dom.ts';
import { renderFlexMessage } from '../flex/flex-bubble.ts';
import type { LineMessage } from '../line-message.ts';
import type { Room } from '../room.ts';
import { drawSticker } from '../sticker-drawing.ts';
import { renderImagemap } from './imagemap.ts';
import { renderLocation } from './location.ts';
import { renderAudio, renderFile, renderImage, renderVideo } from './media.ts';
import { renderTemplate } from './template.ts';
import { renderText, renderTextV2 } from './text.ts';

type Renderers = {
  readonly [K in LineMessage['type']]: (message: Extract<LineMessage, { type: K }>, room: Room) => HTMLElement;
};

const RENDERERS: Renderers = {
  text: renderText,
  textV2: renderTextV2,
  sticker: (message) => h('div', { class: 'sticker' }, drawSticker(message.stickerId)),
  image: renderImage,
  video: renderVideo,
  audio: renderAudio,
  file: renderFile,
  location: renderLocation,
  imagemap: renderImagemap,
  template: renderTemplate,
  flex: renderFlexMessage,
};

/** A kind that LINE adds later is named in its bubble, not lost. */
export function renderMessage(message: LineMessage, room: Room): HTMLElement {
  const render: ((message: never, room: Room) => HTMLElement) | undefined = RENDERERS[message.type];
  if (render === undefined)
    return h('div', { class: 'bubble text' }, `(この画面では見られない種類です: ${message.type})`);
  return render(message as never, room); // filed under the type that it takes
}

/** These are wider than a bubble and take the room to the edge of the screen. */
export function isWide(message: LineMessage): boolean {
  if (message.type === 'flex') return message.contents.type === 'carousel';
  return message.type === 'template' && message.template.type.endsWith('carousel');
}
