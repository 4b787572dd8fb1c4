// What LINE says about a channel, and about our webhook. Reads only; called outside of transactions.
import { AppError, type Clock } from '@tenohira/core';
import type { ChannelCheck } from '@tenohira/db';
import type { LineClient } from '@tenohira/line';

/** LINE's reasons in its answer to a webhook test: https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics/ */
export const WEBHOOK_FAILURES = ['could_not_connect', 'request_timeout', 'error_status_code', 'unclassified'] as const;
export type WebhookFailure = (typeof WEBHOOK_FAILURES)[number];

export type Webhook = {
  /** Ours. LINE is asked to test it only if it is the one that LINE has. */
  url: string;
  /** LINE was told a moment ago, and its caches may say otherwise for up to a minute (#set-webhook-endpoint-url). */
  isJustSet?: boolean;
};

/** Asks LINE with a client that has no token yet, so that the secret is tried as well. */
export async function askLine(line: LineClient, webhook: Webhook, clock: Clock): Promise<ChannelCheck> {
  const check: ChannelCheck = {
    ...{ checkedAt: clock.now(), lineError: null, chatMode: null, isVerified: null },
    ...{ webhookIsOurs: null, webhookIsActive: null, webhookTest: null, webhookStatus: null },
    ...{ quotaLimit: null, quotaUsed: null },
  };
  try {
    check.chatMode = (await line.getBotInfo()).body.chatMode;
    await Promise.all([askAboutWebhook(line, webhook, check), askAboutPlan(line, check)]);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    check.lineError = error.code;
  }
  return check;
}

async function askAboutWebhook(
  line: LineClient,
  { url, isJustSet = false }: Webhook,
  check: ChannelCheck,
): Promise<void> {
  const known = await line.getWebhookEndpoint().then(({ body }) => body, noneIf('LINE_NOT_FOUND'));
  check.webhookIsOurs = isJustSet || known?.endpoint === url;
  check.webhookIsActive = known?.active ?? null;
  if (!check.webhookIsOurs) return;
  // 60 an hour: whoever presses the button again and again is told the rest.
  const test = await line.testWebhookEndpoint({ endpoint: url }).then(({ body }) => body, noneIf('LINE_RATE_LIMITED'));
  if (test === undefined) return;
  check.webhookTest = test.success ? 'ok' : failureOf(test.reason);
  check.webhookStatus = test.statusCode === 0 ? null : test.statusCode;
}

async function askAboutPlan(line: LineClient, check: ChannelCheck): Promise<void> {
  const [quota, consumption, isVerified] = await Promise.all([
    line.getQuota(),
    line.getConsumption(),
    // Only verified and premium accounts get the ids of their friends, and nothing else says which an account is.
    line.listFollowerIds({ limit: 1 }).then(() => true, noneIf('LINE_FORBIDDEN')),
  ]);
  check.quotaLimit = quota.body.type === 'limited' ? (quota.body.value ?? null) : null;
  check.quotaUsed = consumption.body.totalUsage;
  check.isVerified = isVerified ?? false;
}

function failureOf(reason: string): WebhookFailure {
  return WEBHOOK_FAILURES.find((failure) => failure === reason.toLowerCase()) ?? 'unclassified';
}

function noneIf(code: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof AppError && error.code === code) return undefined;
    throw error;
  };
}
