// Message objects: developers.line.biz/en/reference/messaging-api/#message-objects
import type { LineError } from '../line-error.ts';
import { bodyHasErrors, messageIsInvalid, propertyIsInvalid } from '../line-error.ts';
import { checkAction } from './actions.ts';
import { checkFlexContainer } from './flex.ts';
import {
  checkMediaUrl,
  checkNumber,
  checkOneOf,
  checkSize,
  checkText,
  createReport,
  type Fields,
  isFields,
  type Report,
} from './report.ts';
import { checkTemplate } from './templates.ts';

/** Each type's checks: of the message's own fields, and of what lies inside (templates, Flex, placeholders). */
type MessageRule = {
  shape(report: Report, message: Fields, path: string): void;
  inside?(report: Report, message: Fields): void;
};

const MAX_MESSAGES = 5;
const MAX_QUICK_REPLIES = 13;
const ALT_TEXT = { max: 1_500, count: 'utf16', required: true } as const;
const MESSAGE_TEXT = { max: 5_000, count: 'utf16', required: true } as const;

const RULES: Readonly<Record<string, MessageRule>> = {
  text: { shape: checkTextMessage },
  textV2: {
    shape: (report, message, path) => {
      checkText(report, message.text, `${path}.text`, MESSAGE_TEXT);
    },
    inside: checkPlaceholders,
  },
  sticker: {
    shape: (report, message, path) => {
      checkText(report, message.packageId, `${path}.packageId`, { max: 20, count: 'utf16', required: true });
      checkText(report, message.stickerId, `${path}.stickerId`, { max: 20, count: 'utf16', required: true });
    },
  },
  image: {
    shape: (report, message, path) => {
      checkMediaUrl(report, message.originalContentUrl, `${path}.originalContentUrl`);
      checkMediaUrl(report, message.previewImageUrl, `${path}.previewImageUrl`);
    },
  },
  video: {
    shape: (report, message, path) => {
      checkMediaUrl(report, message.originalContentUrl, `${path}.originalContentUrl`);
      checkMediaUrl(report, message.previewImageUrl, `${path}.previewImageUrl`);
      checkText(report, message.trackingId, `${path}.trackingId`, { max: 100, count: 'utf16' });
    },
  },
  audio: {
    shape: (report, message, path) => {
      checkMediaUrl(report, message.originalContentUrl, `${path}.originalContentUrl`);
      checkNumber(report, message.duration, `${path}.duration`, 1, Number.MAX_SAFE_INTEGER);
    },
  },
  location: {
    shape: (report, message, path) => {
      checkText(report, message.title, `${path}.title`, { max: 100, count: 'graphemes', required: true });
      checkText(report, message.address, `${path}.address`, { max: 100, count: 'graphemes', required: true });
      checkNumber(report, message.latitude, `${path}.latitude`, -90, 90);
      checkNumber(report, message.longitude, `${path}.longitude`, -180, 180);
    },
  },
  imagemap: { shape: checkImagemap },
  template: {
    shape: (report, message, path) => {
      checkText(report, message.altText, `${path}.altText`, ALT_TEXT);
    },
    inside: (report, message) => checkTemplate(report, message.template),
  },
  flex: {
    shape: (report, message, path) => {
      checkText(report, message.altText, `${path}.altText`, ALT_TEXT);
    },
    inside: (report, message) => checkFlexContainer(report, message.contents),
  },
};

/** What LINE would answer to these messages, or nothing where it would take them. */
export function findMessagesError(value: unknown): LineError | undefined {
  const report = createReport();
  if (!checkSize(report, value, 'messages', 1, MAX_MESSAGES)) return bodyHasErrors(report.details);
  for (const [index, message] of value.entries()) {
    if (!isFields(message)) return propertyIsInvalid(`messages[${index}]`);
    checkShape(report, message, `messages[${index}]`);
  }
  if (report.details.length > 0) return bodyHasErrors(report.details);
  for (const [index, message] of value.entries()) {
    const details = isFields(message) ? detailsInside(message) : [];
    if (details.length > 0) return messageIsInvalid(index, details);
  }
  return undefined;
}

