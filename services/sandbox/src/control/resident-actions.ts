// Does what a resident does with the phone: changes the talk room and sends the webhook that LINE would send.

import type { Json } from '@tenohira/core';
import { errors } from '../errors.ts';
import { createReadToken } from '../line/bot-endpoints.ts';
import { dropContent, keepContent } from '../line/content.ts';
import { switchMenu } from '../line/rich-menus.ts';
import { createEvent, createQuoteToken, nextMessageId } from '../line/webhook-events.ts';
import type { Outcome } from '../line/webhooks.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Bond, Channel, JsonObject } from '../state/model.ts';
import type { NewEntry } from '../state/transcripts.ts';
import type { ResidentAction, ResidentActionOf } from './action-schema.ts';
import { samplePhoto } from './sample-photo.ts';
import { findTappable } from './tappable.ts';

export type Delivered = Outcome & { webhookEventId: string };

export type ActionResult = {
  /** What became of the webhook; null where the action sends none. */
  delivered: Delivered | null;
  messageId?: string;
  /** What a tap asks for next, or opens. */
  needs?: 'image' | 'location' | 'value';
  openUri?: string;
  copied?: string;
  richMenuSwitch?: string;
};

type Phone = { sandbox: Sandbox; channel: Channel; bond: Bond };
type Performers = {
  readonly [Type in ResidentAction['type']]: (phone: Phone, action: ResidentActionOf<Type>) => Promise<ActionResult>;
};

const LINK_TOKEN_LIFE_MS = 10 * 60_000;

/** @throws AppError SANDBOX_BLOCKED: who blocked the account can only follow it again. */
export async function performAction(phone: Phone, action: ResidentAction): Promise<ActionResult> {
  if (phone.bond.friendship === 'blocked' && action.type !== 'follow' && action.type !== 'block')
    throw errors.BLOCKED();
  const perform = PERFORMERS[action.type] as (phone: Phone, action: ResidentAction) => Promise<ActionResult>; // filed under the type that it takes
  return perform(phone, action);
}

const PERFORMERS: Performers = {
  follow,
  block,
  text: (phone, { text, quotedMessageId }) =>
    say(phone, { type: 'text', text, ...(quotedMessageId === undefined ? {} : { quotedMessageId }) }),
  image: async (phone, { base64, sample }) => {
    const bytes = base64 === undefined ? await samplePhoto(sample ?? 'road') : Buffer.from(base64, 'base64');
    return say(phone, { type: 'image', contentProvider: { type: 'line' } }, { bytes, contentType: imageTypeOf(bytes) });
  },
  video: (phone, { base64, durationMs }) =>
    say(
      phone,
      { type: 'video', duration: durationMs ?? 3_000, contentProvider: { type: 'line' } },
      { bytes: bytesOf(base64), contentType: 'video/mp4' },
    ),
  audio: (phone, { base64, durationMs }) =>
    say(
      phone,
      { type: 'audio', duration: durationMs ?? 3_000, contentProvider: { type: 'line' } },
      { bytes: bytesOf(base64), contentType: 'audio/x-m4a' },
    ),
  file: (phone, { base64, fileName }) => {
    const bytes = bytesOf(base64);
    return say(
      phone,
      { type: 'file', fileName: fileName ?? 'file.txt', fileSize: bytes.length },
      { bytes, contentType: 'application/octet-stream' },
    );
  },
  location: (phone, { type, latitude, longitude, title, address }) =>
    say(phone, {
      type,
      ...(title === undefined ? {} : { title }),
      ...(address === undefined ? {} : { address }),
      latitude,
      longitude,
    }),
  sticker: (phone, { type, packageId, stickerId }) =>
    say(phone, {
      type,
      packageId: packageId ?? '446',
      stickerId: stickerId ?? '1988',
      stickerResourceType: 'STATIC',
    }),
  postback: (phone, { data, displayText, params }) => postBack(phone, data, displayText, params),
  richmenuswitch: async (phone, { richMenuAliasId, data }) => {
    const status = switchMenu(phone.sandbox, phone.bond, richMenuAliasId);
    const result = await postBack(phone, data, undefined, { newRichMenuAliasId: richMenuAliasId, status });
    return { ...result, richMenuSwitch: status };
  },
  unsend,
  accountLink,
  beacon: (phone, { hwid, enter }) =>
    notify(phone, { type: 'beacon', beacon: { hwid, type: enter ?? 'enter' } }, { from: 'system', kind: 'beacon' }),
  tap,
  'pick-datetime': (phone, { data, mode, value }) => postBack(phone, data, undefined, { [mode]: value }),
};

async function follow(phone: Phone): Promise<ActionResult> {
  const { sandbox, bond } = phone;
  if (bond.friendship === 'friend') return { delivered: null };
  const isUnblocked = bond.friendship === 'blocked';
  bond.friendship = 'friend';
  bond.met = true;
  sandbox.bus.emit({ type: 'richmenu', channelId: bond.channelId, personId: bond.personId });
  return notify(phone, { type: 'follow', follow: { isUnblocked } }, { from: 'system', kind: 'follow' });
}

async function block(phone: Phone): Promise<ActionResult> {
  const { sandbox, bond } = phone;
  if (bond.friendship !== 'friend') return { delivered: null };
  bond.friendship = 'blocked';
  sandbox.bus.emit({ type: 'richmenu', channelId: bond.channelId, personId: bond.personId });
  return notify(phone, { type: 'unfollow' }, { from: 'system', kind: 'block' });
}

