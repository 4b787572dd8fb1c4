// developers.line.biz/en/reference/messaging-api/#messages
import type { Bond, JsonObject, SendVia } from '../state/model.ts';
import { isUserId, type LineAnswer, type LineCall, type LineEndpoint, readJson } from './endpoint.ts';
import { bodyHasErrors, type ErrorDetail, propertyIsInvalid, refuse } from './line-error.ts';
import { findMessagesError } from './message-schema/messages.ts';
import type { Fields } from './message-schema/report.ts';
import { monthUsage, sentOn } from './quota.ts';
import { spendReplyToken } from './reply-tokens.ts';
import { sendMessages } from './sending.ts';

const MAX_MULTICAST_RECIPIENTS = 500;
const VIAS: readonly SendVia[] = ['reply', 'push', 'multicast', 'broadcast'];

export const messageEndpoints: readonly LineEndpoint[] = [
  { method: 'POST', path: '/v2/bot/message/reply', handle: reply },
  { method: 'POST', path: '/v2/bot/message/push', takesRetryKey: true, handle: push },
  { method: 'POST', path: '/v2/bot/message/multicast', takesRetryKey: true, handle: multicast },
  { method: 'POST', path: '/v2/bot/message/broadcast', takesRetryKey: true, handle: broadcast },
  ...VIAS.map((via): LineEndpoint => ({ method: 'POST', path: `/v2/bot/message/validate/${via}`, handle: validate })),
  ...VIAS.map(
    (via): LineEndpoint => ({
      method: 'GET',
      path: `/v2/bot/message/delivery/${via}`,
      handle: ({ sandbox, channel, query }) => ({
        body: sentOn(sandbox.store, sandbox.clock, channel, via, query.date),
      }),
    }),
  ),
  {
    method: 'GET',
    path: '/v2/bot/message/quota',
    handle: ({ channel }) => ({ body: { ...channel.quota } }),
  },
  {
    method: 'GET',
    path: '/v2/bot/message/quota/consumption',
    handle: ({ sandbox, channel }) => ({ body: { totalUsage: monthUsage(sandbox.store, sandbox.clock, channel) } }),
  },
];

function reply(call: LineCall): LineAnswer {
  const { sandbox, channel } = call;
  const body = readJson(call);
  if (typeof body.replyToken !== 'string' || body.replyToken === '') throw missing('replyToken');
  const messages = readMessages(body);
  const token = spendReplyToken(sandbox.store, sandbox.clock, channel.channelId, body.replyToken);
  const bond = sandbox.directory.findBondByUserId(channel.channelId, token.userId);
  const sentMessages = sendMessages(sandbox, { channel, via: 'reply', bonds: toList(bond), messages });
  return { body: { sentMessages }, recipients: 1 };
}

function push(call: LineCall): LineAnswer {
  const { sandbox, channel, retryKey } = call;
  const body = readJson(call);
  if (typeof body.to !== 'string' || body.to === '') throw missing('to');
  const messages = readMessages(body);
  // A user, a group or a room; the sandbox plays no groups, so that it never met one.
  if (!/^[UCR][0-9a-f]{32}$/.test(body.to)) throw propertyIsInvalid('to');
  const bond = sandbox.directory.findBondByUserId(channel.channelId, body.to);
  if (bond === undefined || !bond.met) throw refuse(400, 'Failed to send messages');
  const sentMessages = sendMessages(sandbox, { channel, via: 'push', bonds: [bond], messages, retryKey });
  return { body: { sentMessages }, recipients: 1, sentMessages };
}

function multicast(call: LineCall): LineAnswer {
  const { sandbox, channel, retryKey } = call;
  const body = readJson(call);
  if (!Array.isArray(body.to) || body.to.length === 0) throw missing('to');
  if (body.to.length > MAX_MULTICAST_RECIPIENTS) {
    throw bodyHasErrors([{ message: `Size must be between 1 and ${MAX_MULTICAST_RECIPIENTS}`, property: 'to' }]);
  }
  const messages = readMessages(body);
  // All or nothing: one malformed id refuses the request; a well-formed id of nobody is left out without a word.
  if (!body.to.every(isUserId)) throw propertyIsInvalid('to');
  const bonds = [...new Set<string>(body.to)].flatMap((userId) =>
    toList(sandbox.directory.findBondByUserId(channel.channelId, userId)),
  );
  sendMessages(sandbox, { channel, via: 'multicast', bonds, messages, retryKey });
  return { recipients: body.to.length };
}

function broadcast(call: LineCall): LineAnswer {
  const { sandbox, channel, retryKey } = call;
  const messages = readMessages(readJson(call));
  const bonds = sandbox.directory.listBonds(channel.channelId);
  sendMessages(sandbox, { channel, via: 'broadcast', bonds, messages, retryKey });
  return {};
}

function validate(call: LineCall): LineAnswer {
  readMessages(readJson(call));
  return {};
}

/** The messages of a request, once everything that all sending requests share is in order. */
function readMessages(body: Fields): JsonObject[] {
  const error = findMessagesError(body.messages);
  if (error !== undefined) throw error;
  if (body.notificationDisabled !== undefined && typeof body.notificationDisabled !== 'boolean') {
    throw propertyIsInvalid('notificationDisabled');
  }
  const details = unitDetails(body.customAggregationUnits);
  if (details.length > 0) throw bodyHasErrors(details);
  return body.messages as JsonObject[]; // findMessagesError found them to be an array of objects, and they came from JSON
}

/** developers.line.biz/en/docs/partner-docs/unit-based-statistics-aggregation/ */
function unitDetails(units: unknown): ErrorDetail[] {
  if (units === undefined) return [];
  if (!Array.isArray(units) || units.length > 1) {
    return [{ message: 'Size must be between 0 and 1', property: 'customAggregationUnits' }];
  }
  return units.flatMap((unit: unknown, index) =>
    typeof unit === 'string' && /^[A-Za-z0-9_]{1,30}$/.test(unit)
      ? []
      : [
          {
            message: 'Invalid characters are included in custom aggregation unit',
            property: `customAggregationUnits[${index}]`,
          },
        ],
  );
}

function missing(property: string) {
  return bodyHasErrors([{ message: 'May not be empty', property }]);
}

function toList(bond: Bond | undefined): Bond[] {
  return bond === undefined ? [] : [bond];
}
