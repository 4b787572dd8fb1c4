// https://developers.line.biz/en/reference/messaging-api/#imagemap-message

import { checkActionUri, checkMediaUrl } from './check-url.ts';
import { LINE_LIMITS } from './limits.ts';
import {
  checkList,
  checkNumber,
  checkText,
  type Fields,
  isFields,
  lookUp,
  type Report,
  reportMissing,
} from './problem.ts';

/** Reports everything that LINE would refuse in an imagemap, apart from the altText that all such messages share. */
export function checkImagemap(report: Report, path: string, message: Fields): void {
  checkMediaUrl(report, `${path}.baseUrl`, message.baseUrl, '画像のURL');
  const size: Fields = isFields(message.baseSize) ? message.baseSize : {};
  const width = LINE_LIMITS.imagemapBaseWidth;
  checkNumber(report, `${path}.baseSize.width`, size.width, { name: '画像の幅', min: width, max: width });
  checkNumber(report, `${path}.baseSize.height`, size.height, {
    name: '画像の高さ',
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
  });
  const actions = checkList(report, `${path}.actions`, message.actions, {
    name: '押せる場所',
    unit: 'か所',
    max: LINE_LIMITS.imagemapActions,
  });
  for (const [index, action] of actions.entries()) {
    checkImagemapAction(report, `${path}.actions[${index}]`, action);
  }
}

function checkImagemapAction(report: Report, path: string, action: unknown): void {
  if (!isFields(action)) {
    reportMissing(report, path, '押したときの動作');
    return;
  }
  checkText(report, `${path}.label`, action.label, {
    name: '押せる場所の説明',
    limit: LINE_LIMITS.imagemapLabelGraphemes,
    counting: 'graphemes',
    required: false,
  });
  if (!isFields(action.area)) reportMissing(report, `${path}.area`, '押せる場所の位置と大きさ');
  const check = lookUp(KINDS, action.type);
  if (check === undefined) {
    report({
      path: `${path}.type`,
      code: 'unknown-type',
      message: '押したときの動作を、リンク、言葉を送る、コピーから選んでください。',
    });
    return;
  }
  check(report, path, action);
}

const KINDS: Readonly<Record<string, (report: Report, path: string, action: Fields) => void>> = {
  uri: (report, path, action) => checkActionUri(report, `${path}.linkUri`, action.linkUri, 'リンク先'),
  message: (report, path, action) =>
    checkText(report, `${path}.text`, action.text, {
      name: '送る言葉',
      limit: LINE_LIMITS.imagemapText,
      counting: 'utf16',
    }),
  clipboard: (report, path, action) =>
    checkText(report, `${path}.clipboardText`, action.clipboardText, {
      name: 'コピーする文字',
      limit: LINE_LIMITS.clipboardText,
      counting: 'utf16',
    }),
};
