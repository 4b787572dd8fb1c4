import type { Actor } from '@tenohira/audit';
import { AppError } from '@tenohira/core';
import type { ChannelCheck } from '@tenohira/db';
import { createLineClient, type LineClient } from '@tenohira/line';
import type { ChannelDependencies } from '../dependencies.ts';
import { errors } from '../errors.ts';
import { runStep } from '../steps.ts';
import { askLine } from './ask-line.ts';
import { type ChannelProblem, channelProblems } from './channel-problems.ts';
import { type ChannelRow, findChannel, openSecret, saveChannel, saveCheck } from './channel-row.ts';

export type CheckedChannel = {
  channelId: string;
  lineChannelId: string;
  displayName: string;
  webhookUrl: string;
  check: ChannelCheck;
  problems: ChannelProblem[];
};

/**
 * Connects a city with its LINE account: tries the secret at LINE, stores the channel, tells LINE our webhook's address, and lets
 * LINE test it. What is only wrong with the account or the way to us is in `problems`, and the channel is stored. Again with a
 * new secret, it replaces the old one; without a channel id, of the channel that is there.
 *
 * @throws AppError ONBOARDING_SECRET_REFUSED, ONBOARDING_CHANNEL_TAKEN, ONBOARDING_CHANNEL_IN_USE, ONBOARDING_CHANNEL_MISSING,
 * ONBOARDING_WEBHOOK_URL_REFUSED, and LINE_… where LINE cannot be asked
 */
export function connectChannel(
  deps: ChannelDependencies,
  tenantId: string,
  given: { lineChannelId?: string; channelSecret: string },
  actor: Actor,
): Promise<CheckedChannel> {
  return runStep(
    deps.db,
    tenantId,
    { key: 'channel', actor },
    () => connect(deps, tenantId, given, actor),
    ({ problems }) => ({ problems: problems.map(({ code }) => code) }),
  );
}

async function connect(
  deps: ChannelDependencies,
  tenantId: string,
  given: { lineChannelId?: string; channelSecret: string },
  actor: Actor,
): Promise<CheckedChannel> {
  const lineChannelId = given.lineChannelId ?? (await getChannel(deps, tenantId)).lineChannelId;
  const line = openLine(deps, lineChannelId, given.channelSecret);
  const { body: bot } = await line.getBotInfo().catch(toRefusal);
  const account = { lineChannelId, secret: given.channelSecret, botUserId: bot.userId, displayName: bot.displayName };
  const channel = await deps.db.withTenant(tenantId, (scope) => saveChannel(scope, deps.secrets, account, actor));
  deps.lineClients?.forget(channel.channelId);
  await line.setWebhookEndpoint(webhookUrlOf(deps, channel)).catch(toUrlRefusal);
  return check(deps, tenantId, channel, line, { isJustSet: true });
}

/**
 * Asks LINE again how the channel is, and keeps the answer.
 * @throws AppError ONBOARDING_CHANNEL_MISSING
 */
export async function checkChannel(deps: ChannelDependencies, tenantId: string): Promise<CheckedChannel> {
  const channel = await getChannel(deps, tenantId);
  const secret = await openSecret(deps.secrets, tenantId, channel);
  return check(deps, tenantId, channel, openLine(deps, channel.lineChannelId, secret));
}

export function webhookUrlOf(
  { publicBaseUrl }: Pick<ChannelDependencies, 'publicBaseUrl'>,
  channel: ChannelRow,
): string {
  return `${publicBaseUrl}/line/webhook/${channel.webhookKey}`;
}

async function check(
  deps: ChannelDependencies,
  tenantId: string,
  channel: ChannelRow,
  line: LineClient,
  webhook: { isJustSet?: boolean } = {},
): Promise<CheckedChannel> {
  const webhookUrl = webhookUrlOf(deps, channel);
  const found = await askLine(line, { ...webhook, url: webhookUrl }, deps.clock);
  await deps.db.withTenant(tenantId, (scope) => saveCheck(scope, channel.channelId, found));
  const { channelId, lineChannelId, displayName } = channel;
  return { channelId, lineChannelId, displayName, webhookUrl, check: found, problems: channelProblems(found) };
}

async function getChannel(deps: ChannelDependencies, tenantId: string): Promise<ChannelRow> {
  const channel = await deps.db.readTenant(tenantId, findChannel);
  if (!channel) throw errors.CHANNEL_MISSING();
  return channel;
}

/** A client without a token yet: a secret that LINE no longer takes is noticed. */
function openLine({ lineApi, clock }: ChannelDependencies, channelId: string, channelSecret: string): LineClient {
  return createLineClient({ ...lineApi, channelId, channelSecret, clock });
}

function toRefusal(cause: unknown): never {
  const isRefused = cause instanceof AppError && ['LINE_TOKEN_REFUSED', 'LINE_UNAUTHORIZED'].includes(cause.code);
  throw isRefused ? errors.SECRET_REFUSED({ cause }) : cause;
}

function toUrlRefusal(cause: unknown): never {
  const isRefused = cause instanceof AppError && cause.code === 'LINE_REQUEST_REJECTED';
  throw isRefused ? errors.WEBHOOK_URL_REFUSED({ cause }) : cause;
}
