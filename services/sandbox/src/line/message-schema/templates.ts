// Template messages: developers.line.biz/en/reference/messaging-api/#template-messages
import { checkAction } from './actions.ts';
import { checkInnerMediaUrl, checkInnerText, type Fields, isFields, type Report } from './report.ts';

const CHECKS: Readonly<Record<string, (report: Report, template: Fields) => void>> = {
  buttons: checkButtons,
  confirm: checkConfirm,
  carousel: checkCarousel,
  image_carousel: checkImageCarousel,
};

/** @param value what `template` holds in a message of type `template`. */
export function checkTemplate(report: Report, value: unknown): void {
  const type = isFields(value) ? String(value.type) : '';
  const check = Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
  if (!isFields(value) || check === undefined) report.add('invalid property', '/template/type');
  else check(report, value);
}

function checkButtons(report: Report, template: Fields): void {
  checkCard(report, template, '/template', { plainTextMax: 160, actionsMax: 4 });
  checkImageLook(report, template);
}

function checkConfirm(report: Report, template: Fields): void {
  checkInnerText(report, template.text, '/template/text', { max: 240, count: 'graphemes', required: true });
  checkActions(report, template.actions, '/template/actions', 2, 2);
}

function checkCarousel(report: Report, template: Fields): void {
  const columns = checkList(report, template.columns, '/template/columns', 1, 10);
  checkImageLook(report, template);
  for (const [index, column] of columns.entries()) {
    if (isFields(column)) checkCard(report, column, `/template/columns/${index}`, { plainTextMax: 120, actionsMax: 3 });
    else report.add('must be specified', `/template/columns/${index}`);
  }
  // "Keep the number of actions consistent for all columns. If you use an image or title for a column, do the same for all."
  const first = columns[0];
  if (!isFields(first)) return;
  for (const [index, column] of columns.entries()) {
    if (!isFields(column)) continue;
    if (
      Array.isArray(column.actions) &&
      Array.isArray(first.actions) &&
      column.actions.length !== first.actions.length
    ) {
      report.add('the number of actions must be the same in all columns', `/template/columns/${index}/actions`);
    }
    for (const key of ['title', 'thumbnailImageUrl']) {
      if ((column[key] === undefined) !== (first[key] === undefined)) {
        report.add('must be specified in all columns or in none', `/template/columns/${index}/${key}`);
      }
    }
  }
}

function checkImageCarousel(report: Report, template: Fields): void {
  for (const [index, column] of checkList(report, template.columns, '/template/columns', 1, 10).entries()) {
    const path = `/template/columns/${index}`;
    if (!isFields(column)) {
      report.add('must be specified', path);
      continue;
    }
    checkInnerMediaUrl(report, column.imageUrl, `${path}/imageUrl`, true);
    checkAction(report, column.action, `${path}/action`, 'image-carousel');
  }
}

/** A title or an image leaves room for 60 characters. */
function checkCard(
  report: Report,
  card: Fields,
  path: string,
  rule: { plainTextMax: number; actionsMax: number },
): void {
  const decorated = card.title !== undefined || card.thumbnailImageUrl !== undefined;
  checkInnerText(report, card.title, `${path}/title`, { max: 40, count: 'graphemes' });
  checkInnerText(report, card.text, `${path}/text`, {
    max: decorated ? 60 : rule.plainTextMax,
    count: 'graphemes',
    required: true,
  });
  checkInnerMediaUrl(report, card.thumbnailImageUrl, `${path}/thumbnailImageUrl`, false);
  if (card.defaultAction !== undefined) checkAction(report, card.defaultAction, `${path}/defaultAction`, 'flex');
  checkActions(report, card.actions, `${path}/actions`, 1, rule.actionsMax);
}

function checkImageLook(report: Report, template: Fields): void {
  if (template.imageAspectRatio !== undefined && !['rectangle', 'square'].includes(String(template.imageAspectRatio))) {
    report.add('invalid property', '/template/imageAspectRatio');
  }
  if (template.imageSize !== undefined && !['cover', 'contain'].includes(String(template.imageSize))) {
    report.add('invalid property', '/template/imageSize');
  }
}

function checkActions(report: Report, value: unknown, path: string, min: number, max: number): void {
  for (const [index, action] of checkList(report, value, path, min, max).entries()) {
    checkAction(report, action, `${path}/${index}`, 'template');
  }
}

function checkList(report: Report, value: unknown, path: string, min: number, max: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length < min) {
    report.add('must be specified', path);
    return [];
  }
  if (value.length > max) report.add(`the number of items must be less than or equal to ${max}`, path);
  return value;
}
