// https://developers.line.biz/en/reference/messaging-api/#message-objects

import { checkAction } from './check-action.ts';
import { checkFlexContainer } from './check-flex.ts';
import { checkImagemap } from './check-imagemap.ts';
import { checkTemplate } from './check-template.ts';
import { checkMediaUrl } from './check-url.ts';
import { LINE_LIMITS } from './limits.ts';
import type { Message } from './messages.ts';
import {
  checkList,
  checkNumber,
  checkText,
  type Fields,
  isFields,
  lookUp,
  type Problem,
  type Report,
  reportMissing,
} from './problem.ts';

export type CheckMessagesOptions = {
  /** How many messages may still be sent in this request. Default 5, LINE's maximum. */
  maxMessages?: number;
};

/**
 * Everything in these messages that LINE would refuse, or would accept and not show. Empty means they can be sent.
 * Pure, runs in a browser, and never throws: half-written messages are what an editor has.
 *
 * @example
 * const problems = checkMessages([{ type: 'text', text: 'あ'.repeat(5001) }]);
 * // [{ path: 'messages[0].text', code: 'too-long', limit: 5000, actual: 5001, message: '本文は5000文字までです。…' }]
 */
export function checkMessages(messages: readonly Message[], options: CheckMessagesOptions = {}): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const list = checkList(report, 'messages', messages, {
    name: 'メッセージ',
    unit: '通',
    max: options.maxMessages ?? LINE_LIMITS.messagesPerRequest,
  });
  for (const [index, message] of list.entries()) {
    checkMessage(report, `messages[${index}]`, message, { isLast: index === list.length - 1 });
  }
  return problems;
}

function checkMessage(report: Report, path: string, message: unknown, { isLast }: { isLast: boolean }): void {
  const check = isFields(message) ? lookUp(KINDS, message.type) : undefined;
  if (!isFields(message) || check === undefined) {
    report({
      path: `${path}.type`,
      code: 'unknown-type',
      message: 'メッセージの種類が正しくありません。選び直してください。',
    });
    return;
  }
  check(report, path, message);
  checkSender(report, `${path}.sender`, message.sender);
  checkQuickReply(report, `${path}.quickReply`, message.quickReply, isLast);
}

const KINDS: Readonly<Record<string, (report: Report, path: string, message: Fields) => void>> = {
  text: checkTextMessage,
  textV2: checkTextMessageV2,
  sticker: (report, path, message) => {
    if (!message.packageId || !message.stickerId) reportMissing(report, path, 'スタンプ');
  },
  image: (report, path, message) => {
    checkMediaUrl(report, `${path}.originalContentUrl`, message.originalContentUrl, '画像のURL');
    checkMediaUrl(report, `${path}.previewImageUrl`, message.previewImageUrl, '小さい画像のURL');
  },
  video: (report, path, message) => {
    checkMediaUrl(report, `${path}.originalContentUrl`, message.originalContentUrl, '動画のURL');
    checkMediaUrl(report, `${path}.previewImageUrl`, message.previewImageUrl, '小さい画像のURL');
    checkText(report, `${path}.trackingId`, message.trackingId, {
      name: '動画の管理番号',
      limit: LINE_LIMITS.trackingId,
      counting: 'utf16',
      required: false,
    });
  },
  audio: (report, path, message) => {
    checkMediaUrl(report, `${path}.originalContentUrl`, message.originalContentUrl, '音声のURL');
    checkNumber(report, `${path}.duration`, message.duration, {
      name: '音声の長さ(ミリ秒)',
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    });
  },
  location: checkLocation,
  imagemap: (report, path, message) => {
    checkAltText(report, path, message);
    checkImagemap(report, path, message);
  },
  template: (report, path, message) => {
    checkAltText(report, path, message);
    checkTemplate(report, `${path}.template`, message.template);
  },
  flex: (report, path, message) => {
    checkAltText(report, path, message);
    checkFlexContainer(report, `${path}.contents`, message.contents);
  },
  coupon: (report, path, message) => {
    if (!message.couponId) reportMissing(report, `${path}.couponId`, 'クーポン');
    checkText(report, `${path}.deliveryTag`, message.deliveryTag, {
      name: '配信タグ',
      limit: LINE_LIMITS.couponDeliveryTag,
      counting: 'utf16',
      required: false,
    });
  },
};

