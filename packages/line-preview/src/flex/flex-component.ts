import { h, makeTappable, setStyle } from '../dom.ts';
import type { Room } from '../room.ts';
import { border, fontSize, imageWidth, ratio, space } from './flex-scale.ts';
import type {
  FlexBox,
  FlexButton,
  FlexComponent,
  FlexIcon,
  FlexImage,
  FlexSeparator,
  FlexSpan,
  FlexText,
  FlexVideo,
} from './flex-types.ts';

const ALIGN: Readonly<Record<string, string>> = { start: 'flex-start', center: 'center', end: 'flex-end' };
const GRAVITY: Readonly<Record<string, string>> = { top: 'flex-start', center: 'center', bottom: 'flex-end' };

/** Draws a component as it stands alone (a hero); inside a box, {@link renderBox} also places it. */
export function renderComponent(component: FlexComponent, room: Room): HTMLElement {
  const element = draw(component, room);
  const { action } = component;
  if (action !== undefined && component.type !== 'button') {
    makeTappable(element, action.label, () => room.perform(action));
  }
  return element;
}

function draw(component: FlexComponent, room: Room): HTMLElement {
  switch (component.type) {
    case 'box':
      return renderBox(component, room);
    case 'text':
      return renderText(component);
    case 'button':
      return renderButton(component, room);
    case 'image':
      return renderImage(component);
    case 'video':
      return renderVideo(component, room);
    case 'icon':
      return renderIcon(component);
    case 'separator':
      return renderSeparator(component);
    case 'spacer':
    case 'filler':
      return h('div', { class: `flex-${component.type}` });
  }
}

export function renderBox(box: FlexBox, room: Room): HTMLElement {
  const element = h('div', { class: `flex-box flex-${box.layout}`, style: boxStyle(box) });
  box.contents.forEach((child, index) => {
    const drawn = renderComponent(child, room);
    place(drawn, child, box, index);
    element.append(drawn);
  });
  return element;
}

function boxStyle(box: FlexBox): Record<string, string | undefined> {
  const all = space(box.paddingAll);
  const gradient = box.background;
  const middle =
    gradient?.centerColor === undefined ? '' : `${gradient.centerColor} ${gradient.centerPosition ?? '50%'}, `;
  return {
    'background-color': box.backgroundColor,
    'background-image':
      gradient && `linear-gradient(${gradient.angle}, ${gradient.startColor}, ${middle}${gradient.endColor})`,
    'border-radius': space(box.cornerRadius),
    border: box.borderWidth && `${border(box.borderWidth)} solid ${box.borderColor ?? '#d4d6da'}`,
    'padding-top': space(box.paddingTop) ?? all,
    'padding-bottom': space(box.paddingBottom) ?? all,
    'padding-inline-start': space(box.paddingStart) ?? all,
    'padding-inline-end': space(box.paddingEnd) ?? all,
    width: box.width,
    'max-width': box.maxWidth,
    height: box.height,
    'max-height': box.maxHeight,
    'justify-content': box.justifyContent,
    'align-items': box.alignItems,
  };
}

/** Flex ratio, margin and offsets: https://developers.line.biz/en/docs/messaging-api/flex-message-layout/ */
function place(element: HTMLElement, child: FlexComponent, box: FlexBox, index: number): void {
  if (child.type === 'video') return;
  const isColumn = box.layout === 'vertical';
  setStyle(element, {
    flex: flexOf(child, isColumn),
    [isColumn ? 'margin-top' : 'margin-inline-start']:
      index === 0 || child.position === 'absolute' ? undefined : space(child.margin ?? box.spacing),
    position: child.position,
    ...(child.position === 'absolute'
      ? {
          top: space(child.offsetTop),
          bottom: space(child.offsetBottom),
          'inset-inline-start': space(child.offsetStart),
          'inset-inline-end': space(child.offsetEnd),
        }
      : relativeOffsets(child)),
    'align-self': !isColumn && child.gravity !== undefined ? GRAVITY[child.gravity] : undefined,
  });
  if (child.type === 'spacer') {
    setStyle(element, { [isColumn ? 'height' : 'width']: space(child.size ?? 'md') });
  }
}

