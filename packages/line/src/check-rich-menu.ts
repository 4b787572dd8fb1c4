// https://developers.line.biz/en/reference/messaging-api/#rich-menu-object

import { checkAction } from './check-action.ts';
import { LINE_LIMITS } from './limits.ts';
import type { RichMenu } from './messages.ts';
import { checkList, checkNumber, checkText, type Fields, isFields, type Problem, type Report } from './problem.ts';

/** Everything that LINE would refuse in a rich menu. The image is checked where it is read: at most 1 MB, JPEG or PNG. */
export function checkRichMenu(richMenu: RichMenu): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const size: Fields = richMenu.size ?? {};
  checkSize(report, size);
  checkText(report, 'name', richMenu.name, {
    name: 'リッチメニューの名前',
    limit: LINE_LIMITS.richMenuNameGraphemes,
    counting: 'graphemes',
  });
  checkText(report, 'chatBarText', richMenu.chatBarText, {
    name: 'メニューを開く帯の文字',
    limit: LINE_LIMITS.richMenuChatBarTextGraphemes,
    counting: 'graphemes',
  });
  if (typeof richMenu.selected !== 'boolean') {
    report({ path: 'selected', code: 'required', message: 'はじめから開いておくかどうかを選んでください。' });
  }
  const areas = checkList(report, 'areas', richMenu.areas, {
    name: '押せる場所',
    unit: 'か所',
    min: 0,
    max: LINE_LIMITS.richMenuAreas,
  });
  for (const [index, area] of areas.entries()) {
    const fields: Fields = isFields(area) ? area : {};
    checkBounds(report, `areas[${index}].bounds`, fields.bounds, size);
    checkAction(report, `areas[${index}].action`, fields.action, 'rich-menu');
  }
  return problems;
}

function checkSize(report: Report, size: Fields): void {
  const { width, height } = size;
  checkNumber(report, 'size.width', width, {
    name: '画像の幅',
    min: LINE_LIMITS.richMenuMinWidth,
    max: LINE_LIMITS.richMenuMaxWidth,
  });
  checkNumber(report, 'size.height', height, {
    name: '画像の高さ',
    min: LINE_LIMITS.richMenuMinHeight,
    max: Number.MAX_SAFE_INTEGER,
  });
  if (typeof width !== 'number' || typeof height !== 'number' || height <= 0) return;
  const ratio = width / height;
  if (ratio >= LINE_LIMITS.richMenuMinAspectRatio) return;
  report({
    path: 'size',
    code: 'out-of-range',
    limit: LINE_LIMITS.richMenuMinAspectRatio,
    actual: ratio,
    message: `画像が縦に長すぎます。高さを${Math.floor(width / LINE_LIMITS.richMenuMinAspectRatio)}以下にしてください。`,
  });
}

function checkBounds(report: Report, path: string, bounds: unknown, size: Fields): void {
  if (!isFields(bounds)) {
    report({ path, code: 'required', message: '押せる場所の位置と大きさを決めてください。' });
    return;
  }
  const maxOf = (value: unknown) => (typeof value === 'number' ? value : Number.MAX_SAFE_INTEGER);
  const endOf = (from: unknown, length: unknown) => Number(from) + Number(length);
  const [menuWidth, menuHeight] = [maxOf(size.width), maxOf(size.height)];
  checkNumber(report, `${path}.x`, bounds.x, { name: '左からの位置', min: 0, max: menuWidth });
  checkNumber(report, `${path}.y`, bounds.y, { name: '上からの位置', min: 0, max: menuHeight });
  checkNumber(report, `${path}.width`, bounds.width, { name: '押せる場所の幅', min: 1, max: menuWidth });
  checkNumber(report, `${path}.height`, bounds.height, { name: '押せる場所の高さ', min: 1, max: menuHeight });
  if (endOf(bounds.x, bounds.width) > menuWidth || endOf(bounds.y, bounds.height) > menuHeight) {
    report({
      path,
      code: 'out-of-range',
      message: '押せる場所が画像からはみ出しています。小さくするか、ずらしてください。',
    });
  }
}
