// Flex Messages: developers.line.biz/en/reference/messaging-api/#flex-message
// Here, unlike elsewhere, LINE refuses fields that it does not know.
import { checkAction } from './actions.ts';
import { checkInnerMediaUrl, checkInnerText, type Fields, isFields, type Report } from './report.ts';

const BUBBLE_MAX_BYTES = 30 * 1024;
const CAROUSEL_MAX_BYTES = 50 * 1024;
const CAROUSEL_MAX_BUBBLES = 12;

const OFFSETS = ['position', 'offsetTop', 'offsetBottom', 'offsetStart', 'offsetEnd'];
const PADDINGS = ['paddingAll', 'paddingTop', 'paddingBottom', 'paddingStart', 'paddingEnd'];

const KNOWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  bubble: ['type', 'size', 'direction', 'header', 'hero', 'body', 'footer', 'styles', 'action'],
  carousel: ['type', 'contents'],
  styles: ['header', 'hero', 'body', 'footer'],
  blockStyle: ['backgroundColor', 'separator', 'separatorColor'],
  background: ['type', 'angle', 'startColor', 'endColor', 'centerColor', 'centerPosition'],
  box: [
    ...[
      'type',
      'layout',
      'contents',
      'backgroundColor',
      'borderColor',
      'borderWidth',
      'cornerRadius',
      'width',
      'maxWidth',
    ],
    ...['height', 'maxHeight', 'flex', 'spacing', 'margin', 'action', 'justifyContent', 'alignItems', 'background'],
    ...PADDINGS,
    ...OFFSETS,
  ],
  button: [
    ...['type', 'action', 'flex', 'margin', 'height', 'style', 'color', 'gravity', 'adjustMode', 'scaling'],
    ...OFFSETS,
  ],
  image: [
    ...['type', 'url', 'flex', 'margin', 'align', 'gravity', 'size', 'aspectRatio', 'aspectMode', 'backgroundColor'],
    ...['action', 'animated'],
    ...OFFSETS,
  ],
  video: ['type', 'url', 'previewUrl', 'altContent', 'aspectRatio', 'action'],
  icon: ['type', 'url', 'margin', 'size', 'scaling', 'aspectRatio', ...OFFSETS],
  text: [
    ...['type', 'text', 'contents', 'adjustMode', 'flex', 'margin', 'size', 'scaling', 'align', 'gravity', 'wrap'],
    ...['lineSpacing', 'maxLines', 'weight', 'color', 'action', 'style', 'decoration'],
    ...OFFSETS,
  ],
  span: ['type', 'text', 'color', 'size', 'weight', 'style', 'decoration'],
  separator: ['type', 'margin', 'color'],
  filler: ['type', 'flex'],
};

const CHOICES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  bubble: { size: ['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga'], direction: ['ltr', 'rtl'] },
  box: {
    layout: ['horizontal', 'vertical', 'baseline'],
    justifyContent: ['flex-start', 'center', 'flex-end', 'space-between', 'space-around', 'space-evenly'],
    alignItems: ['flex-start', 'center', 'flex-end'],
    position: ['relative', 'absolute'],
  },
  button: {
    style: ['primary', 'secondary', 'link'],
    height: ['sm', 'md'],
    gravity: ['top', 'bottom', 'center'],
    adjustMode: ['shrink-to-fit'],
  },
  image: {
    align: ['start', 'end', 'center'],
    gravity: ['top', 'bottom', 'center'],
    aspectMode: ['cover', 'fit'],
  },
  text: {
    align: ['start', 'end', 'center'],
    gravity: ['top', 'bottom', 'center'],
    weight: ['regular', 'bold'],
    style: ['normal', 'italic'],
    decoration: ['none', 'underline', 'line-through'],
    adjustMode: ['shrink-to-fit'],
  },
  span: {
    weight: ['regular', 'bold'],
    style: ['normal', 'italic'],
    decoration: ['none', 'underline', 'line-through'],
  },
};

const COLOR_FIELDS = new Set([
  'color',
  'backgroundColor',
  'borderColor',
  'separatorColor',
  'startColor',
  'endColor',
  'centerColor',
]);
const LENGTH_FIELDS = new Set([
  ...[
    'margin',
    'spacing',
    'cornerRadius',
    'borderWidth',
    'width',
    'maxWidth',
    'height',
    'maxHeight',
    'size',
    'lineSpacing',
  ],
  ...PADDINGS,
  ...OFFSETS.slice(1),
]);
const BOOLEAN_FIELDS = new Set(['wrap', 'scaling', 'separator', 'animated']);
const KEYWORD_OR_LENGTH =
  /^(none|xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full|light|normal|medium|semi-bold|bold|-?\d+(\.\d+)?(px|%))$/;
const COLOR = /^#[0-9a-f]{6}([0-9a-f]{2})?$/i;

/** @param value what `contents` holds in a message of type `flex`. Paths begin there, as LINE's do. */
export function checkFlexContainer(report: Report, value: unknown): void {
  if (!isFields(value)) {
    report.add('must be specified', '/');
  } else if (value.type === 'bubble') {
    checkBubble(report, value, '');
  } else if (value.type === 'carousel') {
    checkCarousel(report, value);
  } else {
    report.add('invalid property', '/type');
  }
}