function checkTextMessage(report: Report, path: string, message: Fields): void {
  checkBody(report, path, message);
  if (message.emojis === undefined) return;
  const emojis = checkList(report, `${path}.emojis`, message.emojis, {
    name: 'LINE絵文字',
    unit: '個',
    min: 0,
    max: LINE_LIMITS.emojis,
  });
  for (const [index, emoji] of emojis.entries()) {
    const { index: at, productId, emojiId }: Fields = isFields(emoji) ? emoji : {};
    const emojiPath = `${path}.emojis[${index}]`;
    if (!productId || !emojiId) reportMissing(report, emojiPath, 'LINE絵文字の番号');
    // "the emoji placeholder ($)" at that index, in UTF-16 code units
    if (typeof message.text === 'string' && typeof at === 'number' && message.text.charAt(at) === '$') return;
    report({
      path: `${emojiPath}.index`,
      code: 'emoji-placeholder',
      message: 'LINE絵文字の位置が本文の「$」と合っていません。絵文字を入れ直してください。',
    });
  }
}

function checkTextMessageV2(report: Report, path: string, message: Fields): void {
  checkBody(report, path, message);
  const substitutes = isFields(message.substitution) ? Object.values(message.substitution).filter(isFields) : [];
  const ofType = (type: string) => substitutes.filter((substitute) => substitute.type === type);
  const substitutionPath = `${path}.substitution`;
  checkList(report, substitutionPath, ofType('emoji'), {
    name: 'LINE絵文字',
    unit: '個',
    min: 0,
    max: LINE_LIMITS.emojis,
  });
  checkList(report, substitutionPath, ofType('mention'), {
    name: 'メンション',
    unit: '人',
    min: 0,
    max: LINE_LIMITS.mentions,
  });
}

function checkBody(report: Report, path: string, message: Fields): void {
  checkText(report, `${path}.text`, message.text, { name: '本文', limit: LINE_LIMITS.text, counting: 'utf16' });
}

function checkLocation(report: Report, path: string, message: Fields): void {
  checkText(report, `${path}.title`, message.title, {
    name: '場所の名前',
    limit: LINE_LIMITS.locationTitle,
    counting: 'utf16',
  });
  checkText(report, `${path}.address`, message.address, {
    name: '住所',
    limit: LINE_LIMITS.locationAddress,
    counting: 'utf16',
  });
  checkNumber(report, `${path}.latitude`, message.latitude, { name: '緯度', min: -90, max: 90, integer: false });
  checkNumber(report, `${path}.longitude`, message.longitude, { name: '経度', min: -180, max: 180, integer: false });
}

function checkAltText(report: Report, path: string, message: Fields): void {
  checkText(report, `${path}.altText`, message.altText, {
    name: '通知に出る文(代替テキスト)',
    limit: LINE_LIMITS.altText,
    counting: 'utf16',
  });
}

function checkSender(report: Report, path: string, sender: unknown): void {
  if (!isFields(sender)) return;
  checkText(report, `${path}.name`, sender.name, {
    name: '送信者の名前',
    limit: LINE_LIMITS.senderName,
    counting: 'utf16',
    required: false,
  });
  checkMediaUrl(report, `${path}.iconUrl`, sender.iconUrl, '送信者の画像のURL', { required: false });
}

function checkQuickReply(report: Report, path: string, quickReply: unknown, isLast: boolean): void {
  if (!isFields(quickReply)) return;
  if (!isLast) {
    // "If the user receives multiple message objects, the quickReply property of the last message object is displayed."
    report({
      path,
      code: 'quick-reply-not-last',
      message: 'クイックリプライは最後のメッセージにだけ表示されます。最後のメッセージに移してください。',
    });
  }
  const items = checkList(report, `${path}.items`, quickReply.items, {
    name: 'クイックリプライのボタン',
    unit: '個',
    max: LINE_LIMITS.quickReplyItems,
  });
  for (const [index, item] of items.entries()) {
    const itemPath = `${path}.items[${index}]`;
    const fields: Fields = isFields(item) ? item : {};
    if (fields.type !== 'action') {
      report({
        path: `${itemPath}.type`,
        code: 'unknown-type',
        message: 'クイックリプライのボタンを作り直してください。',
      });
    }
    checkMediaUrl(report, `${itemPath}.imageUrl`, fields.imageUrl, 'ボタンの画像のURL', { required: false });
    checkAction(report, `${itemPath}.action`, fields.action, 'quick-reply');
  }
}
