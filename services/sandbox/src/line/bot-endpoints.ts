// The account itself, its followers, its webhook, and the small gestures of a chat.
// developers.line.biz/en/reference/messaging-api/#bot
import type { Sandbox } from '../sandbox.ts';
import { randomHex } from '../state/ids.ts';
import type { Bond, Channel } from '../state/model.ts';
import { isUserId, type LineAnswer, type LineCall, type LineEndpoint, readJson } from './endpoint.ts';
import { bodyHasErrors, notFound, parameterIsInvalid, refuse } from './line-error.ts';
import { signBody } from './signature.ts';
import { webhookBody } from './webhook-events.ts';
import type { Outcome } from './webhooks.ts';

export const botEndpoints: readonly LineEndpoint[] = [
  { method: 'GET', path: '/v2/bot/info', handle: getInfo },
  { method: 'GET', path: '/v2/bot/profile/:userId', handle: getProfile },
  { method: 'GET', path: '/v2/bot/followers/ids', handle: listFollowers },
  { method: 'PUT', path: '/v2/bot/channel/webhook/endpoint', handle: setWebhook },
  { method: 'GET', path: '/v2/bot/channel/webhook/endpoint', handle: getWebhook },
  { method: 'POST', path: '/v2/bot/channel/webhook/test', handle: testWebhook },
  { method: 'POST', path: '/v2/bot/chat/loading/start', handle: startLoading },
  { method: 'POST', path: '/v2/bot/chat/markAsRead', handle: markAsRead },
  {
    // By user id: for corporate customers who applied for it.
    method: 'POST',
    path: '/v2/bot/message/markAsRead',
    handle: () => {
      throw notForThisAccount();
    },
  },
  { method: 'POST', path: '/v2/bot/user/:userId/linkToken', handle: issueLinkToken },
];

function getInfo({ channel }: LineCall): LineAnswer {
  const { botUserId: userId, basicId, displayName, pictureUrl, chatMode = 'bot' } = channel;
  return {
    body: {
      userId,
      basicId,
      displayName,
      ...(pictureUrl === undefined ? {} : { pictureUrl }),
      chatMode,
      markAsReadMode: 'manual',
    },
  };
}

function getProfile(call: LineCall): LineAnswer {
  const bond = readBond(call);
  const person = bond === undefined ? undefined : call.sandbox.directory.findPerson(bond.personId);
  if (bond?.friendship !== 'friend' || person === undefined) throw notFound();
  return { body: { userId: bond.userId, displayName: person.displayName, language: 'ja' } };
}