function checkCarousel(report: Report, carousel: Fields): void {
  checkFields(report, carousel, '', 'carousel');
  checkBytes(report, carousel, '/', CAROUSEL_MAX_BYTES);
  const bubbles = carousel.contents;
  if (!Array.isArray(bubbles) || bubbles.length === 0) {
    report.add('must be specified', '/contents');
    return;
  }
  if (bubbles.length > CAROUSEL_MAX_BUBBLES) {
    report.add(`the number of bubbles must be less than or equal to ${CAROUSEL_MAX_BUBBLES}`, '/contents');
  }
  for (const [index, bubble] of bubbles.entries()) {
    if (isFields(bubble) && bubble.type === 'bubble') checkBubble(report, bubble, `/contents/${index}`);
    else report.add('invalid property', `/contents/${index}`);
  }
}

function checkBubble(report: Report, bubble: Fields, path: string): void {
  checkFields(report, bubble, path, 'bubble');
  checkBytes(report, bubble, path === '' ? '/' : path, BUBBLE_MAX_BYTES);
  const { header, hero, body, footer, styles } = bubble;
  if (header === undefined && hero === undefined && body === undefined && footer === undefined) {
    report.add('At least one block must be specified', path === '' ? '/' : path);
  }
  for (const [name, block] of Object.entries({ header, body, footer })) {
    if (block !== undefined) checkComponent(report, block, `${path}/${name}`, ['box']);
  }
  if (hero !== undefined) checkComponent(report, hero, `${path}/hero`, ['box', 'image', 'video']);
  if (bubble.action !== undefined) checkAction(report, bubble.action, `${path}/action`, 'flex');
  if (styles !== undefined) checkStyles(report, styles, `${path}/styles`);
}

function checkStyles(report: Report, styles: unknown, path: string): void {
  if (!isFields(styles)) {
    report.add('invalid property', path);
    return;
  }
  checkFields(report, styles, path, 'styles');
  for (const [name, style] of Object.entries(styles)) {
    if (isFields(style)) checkFields(report, style, `${path}/${name}`, 'blockStyle');
    else report.add('invalid property', `${path}/${name}`);
  }
}

const COMPONENT_CHECKS: Readonly<Record<string, (report: Report, component: Fields, path: string) => void>> = {
  box: checkBox,
  button: (report, component, path) => checkAction(report, component.action, `${path}/action`, 'flex-button'),
  image: (report, component, path) => checkInnerMediaUrl(report, component.url, `${path}/url`, true),
  icon: (report, component, path) => checkInnerMediaUrl(report, component.url, `${path}/url`, true),
  video: checkVideo,
  text: checkTextComponent,
  span: (report, component, path) => {
    checkInnerText(report, component.text, `${path}/text`, { max: 2_000, count: 'utf16', required: true });
  },
  separator: () => {},
  filler: () => {},
};

function checkComponent(report: Report, value: unknown, path: string, allowed: readonly string[]): void {
  if (!isFields(value) || typeof value.type !== 'string' || !allowed.includes(value.type)) {
    report.add('invalid property', path);
    return;
  }
  checkFields(report, value, path, value.type);
  COMPONENT_CHECKS[value.type]?.(report, value, path);
  if (value.action !== undefined && value.type !== 'button')
    checkAction(report, value.action, `${path}/action`, 'flex');
}

function checkBox(report: Report, box: Fields, path: string): void {
  if (box.layout === undefined) report.add('must be specified', `${path}/layout`);
  if (!Array.isArray(box.contents)) {
    report.add('must be specified', `${path}/contents`);
    return;
  }
  if (isFields(box.background)) checkFields(report, box.background, `${path}/background`, 'background');
  // A baseline box takes words and icons; an icon lives nowhere else.
  const allowed =
    box.layout === 'baseline' ? ['icon', 'text', 'filler'] : ['box', 'button', 'image', 'text', 'separator', 'filler'];
  for (const [index, child] of box.contents.entries())
    checkComponent(report, child, `${path}/contents/${index}`, allowed);
}

function checkVideo(report: Report, video: Fields, path: string): void {
  checkInnerMediaUrl(report, video.url, `${path}/url`, true);
  checkInnerMediaUrl(report, video.previewUrl, `${path}/previewUrl`, true);
  checkComponent(report, video.altContent, `${path}/altContent`, ['box', 'image']);
}

function checkTextComponent(report: Report, text: Fields, path: string): void {
  if (Array.isArray(text.contents) && text.contents.length > 0) {
    for (const [index, span] of text.contents.entries()) {
      checkComponent(report, span, `${path}/contents/${index}`, ['span']);
    }
  } else if (typeof text.text !== 'string' || text.text === '') {
    report.add('must be non-empty text', `${path}/text`);
  }
}

function checkFields(report: Report, value: Fields, path: string, kind: string): void {
  const known = KNOWN_FIELDS[kind] ?? [];
  for (const [name, field] of Object.entries(value)) {
    const property = `${path}/${name}`;
    const choices = CHOICES[kind]?.[name];
    if (!known.includes(name)) report.add('unknown field', property);
    else if (choices !== undefined) {
      if (!choices.includes(String(field))) report.add('invalid property', property);
    } else if (COLOR_FIELDS.has(name)) {
      if (!(typeof field === 'string' && COLOR.test(field))) report.add('invalid property', property);
    } else if (LENGTH_FIELDS.has(name)) {
      if (!(typeof field === 'string' && KEYWORD_OR_LENGTH.test(field))) report.add('invalid property', property);
    } else if (BOOLEAN_FIELDS.has(name)) {
      if (typeof field !== 'boolean') report.add('invalid property', property);
    } else if (name === 'flex' || name === 'maxLines') {
      if (!(typeof field === 'number' && field >= 0)) report.add('invalid property', property);
    }
  }
}

function checkBytes(report: Report, value: Fields, path: string, maxBytes: number): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= maxBytes) return;
  report.add(`Too large flex message. The maximum size of JSON data is ${maxBytes / 1024} KB`, path);
}
