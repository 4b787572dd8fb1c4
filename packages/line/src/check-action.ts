// https://developers.line.biz/en/reference/messaging-api/#action-objects

import { checkActionUri } from './check-url.ts';
import { LINE_LIMITS } from './limits.ts';
import { checkOneOf, checkText, type Fields, isFields, lookUp, type Report, reportMissing } from './problem.ts';

/** Where the action sits decides how long its label may be and which kinds are allowed. */
export type ActionPlace =
  | 'template'
  | 'template-default'
  | 'image-carousel'
  | 'quick-reply'
  | 'flex-button'
  | 'flex'
  | 'rich-menu';

const LABELS: Record<ActionPlace, { limit: number; required: boolean }> = {
  template: { limit: LINE_LIMITS.templateLabelGraphemes, required: true },
  'template-default': { limit: LINE_LIMITS.templateLabelGraphemes, required: false },
  'image-carousel': { limit: LINE_LIMITS.imageCarouselLabelGraphemes, required: false },
  'quick-reply': { limit: LINE_LIMITS.quickReplyLabelGraphemes, required: true },
  'flex-button': { limit: LINE_LIMITS.flexButtonLabelGraphemes, required: true },
  flex: { limit: LINE_LIMITS.flexButtonLabelGraphemes, required: false },
  'rich-menu': { limit: LINE_LIMITS.richMenuLabelGraphemes, required: false },
};

/** Reports everything that LINE would refuse in an action. */
export function checkAction(report: Report, path: string, action: unknown, place: ActionPlace): void {
  if (!isFields(action)) {
    reportMissing(report, path, 'ボタンを押したときの動作');
    return;
  }
  const kind = lookUp(KINDS, action.type);
  if (kind === undefined) {
    report({
      path: `${path}.type`,
      code: 'unknown-type',
      message: 'ボタンの種類が正しくありません。選び直してください。',
    });
    return;
  }
  if (kind.only !== undefined && kind.only !== place) {
    const where = kind.only === 'rich-menu' ? 'リッチメニュー' : 'クイックリプライ';
    report({
      path: `${path}.type`,
      code: 'not-allowed-here',
      message: `この種類のボタンは${where}でしか使えません。別の種類を選んでください。`,
    });
  }
  const label = LABELS[place];
  checkText(report, `${path}.label`, action.label, { name: 'ボタンの文字', counting: 'graphemes', ...label });
  kind.check(report, path, action);
}

type Kind = { only?: ActionPlace; check: (report: Report, path: string, action: Fields) => void };

const nothingMore = () => {};

const KINDS: Readonly<Record<string, Kind>> = {
  postback: { check: checkPostback },
  message: {
    check: (report, path, action) =>
      checkText(report, `${path}.text`, action.text, {
        name: '送る言葉',
        limit: LINE_LIMITS.actionTextGraphemes,
        counting: 'graphemes',
      }),
  },
  uri: { check: checkUri },
  datetimepicker: { check: checkDatetimePicker },
  clipboard: {
    check: (report, path, action) =>
      checkText(report, `${path}.clipboardText`, action.clipboardText, {
        name: 'コピーする文字',
        limit: LINE_LIMITS.clipboardText,
        counting: 'utf16',
      }),
  },
  camera: { only: 'quick-reply', check: nothingMore },
  cameraRoll: { only: 'quick-reply', check: nothingMore },
  location: { only: 'quick-reply', check: nothingMore },
  richmenuswitch: { only: 'rich-menu', check: checkRichMenuSwitch },
};

function checkPostback(report: Report, path: string, action: Fields): void {
  checkData(report, path, action);
  const optionalText = (key: string, name: string, limit: number) =>
    checkText(report, `${path}.${key}`, action[key], { name, limit, counting: 'graphemes', required: false });
  optionalText('displayText', '表示する文字', LINE_LIMITS.displayTextGraphemes);
  optionalText('text', '送る言葉', LINE_LIMITS.actionTextGraphemes);
  optionalText('fillInText', '入力欄に入れておく文字', LINE_LIMITS.fillInTextGraphemes);
  if (action.displayText !== undefined && action.text !== undefined) {
    report({
      path: `${path}.text`,
      code: 'not-allowed-here',
      message: '「表示する文字」と「送る言葉」は一緒に使えません。「送る言葉」を消してください。',
    });
  }
  checkOneOf(report, `${path}.inputOption`, action.inputOption, {
    name: '押したあとの画面',
    values: ['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice'],
  });
  if (action.fillInText !== undefined && action.inputOption !== 'openKeyboard') {
    report({
      path: `${path}.fillInText`,
      code: 'not-allowed-here',
      message: '入力欄に文字を入れておくには、押したあとの画面を「openKeyboard」にしてください。',
    });
  }
}

function checkUri(report: Report, path: string, action: Fields): void {
  checkActionUri(report, `${path}.uri`, action.uri, 'リンク先');
  if (isFields(action.altUri)) {
    checkActionUri(report, `${path}.altUri.desktop`, action.altUri.desktop, 'パソコン用のリンク先', {
      required: false,
    });
  }
}

// https://developers.line.biz/en/reference/messaging-api/#datetime-picker-action
const DATETIME_FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}[tT]\d{2}:\d{2}$/,
};

function checkDatetimePicker(report: Report, path: string, action: Fields): void {
  checkData(report, path, action);
  const format = lookUp(DATETIME_FORMATS, action.mode);
  if (format === undefined) {
    report({
      path: `${path}.mode`,
      code: 'unknown-value',
      message: '選ばせるものを「date」(日付)「time」(時刻)「datetime」(日時)から選んでください。',
    });
    return;
  }
  for (const key of ['initial', 'min', 'max']) {
    const value = action[key];
    if (value === undefined || (typeof value === 'string' && format.test(value))) continue;
    report({
      path: `${path}.${key}`,
      code: 'wrong-format',
      message: '日付は「2026-04-01」、時刻は「09:00」、日時は「2026-04-01t09:00」の形にしてください。',
    });
  }
  const { initial, min, max } = action;
  const misordered = (early: unknown, late: unknown) =>
    typeof early === 'string' && typeof late === 'string' && early.toLowerCase() > late.toLowerCase();
  if (
    (typeof min === 'string' && min === max) ||
    misordered(min, max) ||
    misordered(min, initial) ||
    misordered(initial, max)
  ) {
    report({
      path,
      code: 'out-of-range',
      message: '選べる範囲を確かめてください。最小は最大より前、はじめの値はその間にしてください。',
    });
  }
}

function checkRichMenuSwitch(report: Report, path: string, action: Fields): void {
  checkData(report, path, action);
  const { richMenuAliasId } = action;
  checkText(report, `${path}.richMenuAliasId`, richMenuAliasId, {
    name: '切り替え先のリッチメニュー',
    limit: LINE_LIMITS.richMenuAliasId,
    counting: 'utf16',
  });
  if (typeof richMenuAliasId === 'string' && richMenuAliasId !== '' && !/^[a-z0-9_-]+$/.test(richMenuAliasId)) {
    report({
      path: `${path}.richMenuAliasId`,
      code: 'wrong-format',
      message: '切り替え先のリッチメニューの名前は、半角の英小文字、数字、「_」「-」だけにしてください。',
    });
  }
}

function checkData(report: Report, path: string, action: Fields): void {
  checkText(report, `${path}.data`, action.data, {
    name: 'ボタンのデータ',
    limit: LINE_LIMITS.postbackData,
    counting: 'utf16',
  });
}