function relativeOffsets(child: Exclude<FlexComponent, FlexVideo>): Record<string, string | undefined> {
  const { offsetTop, offsetBottom, offsetStart, offsetEnd } = child;
  if ((offsetTop ?? offsetBottom ?? offsetStart ?? offsetEnd) === undefined) return {};
  return {
    position: 'relative',
    top: space(offsetTop),
    bottom: space(offsetBottom),
    'inset-inline-start': space(offsetStart),
    'inset-inline-end': space(offsetEnd),
  };
}

/** In a row everything shares the width equally unless it says otherwise; in a column things are as tall as they are. */
function flexOf(child: Exclude<FlexComponent, FlexVideo>, isColumn: boolean): string {
  if (child.type === 'separator' || child.type === 'icon' || child.type === 'spacer') return 'none';
  if (child.type === 'filler') return `${child.flex ?? 1} 1 0`;
  const hasOwnWidth = child.type === 'box' && child.width !== undefined && !isColumn;
  const share = child.flex ?? (isColumn || hasOwnWidth ? 0 : 1);
  if (share === 0) return '0 0 auto';
  return isColumn ? `${share} 0 auto` : `${share} ${share} 0`;
}

function renderText(text: FlexText): HTMLElement {
  const spans = text.contents?.map(renderSpan) ?? [];
  return h(
    'p',
    {
      class: text.wrap === true ? 'flex-text is-wrapped' : 'flex-text',
      style: {
        ...textStyle(text),
        'font-size': fontSize(text.size),
        'text-align': text.align,
        'line-height': text.lineSpacing && `calc(1.4em + ${text.lineSpacing})`,
        '-webkit-line-clamp': text.wrap === true && text.maxLines ? String(text.maxLines) : undefined,
      },
    },
    ...(spans.length > 0 ? spans : [text.text ?? '']),
  );
}

function renderSpan(span: FlexSpan): HTMLElement {
  const style = { ...textStyle(span), 'font-size': span.size && fontSize(span.size) };
  return h('span', { style }, span.text ?? '');
}

function textStyle(text: FlexText | FlexSpan): Record<string, string | undefined> {
  return {
    color: text.color,
    'font-weight': text.weight === 'bold' ? '700' : text.weight && '400',
    'font-style': text.style,
    'text-decoration': text.decoration,
  };
}

function renderButton(component: FlexButton, room: Room): HTMLElement {
  const { style = 'link', color, action } = component;
  const face = h(
    'button',
    {
      class: `flex-button-face is-${style} is-${component.height ?? 'md'}`,
      attributes: { type: 'button' },
      style: { [style === 'link' ? 'color' : 'background-color']: color },
      on: { click: () => room.perform(action) },
    },
    action.label ?? '',
  );
  return h('div', { class: 'flex-button' }, face);
}

function renderImage(image: FlexImage): HTMLElement {
  const picture = h('img', {
    attributes: { src: image.url, alt: image.action?.label ?? '', loading: 'lazy' },
    style: {
      width: imageWidth(image.size),
      'aspect-ratio': ratio(image.aspectRatio),
      'object-fit': image.aspectMode === 'cover' ? 'cover' : 'contain',
      'background-color': image.backgroundColor,
    },
  });
  return h('div', { class: 'flex-image', style: { 'justify-content': ALIGN[image.align ?? 'center'] } }, picture);
}

function renderVideo(video: FlexVideo, room: Room): HTMLElement {
  const { previewUrl, url } = video;
  const picture = h('img', {
    attributes: { src: previewUrl, alt: '' },
    style: { width: '100%', 'aspect-ratio': ratio(video.aspectRatio), 'object-fit': 'cover' },
  });
  const frame = h('div', { class: 'flex-image has-play-mark' }, picture);
  makeTappable(frame, '動画を再生', () => room.viewVideo(url));
  return frame;
}

function renderIcon(icon: FlexIcon): HTMLElement {
  return h('img', {
    class: 'flex-icon',
    attributes: { src: icon.url, alt: '' },
    style: { height: fontSize(icon.size), 'aspect-ratio': ratio(icon.aspectRatio) },
  });
}

function renderSeparator(separator: FlexSeparator): HTMLElement {
  return h('div', { class: 'flex-separator', style: { 'background-color': separator.color } });
}
