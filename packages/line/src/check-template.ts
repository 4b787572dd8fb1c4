// https://developers.line.biz/en/reference/messaging-api/#template-messages

import { type ActionPlace, checkAction } from './check-action.ts';
import { checkMediaUrl } from './check-url.ts';
import { LINE_LIMITS } from './limits.ts';
import {
  checkList,
  checkOneOf,
  checkText,
  type Fields,
  isFields,
  lookUp,
  type Report,
  reportMissing,
} from './problem.ts';

/** Reports everything that LINE would refuse in a template. */
export function checkTemplate(report: Report, path: string, template: unknown): void {
  if (!isFields(template)) {
    reportMissing(report, path, 'テンプレートの内容');
    return;
  }
  const check = lookUp(KINDS, template.type);
  if (check === undefined) {
    report({
      path: `${path}.type`,
      code: 'unknown-type',
      message: 'テンプレートの種類が正しくありません。ボタン、確認、カルーセル、画像カルーセルから選んでください。',
    });
    return;
  }
  check(report, path, template);
}

const KINDS: Readonly<Record<string, (report: Report, path: string, template: Fields) => void>> = {
  buttons: checkButtons,
  confirm: checkConfirm,
  carousel: checkCarousel,
  image_carousel: checkImageCarousel,
};

function checkButtons(report: Report, path: string, template: Fields): void {
  checkImageLook(report, path, template);
  checkCard(report, path, template, {
    title: LINE_LIMITS.buttonsTitleGraphemes,
    text: LINE_LIMITS.buttonsTextGraphemes,
    textWithImageOrTitle: LINE_LIMITS.buttonsTextWithImageOrTitleGraphemes,
    actions: LINE_LIMITS.buttonsActions,
  });
}

function checkConfirm(report: Report, path: string, template: Fields): void {
  checkText(report, `${path}.text`, template.text, {
    name: '本文',
    limit: LINE_LIMITS.confirmTextGraphemes,
    counting: 'graphemes',
  });
  const count = LINE_LIMITS.confirmActions;
  checkActions(report, `${path}.actions`, template.actions, 'template', { min: count, max: count });
}

function checkCarousel(report: Report, path: string, template: Fields): void {
  checkImageLook(report, path, template);
  const columns = checkList(report, `${path}.columns`, template.columns, {
    name: 'カード',
    unit: '枚',
    max: LINE_LIMITS.carouselColumns,
  });
  for (const [index, column] of columns.entries()) {
    const columnPath = `${path}.columns[${index}]`;
    if (!isFields(column)) {
      reportMissing(report, columnPath, 'カードの内容');
      continue;
    }
    checkCard(report, columnPath, column, {
      title: LINE_LIMITS.carouselTitleGraphemes,
      text: LINE_LIMITS.carouselTextGraphemes,
      textWithImageOrTitle: LINE_LIMITS.carouselTextWithImageOrTitleGraphemes,
      actions: LINE_LIMITS.carouselActions,
    });
  }
  checkColumnsAgree(report, `${path}.columns`, columns.filter(isFields));
}

/** "Specify the same number of actions in all columns", and use the image and the title in all columns or in none. */
function checkColumnsAgree(report: Report, path: string, columns: readonly Fields[]): void {
  const differ = (of: (column: Fields) => number | boolean) => new Set(columns.map(of)).size > 1;
  const complaints = [
    {
      differs: differ(({ actions }) => (Array.isArray(actions) ? actions.length : 0)),
      message: 'ボタンの数がカードによって違います。すべてのカードで同じ数にしてください。',
    },
    {
      differs: differ(({ thumbnailImageUrl }) => isGiven(thumbnailImageUrl)),
      message: '画像のあるカードとないカードがあります。すべてのカードに付けるか、すべて外してください。',
    },
    {
      differs: differ(({ title }) => isGiven(title)),
      message: 'タイトルのあるカードとないカードがあります。すべてのカードに付けるか、すべて外してください。',
    },
  ];
  for (const { differs, message } of complaints) if (differs) report({ path, code: 'columns-differ', message });
}

function checkImageCarousel(report: Report, path: string, template: Fields): void {
  const columns = checkList(report, `${path}.columns`, template.columns, {
    name: '画像',
    unit: '枚',
    max: LINE_LIMITS.imageCarouselColumns,
  });
  for (const [index, column] of columns.entries()) {
    const columnPath = `${path}.columns[${index}]`;
    if (!isFields(column)) {
      reportMissing(report, columnPath, '画像');
      continue;
    }
    checkMediaUrl(report, `${columnPath}.imageUrl`, column.imageUrl, '画像のURL');
    checkAction(report, `${columnPath}.action`, column.action, 'image-carousel');
  }
}

type CardLimits = { title: number; text: number; textWithImageOrTitle: number; actions: number };

/** What a buttons template and a column of a carousel share. */
function checkCard(report: Report, path: string, card: Fields, limits: CardLimits): void {
  checkMediaUrl(report, `${path}.thumbnailImageUrl`, card.thumbnailImageUrl, '画像のURL', { required: false });
  checkColor(report, `${path}.imageBackgroundColor`, card.imageBackgroundColor);
  checkText(report, `${path}.title`, card.title, {
    name: 'タイトル',
    limit: limits.title,
    counting: 'graphemes',
    required: false,
  });
  const narrow = isGiven(card.title) || isGiven(card.thumbnailImageUrl);
  checkText(report, `${path}.text`, card.text, {
    name: narrow ? '本文(画像かタイトルがあるとき)' : '本文',
    limit: narrow ? limits.textWithImageOrTitle : limits.text,
    counting: 'graphemes',
  });
  if (card.defaultAction !== undefined) {
    checkAction(report, `${path}.defaultAction`, card.defaultAction, 'template-default');
  }
  checkActions(report, `${path}.actions`, card.actions, 'template', { max: limits.actions });
}

function checkActions(
  report: Report,
  path: string,
  actions: unknown,
  place: ActionPlace,
  range: { min?: number; max: number },
): void {
  const list = checkList(report, path, actions, { name: 'ボタン', unit: '個', ...range });
  for (const [index, action] of list.entries()) {
    checkAction(report, `${path}[${index}]`, action, place);
  }
}

function checkImageLook(report: Report, path: string, template: Fields): void {
  checkOneOf(report, `${path}.imageAspectRatio`, template.imageAspectRatio, {
    name: '画像の縦横比',
    values: ['rectangle', 'square'],
  });
  checkOneOf(report, `${path}.imageSize`, template.imageSize, { name: '画像の収め方', values: ['cover', 'contain'] });
}

function checkColor(report: Report, path: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value))) return;
  report({ path, code: 'wrong-format', message: '色は「#1A2B3C」のような形にしてください。' });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
