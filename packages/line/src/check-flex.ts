// https://developers.line.biz/en/reference/messaging-api/#flex-message

import { checkAction } from './check-action.ts';
import { checkMediaUrl } from './check-url.ts';
import { FLEX_ACTION_FIELDS, FLEX_COMPONENT_FIELDS, FLEX_PART_FIELDS, FLEX_WORDS } from './flex-fields.ts';
import { LINE_LIMITS } from './limits.ts';
import { checkList, checkOneOf, type Fields, isFields, lookUp, type Report, reportMissing } from './problem.ts';

/** Reports everything that LINE would refuse in a Flex container: a bubble, or a carousel of bubbles. */
export function checkFlexContainer(report: Report, path: string, container: unknown): void {
  if (!isFields(container)) {
    reportMissing(report, path, 'カードの内容');
    return;
  }
  if (container.type === 'bubble') {
    checkBubble(report, path, container, { inCarousel: false });
    return;
  }
  if (container.type === 'carousel') {
    checkCarousel(report, path, container);
    return;
  }
  report({
    path: `${path}.type`,
    code: 'unknown-type',
    message: 'カードの種類が正しくありません。「bubble」(1枚)か「carousel」(複数枚)にしてください。',
  });
}

function checkCarousel(report: Report, path: string, carousel: Fields): void {
  checkFields(report, path, carousel, FLEX_PART_FIELDS.carousel);
  const bubbles = checkList(report, `${path}.contents`, carousel.contents, {
    name: 'カード',
    unit: '枚',
    max: LINE_LIMITS.flexCarouselBubbles,
  });
  checkSize(report, path, carousel, 'カード全体', LINE_LIMITS.flexCarouselBytes);
  for (const [index, bubble] of bubbles.entries()) {
    const bubblePath = `${path}.contents[${index}]`;
    if (!isFields(bubble)) {
      reportMissing(report, bubblePath, 'カードの内容');
      continue;
    }
    if (bubble.type !== 'bubble') {
      report({
        path: `${bubblePath}.type`,
        code: 'unknown-type',
        message: '並べられるのは「bubble」だけです。種類を「bubble」にしてください。',
      });
      continue;
    }
    checkBubble(report, bubblePath, bubble, { inCarousel: true });
  }
}

function checkBubble(report: Report, path: string, bubble: Fields, { inCarousel }: { inCarousel: boolean }): void {
  checkFields(report, path, bubble, FLEX_PART_FIELDS.bubble);
  checkWords(report, path, bubble, 'bubble');
  checkSize(report, path, bubble, 'カード1枚', LINE_LIMITS.flexBubbleBytes);
  if ([bubble.header, bubble.hero, bubble.body, bubble.footer].every((block) => block === undefined)) {
    reportMissing(report, path, 'カードの中身(見出し、画像、本文、ボタンのどれか)');
  }
  for (const block of ['header', 'body', 'footer']) {
    if (bubble[block] !== undefined) checkComponent(report, `${path}.${block}`, bubble[block], BLOCK);
  }
  if (bubble.hero !== undefined) checkComponent(report, `${path}.hero`, bubble.hero, inCarousel ? HERO : SINGLE_HERO);
  checkStyles(report, `${path}.styles`, bubble.styles);
  checkFlexAction(report, `${path}.action`, bubble.action);
}

// Which components may stand where (https://developers.line.biz/en/docs/messaging-api/flex-message-elements/#component).
const BLOCK = ['box'];
const HERO = ['box', 'image'];
// A video plays only in a bubble that stands alone (https://developers.line.biz/en/reference/messaging-api/#f-video).
const SINGLE_HERO = [...HERO, 'video'];
const IN_BOX = ['box', 'button', 'image', 'text', 'separator', 'filler'];
const IN_BASELINE_BOX = ['icon', 'text', 'filler'];
const IN_TEXT = ['span'];

function checkComponent(report: Report, path: string, component: unknown, allowed: readonly string[]): void {
  if (!isFields(component)) {
    reportMissing(report, path, '部品の内容');
    return;
  }
  const { type } = component;
  const known = lookUp(FLEX_COMPONENT_FIELDS, type);
  if (typeof type !== 'string' || known === undefined) {
    report({
      path: `${path}.type`,
      code: 'unknown-type',
      message: '部品の種類が正しくありません。選び直してください。',
    });
    return;
  }
  if (!allowed.includes(type)) {
    report({
      path: `${path}.type`,
      code: 'not-allowed-here',
      message: `ここに「${type}」は置けません。置けるのは${allowed.map((name) => `「${name}」`).join('')}です。`,
    });
  }
  checkFields(report, path, component, known);
  checkWords(report, path, component, type);
  checkColors(report, path, component);
  lookUp(COMPONENTS, type)?.(report, path, component);
  if (type !== 'button') checkFlexAction(report, `${path}.action`, component.action);
}