/** developers.line.biz/en/reference/messaging-api/#get-follower-ids: for verified and premium accounts. */
function listFollowers({ sandbox, channel, query }: LineCall): LineAnswer {
  if (channel.verified === false) throw notForThisAccount();
  const limit = query.limit === undefined ? 300 : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw parameterIsInvalid('limit');
  const start = query.start === undefined ? 0 : Number(Buffer.from(query.start, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw parameterIsInvalid('start');
  const friends = sandbox.directory.listBonds(channel.channelId).filter((bond) => bond.friendship === 'friend');
  const end = start + limit;
  return {
    body: {
      userIds: friends.slice(start, end).map((bond) => bond.userId),
      ...(end < friends.length ? { next: Buffer.from(String(end)).toString('base64url') } : {}),
    },
  };
}

function setWebhook(call: LineCall): LineAnswer {
  const { endpoint } = readJson(call);
  if (typeof endpoint !== 'string' || endpoint === '') {
    throw bodyHasErrors([{ message: 'May not be empty', property: 'endpoint' }]);
  }
  if (endpoint.length > 500) {
    throw bodyHasErrors([{ message: 'Length must be between 0 and 500', property: 'endpoint' }]);
  }
  if (!isWebhookUrl(endpoint)) throw refuse(400, 'Invalid webhook endpoint URL');
  call.channel.webhookUrl = endpoint;
  call.sandbox.directory.channelChanged();
  return {};
}

function getWebhook({ channel }: LineCall): LineAnswer {
  if (channel.webhookUrl === undefined) throw notFound();
  return { body: { endpoint: channel.webhookUrl, active: channel.webhookActive } };
}

async function testWebhook(call: LineCall): Promise<LineAnswer> {
  const { sandbox, channel } = call;
  const given = call.bytes.length === 0 ? undefined : readJson(call).endpoint;
  const url = typeof given === 'string' ? given : channel.webhookUrl;
  if (url === undefined || !isWebhookUrl(url)) throw refuse(400, 'Invalid webhook endpoint URL');
  const body = webhookBody(channel, []);
  const outcome = await sandbox.webhooks.sendRaw(channel, url, body, signBody(channel.channelSecret, body));
  return {
    body: {
      success: outcome.reason === undefined,
      timestamp: sandbox.clock.now().toISOString(),
      statusCode: outcome.status ?? 0,
      reason: outcome.reason === undefined ? 'OK' : outcome.reason.toUpperCase(),
      detail: describe(outcome),
    },
  };
}

function startLoading(call: LineCall): LineAnswer {
  const { sandbox, channel } = call;
  const body = readJson(call);
  if (typeof body.chatId !== 'string' || body.chatId === '') {
    throw bodyHasErrors([{ message: 'May not be empty', property: 'chatId' }]);
  }
  if (!isUserId(body.chatId)) throw bodyHasErrors([{ message: 'Invalid chatId', property: 'chatId' }]);
  const seconds = body.loadingSeconds ?? 20;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 5 || seconds > 60 || seconds % 5 !== 0) {
    throw bodyHasErrors([{ message: 'Must be a multiple of 5, and between 5 and 60', property: 'loadingSeconds' }]);
  }
  const bond = sandbox.directory.findBondByUserId(channel.channelId, body.chatId);
  if (bond?.friendship === 'friend') {
    sandbox.bus.emit({ type: 'loading', channelId: channel.channelId, personId: bond.personId, seconds });
  }
  return { status: 202 };
}

/** The token tells the talk room; every earlier message is read with it. */
function markAsRead(call: LineCall): LineAnswer {
  const { sandbox, channel } = call;
  const { markAsReadToken } = readJson(call);
  if (typeof markAsReadToken !== 'string' || markAsReadToken === '') {
    throw bodyHasErrors([{ message: 'May not be empty', property: 'markAsReadToken' }]);
  }
  const bond = findByReadToken(sandbox, channel, markAsReadToken);
  if (bond === undefined) throw refuse(400, 'Invalid markAsReadToken');
  sandbox.bus.emit({ type: 'read', channelId: channel.channelId, personId: bond.personId });
  return {};
}

function issueLinkToken(call: LineCall): LineAnswer {
  const { sandbox, channel } = call;
  const bond = readBond(call);
  if (bond === undefined) throw notFound();
  const linkToken = randomHex(16);
  sandbox.store.world.linkTokens[linkToken] = {
    channelId: channel.channelId,
    userId: bond.userId,
    issuedAtMs: sandbox.clock.nowMs(),
  };
  sandbox.store.touch();
  return { body: { linkToken } };
}

function notForThisAccount() {
  return refuse(403, 'Access to this API is not available for your account');
}

/** Carries the person, so that nothing needs to be stored: the token never expires. */
export function createReadToken(bond: Bond, messageId: string): string {
  return Buffer.from(`${bond.channelId} ${bond.userId} ${messageId}`).toString('base64url');
}

function findByReadToken(sandbox: Sandbox, channel: Channel, token: string): Bond | undefined {
  const [channelId, userId = ''] = Buffer.from(token, 'base64url').toString().split(' ');
  return channelId === channel.channelId ? sandbox.directory.findBondByUserId(channelId, userId) : undefined;
}

function readBond({ sandbox, channel, params }: LineCall): Bond | undefined {
  if (!isUserId(params.userId)) throw parameterIsInvalid('userId');
  return sandbox.directory.findBondByUserId(channel.channelId, params.userId);
}

/**
 * LINE takes HTTPS only. The sandbox takes plain HTTP from hosts that cannot be on the internet: this machine, and the
 * one-word names of a container network.
 */
function isWebhookUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  const isLocal = /^(127\.\d+\.\d+\.\d+|\[::1\]|[a-z0-9-]+)$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
}

function describe(outcome: Outcome): string {
  if (outcome.status !== null) return String(outcome.status);
  return outcome.reason === 'request_timeout' ? 'Request timeout' : 'Connection failed';
}