async function unsend(phone: Phone, { messageId }: ResidentActionOf<'unsend'>): Promise<ActionResult> {
  const { sandbox, bond } = phone;
  if (!sandbox.transcripts.markUnsent(bond, messageId)) throw errors.MESSAGE_NOT_FOUND({ details: { messageId } });
  await dropContent(sandbox.store, messageId);
  return notify(phone, { type: 'unsend', unsend: { messageId } }, { from: 'resident', kind: 'unsend', messageId });
}

/** What the account link page of LINE does with the city's nonce: developers.line.biz/en/docs/messaging-api/linking-accounts/ */
async function accountLink(phone: Phone, { linkToken, nonce }: ResidentActionOf<'accountLink'>): Promise<ActionResult> {
  const { sandbox, bond } = phone;
  const { linkTokens } = sandbox.store.world;
  const token = Object.hasOwn(linkTokens, linkToken) ? linkTokens[linkToken] : undefined;
  const isGood =
    token !== undefined &&
    token.channelId === bond.channelId &&
    token.userId === bond.userId &&
    sandbox.clock.nowMs() < token.issuedAtMs + LINK_TOKEN_LIFE_MS &&
    nonce.length >= 10 &&
    nonce.length <= 255;
  delete linkTokens[linkToken];
  return notify(
    phone,
    { type: 'accountLink', link: { result: isGood ? 'ok' : 'failed', nonce } },
    { from: 'system', kind: 'accountLink' },
  );
}

async function tap(phone: Phone, { label, value }: ResidentActionOf<'tap'>): Promise<ActionResult> {
  const action = findTappable(phone.sandbox, phone.bond, label);
  switch (action.type) {
    case 'message':
      return say(phone, { type: 'text', text: textOf(action.text) });
    case 'postback': {
      const result = await postBack(phone, textOf(action.data), optionalText(action.displayText));
      if (typeof action.text === 'string') await say(phone, { type: 'text', text: action.text });
      return result;
    }
    case 'datetimepicker':
      if (value === undefined) return { delivered: null, needs: 'value' };
      return postBack(phone, textOf(action.data), undefined, { [textOf(action.mode)]: value });
    case 'uri':
      return { delivered: null, openUri: textOf(action.uri ?? action.linkUri) };
    case 'camera':
    case 'cameraRoll':
      return { delivered: null, needs: 'image' };
    case 'location':
      return { delivered: null, needs: 'location' };
    case 'clipboard':
      return { delivered: null, copied: textOf(action.clipboardText) };
    case 'richmenuswitch':
      return performAction(phone, {
        type: 'richmenuswitch',
        richMenuAliasId: textOf(action.richMenuAliasId),
        data: textOf(action.data),
      });
    default:
      throw errors.LABEL_NOT_FOUND({ details: { label, type: action.type } });
  }
}

/** Writes a message into the talk room and sends it to the city. */
async function say(
  phone: Phone,
  message: JsonObject & { type: string },
  content?: { bytes: Buffer; contentType: string },
): Promise<ActionResult> {
  const { sandbox, bond } = phone;
  const messageId = nextMessageId(sandbox.store);
  if (content !== undefined) {
    const kept = { messageId, channelId: bond.channelId, contentType: content.contentType, type: message.type };
    await keepContent(sandbox.store, kept, content.bytes);
  }
  bond.met = true;
  bond.lastMessageAtMs = sandbox.clock.nowMs();
  const quotable = ['text', 'sticker', 'image', 'video'].includes(message.type);
  const received: JsonObject = {
    id: messageId,
    ...message,
    ...(quotable ? { quoteToken: createQuoteToken() } : {}),
    markAsReadToken: createReadToken(bond, messageId),
  };
  const result = await notify(
    phone,
    { type: 'message', message: received },
    { from: 'resident', kind: 'message', message: { id: messageId, ...message }, messageId },
  );
  return { ...result, messageId };
}

function postBack(
  phone: Phone,
  data: string,
  displayText?: string,
  params?: { [key: string]: string },
): Promise<ActionResult> {
  const postback = { data, ...(params === undefined ? {} : { params }) };
  return notify(
    phone,
    { type: 'postback', postback },
    {
      from: 'resident',
      kind: 'postback',
      postback,
      ...(displayText === undefined ? {} : { message: { type: 'text', text: displayText } }),
    },
  );
}

async function notify(phone: Phone, fields: JsonObject & { type: string }, entry: NewEntry): Promise<ActionResult> {
  const { sandbox, channel, bond } = phone;
  const event = createEvent(sandbox.store, sandbox.clock, bond, fields);
  sandbox.transcripts.append(bond, entry);
  const outcome = await sandbox.webhooks.send(channel, [event]);
  return { delivered: { ...outcome, webhookEventId: event.webhookEventId } };
}

function imageTypeOf(bytes: Buffer): string {
  return bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) ? 'image/png' : 'image/jpeg';
}

function bytesOf(base64: string | undefined): Buffer {
  return base64 === undefined ? Buffer.from('a sample of the Tenohira sandbox') : Buffer.from(base64, 'base64');
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function optionalText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
