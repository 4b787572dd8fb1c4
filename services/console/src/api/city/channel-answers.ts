// How a city's LINE account is: for the city, and for the platform's operators.
import { z } from 'zod';
import { instant } from '../answer.ts';

export const channelCheck = z
  .object({
    checkedAt: instant,
    lineError: z.string().nullable().meta({ description: 'LINEに確かめられなかったわけ' }),
    chatMode: z.string().nullable(),
    isVerified: z.boolean().nullable(),
    webhookIsOurs: z.boolean().nullable(),
    webhookIsActive: z.boolean().nullable(),
    webhookTest: z.string().nullable().meta({ description: 'ok、またはLINEの言う失敗のわけ' }),
    webhookStatus: z.int().nullable().meta({ description: 'WebhookのテストのHTTPステータス' }),
    quotaLimit: z.int().nullable().meta({ description: '今月送れる通数。上限がないときと分からないときはnull' }),
    quotaUsed: z.int().nullable().meta({ description: '今月送った通数' }),
  })
  .meta({ id: 'ChannelCheck', description: 'LINEの答え。分からないものはnull' });

export const problem = z
  .object({
    code: z.string(),
    severity: z.enum(['must', 'should']).meta({ description: 'mustは、住民に応答できない、届かない、支払えない' }),
    text: z.string(),
  })
  .meta({ id: 'HealthProblem' });

const waiting = {
  pending: z.int(),
  oldestSeconds: z.number().meta({ description: 'いちばん古いものが待っている時間' }),
  failed: z.int().meta({ description: 'この7日間' }),
};

export const channel = z
  .object({
    channel: z
      .object({
        lineChannelId: z.string(),
        displayName: z.string(),
        webhookUrl: z.string(),
        oldSecretUntil: instant.nullable().meta({ description: '前のチャネルシークレットも使える期限' }),
      })
      .nullable(),
    check: channelCheck.nullable(),
    problems: z.array(problem),
    lastWebhookAt: instant.nullable(),
    inbox: z.object(waiting),
    outbox: z.object({ ...waiting, unknown: z.int().meta({ description: '届いたか分からないもの。この7日間' }) }),
  })
  .meta({ id: 'Channel' });

export const testResident = z
  .object({ residentId: z.uuid(), isTest: z.boolean(), since: instant, lastEventAt: instant.nullable() })
  .meta({ id: 'TestResident' });

export const liveChecks = z.object({
  checks: z.array(
    z
      .object({
        key: z.string(),
        title: z.string(),
        status: z.enum(['ok', 'advice', 'blocking']).meta({ description: 'blockingがあるうちは本番にできない' }),
        text: z.string(),
      })
      .meta({ id: 'LiveCheck' }),
  ),
});