function checkShape(report: Report, message: Fields, path: string): void {
  if (!checkOneOf(report, message.type, `${path}.type`, Object.keys(RULES))) return;
  RULES[message.type as string]?.shape(report, message, path); // checked by checkOneOf
  if (message.quickReply !== undefined) {
    const items = isFields(message.quickReply) ? message.quickReply.items : undefined;
    checkSize(report, items, `${path}.quickReply.items`, 1, MAX_QUICK_REPLIES);
  }
  if (message.sender !== undefined) {
    if (!isFields(message.sender)) report.add('invalid property', `${path}.sender`);
    else {
      checkText(report, message.sender.name, `${path}.sender.name`, { max: 20, count: 'graphemes' });
      checkMediaUrl(report, message.sender.iconUrl, `${path}.sender.iconUrl`, false);
    }
  }
}

function detailsInside(message: Fields) {
  const report = createReport();
  RULES[String(message.type)]?.inside?.(report, message);
  if (isFields(message.quickReply) && Array.isArray(message.quickReply.items)) {
    for (const [index, item] of message.quickReply.items.entries()) {
      const path = `/quickReply/items/${index}`;
      if (!isFields(item) || item.type !== 'action') report.add('invalid property', `${path}/type`);
      else {
        checkAction(report, item.action, `${path}/action`, 'quick-reply');
        if (item.imageUrl !== undefined && !/^https:\/\/\S+$/i.test(String(item.imageUrl))) {
          report.add('invalid uri scheme', `${path}/imageUrl`);
        }
      }
    }
  }
  return report.details;
}

function checkTextMessage(report: Report, message: Fields, path: string): void {
  if (!checkText(report, message.text, `${path}.text`, MESSAGE_TEXT)) return;
  if (message.emojis === undefined) return;
  if (!checkSize(report, message.emojis, `${path}.emojis`, 0, 20)) return;
  for (const [index, emoji] of message.emojis.entries()) {
    const place = isFields(emoji) ? emoji.index : undefined;
    // "Specify a $ in the text as the placeholder."
    if (typeof place !== 'number' || message.text.charAt(place) !== '$') {
      report.add('The character at the index must be "$"', `${path}.emojis[${index}].index`);
    }
  }
}

function checkPlaceholders(report: Report, message: Fields): void {
  const substitution = isFields(message.substitution) ? message.substitution : {};
  const text = String(message.text).replace(/\{\{|\}\}/g, '');
  for (const [, key = ''] of text.matchAll(/\{([^}]*)\}/g)) {
    if (!/^[a-zA-Z0-9_]{1,20}$/.test(key)) {
      report.add(`The key '${key}' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'.`, 'text');
    } else if (!Object.hasOwn(substitution, key)) {
      report.add(`The key '${key}' is not found in the substitution`, 'substitution');
    }
  }
}

function checkImagemap(report: Report, message: Fields, path: string): void {
  checkMediaUrl(report, message.baseUrl, `${path}.baseUrl`);
  checkText(report, message.altText, `${path}.altText`, ALT_TEXT);
  const size = isFields(message.baseSize) ? message.baseSize : {};
  checkNumber(report, size.width, `${path}.baseSize.width`, 1_040, 1_040);
  checkNumber(report, size.height, `${path}.baseSize.height`, 1, Number.MAX_SAFE_INTEGER);
  if (!checkSize(report, message.actions, `${path}.actions`, 0, 50)) return;
  for (const [index, action] of message.actions.entries()) {
    const place = `${path}.actions[${index}]`;
    if (!isFields(action) || !checkOneOf(report, action.type, `${place}.type`, ['uri', 'message', 'clipboard']))
      continue;
    if (!isFields(action.area)) report.add('May not be null', `${place}.area`);
    if (action.type === 'uri')
      checkText(report, action.linkUri, `${place}.linkUri`, { max: 1_000, count: 'utf16', required: true });
    if (action.type === 'message')
      checkText(report, action.text, `${place}.text`, { max: 400, count: 'utf16', required: true });
  }
}
