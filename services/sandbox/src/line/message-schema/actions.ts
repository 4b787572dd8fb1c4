// Action objects: developers.line.biz/en/reference/messaging-api/#action-objects
import { checkInnerText, type Fields, isFields, type Report } from './report.ts';

export type ActionPlace = 'template' | 'image-carousel' | 'quick-reply' | 'flex-button' | 'flex' | 'rich-menu';

type PlaceRule = { labelMax: number; labelRequired: boolean; types: readonly string[] };

const COMMON = ['postback', 'message', 'uri', 'datetimepicker', 'clipboard'] as const;

const PLACES: Readonly<Record<ActionPlace, PlaceRule>> = {
  template: { labelMax: 20, labelRequired: true, types: COMMON },
  'image-carousel': { labelMax: 12, labelRequired: false, types: COMMON },
  'quick-reply': { labelMax: 20, labelRequired: true, types: [...COMMON, 'camera', 'cameraRoll', 'location'] },
  'flex-button': { labelMax: 40, labelRequired: true, types: COMMON },
  flex: { labelMax: 40, labelRequired: false, types: COMMON },
  'rich-menu': { labelMax: 20, labelRequired: false, types: [...COMMON, 'richmenuswitch'] },
};

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):[0-5]\d$/;
const PICKER_FORMATS: Readonly<Record<string, RegExp>> = { date: DATE, time: TIME, datetime: DATE_TIME };
const INPUT_OPTIONS = ['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice'];

const CHECKS: Readonly<Record<string, (report: Report, action: Fields, path: string) => void>> = {
  postback: checkPostback,
  message: (report, action, path) => {
    checkInnerText(report, action.text, `${path}/text`, { max: 300, count: 'utf16', required: true });
  },
  uri: checkUri,
  datetimepicker: checkPicker,
  clipboard: (report, action, path) => {
    checkInnerText(report, action.clipboardText, `${path}/clipboardText`, {
      max: 1_000,
      count: 'utf16',
      required: true,
    });
  },
  richmenuswitch: (report, action, path) => {
    checkInnerText(report, action.richMenuAliasId, `${path}/richMenuAliasId`, {
      max: 32,
      count: 'utf16',
      required: true,
    });
    checkInnerText(report, action.data, `${path}/data`, { max: 300, count: 'utf16', required: true });
  },
  camera: () => {},
  cameraRoll: () => {},
  location: () => {},
};

export function checkAction(report: Report, value: unknown, path: string, place: ActionPlace): void {
  if (!isFields(value)) {
    report.add('must be specified', path);
    return;
  }
  const { labelMax, labelRequired, types } = PLACES[place];
  if (typeof value.type !== 'string' || !types.includes(value.type)) {
    report.add('invalid property', `${path}/type`);
    return;
  }
  checkInnerText(report, value.label, `${path}/label`, { max: labelMax, count: 'graphemes', required: labelRequired });
  CHECKS[value.type]?.(report, value, path);
}

function checkPostback(report: Report, action: Fields, path: string): void {
  checkInnerText(report, action.data, `${path}/data`, { max: 300, count: 'utf16', required: true });
  checkInnerText(report, action.displayText, `${path}/displayText`, { max: 300, count: 'graphemes' });
  checkInnerText(report, action.text, `${path}/text`, { max: 300, count: 'utf16' });
  checkInnerText(report, action.fillInText, `${path}/fillInText`, { max: 300, count: 'graphemes' });
  if (action.displayText !== undefined && action.text !== undefined) {
    report.add('displayText and text cannot be used at the same time', `${path}/displayText`);
  }
  if (action.inputOption !== undefined && !INPUT_OPTIONS.includes(String(action.inputOption))) {
    report.add('invalid property', `${path}/inputOption`);
  }
  if (action.fillInText !== undefined && action.inputOption !== 'openKeyboard') {
    report.add('fillInText is valid only when inputOption is openKeyboard', `${path}/fillInText`);
  }
}

function checkUri(report: Report, action: Fields, path: string): void {
  checkUriText(report, action.uri, `${path}/uri`);
  if (isFields(action.altUri)) checkUriText(report, action.altUri.desktop, `${path}/altUri/desktop`);
}

function checkUriText(report: Report, value: unknown, path: string): void {
  if (!checkInnerText(report, value, path, { max: 1_000, count: 'utf16', required: true })) return;
  if (!/^(https?|line|tel):/i.test(value)) report.add('invalid uri scheme', path);
  else if (/\s/.test(value)) report.add('invalid uri', path);
}

function checkPicker(report: Report, action: Fields, path: string): void {
  checkInnerText(report, action.data, `${path}/data`, { max: 300, count: 'utf16', required: true });
  const mode = String(action.mode);
  const format = Object.hasOwn(PICKER_FORMATS, mode) ? PICKER_FORMATS[mode] : undefined;
  if (format === undefined) {
    report.add('invalid property', `${path}/mode`);
    return;
  }
  for (const key of ['initial', 'max', 'min']) {
    const value = action[key];
    if (value !== undefined && !(typeof value === 'string' && format.test(value))) {
      report.add('invalid property', `${path}/${key}`);
    }
  }
  if (typeof action.min === 'string' && typeof action.max === 'string' && action.min >= action.max) {
    report.add('min must be earlier than max', `${path}/min`);
  }
}