const COMPONENTS: Readonly<Record<string, (report: Report, path: string, component: Fields) => void>> = {
  box: checkBox,
  button: (report, path, button) => {
    if (button.action === undefined) {
      reportMissing(report, `${path}.action`, 'ボタンを押したときの動作');
      return;
    }
    checkFlexAction(report, `${path}.action`, button.action, 'flex-button');
  },
  image: (report, path, image) => checkMediaUrl(report, `${path}.url`, image.url, '画像のURL'),
  icon: (report, path, icon) => checkMediaUrl(report, `${path}.url`, icon.url, 'アイコンのURL'),
  text: checkTextComponent,
  span: (report, path, span) => {
    if (span.text === undefined || span.text === '') reportMissing(report, `${path}.text`, '文字');
  },
  video: (report, path, video) => {
    checkMediaUrl(report, `${path}.url`, video.url, '動画のURL');
    checkMediaUrl(report, `${path}.previewUrl`, video.previewUrl, '動画の前に見せる画像のURL');
    checkComponent(report, `${path}.altContent`, video.altContent, HERO);
  },
};

function checkBox(report: Report, path: string, box: Fields): void {
  if (box.layout === undefined) reportMissing(report, `${path}.layout`, '並べる向き');
  if (!Array.isArray(box.contents)) {
    reportMissing(report, `${path}.contents`, '箱の中身');
    return;
  }
  const allowed = box.layout === 'baseline' ? IN_BASELINE_BOX : IN_BOX;
  const contents: readonly unknown[] = box.contents;
  for (const [index, child] of contents.entries()) {
    checkComponent(report, `${path}.contents[${index}]`, child, allowed);
  }
  const { background } = box;
  if (!isFields(background)) return;
  checkFields(report, `${path}.background`, background, FLEX_PART_FIELDS.linearGradient);
  checkColors(report, `${path}.background`, background);
}

function checkTextComponent(report: Report, path: string, text: Fields): void {
  const spans: readonly unknown[] = Array.isArray(text.contents) ? text.contents : [];
  if (spans.length === 0 && (text.text === undefined || text.text === '')) {
    reportMissing(report, `${path}.text`, '文字');
  }
  for (const [index, span] of spans.entries()) {
    checkComponent(report, `${path}.contents[${index}]`, span, IN_TEXT);
  }
}

function checkStyles(report: Report, path: string, styles: unknown): void {
  if (!isFields(styles)) return;
  checkFields(report, path, styles, FLEX_PART_FIELDS.styles);
  for (const [block, style] of Object.entries(styles)) {
    if (!isFields(style)) continue;
    checkFields(report, `${path}.${block}`, style, FLEX_PART_FIELDS.blockStyle);
    checkColors(report, `${path}.${block}`, style);
  }
}

function checkFlexAction(report: Report, path: string, action: unknown, place: 'flex' | 'flex-button' = 'flex'): void {
  if (action === undefined) return;
  checkAction(report, path, action, place);
  if (!isFields(action)) return;
  const known = lookUp(FLEX_ACTION_FIELDS, action.type);
  if (known !== undefined) checkFields(report, path, action, known);
}

function checkFields(report: Report, path: string, fields: Fields, known: object): void {
  for (const key of Object.keys(fields)) {
    // JSON.stringify leaves out what is undefined, so LINE never sees it.
    if (Object.hasOwn(known, key) || fields[key] === undefined) continue;
    report({
      path: `${path}.${key}`,
      code: 'unknown-field',
      message: `「${key}」という項目はここでは使えません。消してください(LINEはメッセージ全体を受け付けません)。`,
    });
  }
}

function checkWords(report: Report, path: string, fields: Fields, kind: string): void {
  for (const key of Object.keys(fields)) {
    const values = lookUp(FLEX_WORDS, `${kind}.${key}`);
    if (values !== undefined) checkOneOf(report, `${path}.${key}`, fields[key], { name: `「${key}」`, values });
  }
}

function checkColors(report: Report, path: string, fields: Fields): void {
  for (const [key, value] of Object.entries(fields)) {
    if (!/color$/i.test(key) || value === undefined) continue;
    if (typeof value === 'string' && /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value)) continue;
    report({ path: `${path}.${key}`, code: 'wrong-format', message: '色は「#1A2B3C」のような形にしてください。' });
  }
}

const encoder = new TextEncoder();

function checkSize(report: Report, path: string, value: Fields, name: string, limit: number): void {
  const actual = encoder.encode(JSON.stringify(value)).length;
  if (actual <= limit) return;
  report({
    path,
    code: 'too-large',
    limit,
    actual,
    message: `${name}のデータは${limit}バイトまでです。いまは${actual}バイトです。文字や部品を減らしてください。`,
  });
}
