import { z } from 'zod';
import { instant } from '../answer.ts';
import { standing } from '../billing/answers.ts';
import { channelCheck, problem } from '../city/channel-answers.ts';

export const cityHealth = z
  .object({
    tenantId: z.uuid(),
    slug: z.string(),
    name: z.string(),
    municipalityCode: z.string().nullable().meta({ description: '全国地方公共団体コード' }),
    createdAt: instant,
    liveAt: instant.nullable().meta({ description: '練習中はnull' }),
    channel: z
      .object({
        channelId: z.uuid(),
        lineChannelId: z.string(),
        displayName: z.string(),
        check: channelCheck.nullable(),
      })
      .nullable(),
    lastWebhookAt: instant.nullable(),
    inboxPending: z.int(),
    inboxOldestSeconds: z.number(),
    inboxFailed: z.int().meta({ description: 'この7日間' }),
    outboxPending: z.int(),
    outboxOldestSeconds: z.number(),
    outboxFailed: z.int().meta({ description: 'この7日間' }),
    outboxUnknown: z.int().meta({ description: '届いたか分からないもの。この7日間' }),
    payoutsUnknown: z.int().meta({ description: '結果が分からない支払い' }),
    standing,
    problems: z.array(problem),
  })
  .meta({ id: 'CityHealth' });

export const municipality = z
  .object({
    code: z.string().meta({ description: '全国地方公共団体コード' }),
    prefecture: z.string(),
    name: z.string(),
    kana: z.string(),
    latitude: z.number(),
    longitude: z.number(),
  })
  .meta({ id: 'Municipality', description: '緯度と経度は役所のもの' });

const step = z
  .object({
    key: z.enum(['municipality', 'administrators', 'plan', 'channel', 'features', 'menu', 'live']),
    title: z.string(),
    status: z
      .enum(['done', 'open', 'failed', 'unavailable'])
      .meta({ description: 'unavailableは、この環境ではできない' }),
    problem: z.string().nullable(),
    at: instant.nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'OnboardingStep' });

export const onboarding = z
  .object({
    tenantId: z.uuid(),
    slug: z.string(),
    name: z.string(),
    liveAt: instant.nullable(),
    steps: z.array(step),
    health: cityHealth,
  })
  .meta({ id: 'Onboarding' });

export const startedCity = z.object({ tenantId: z.uuid(), slug: z.string(), name: z.string(), isNew: z.boolean() });

const queue = z.object({
  name: z.string(),
  title: z.string(),
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int(),
  completed: z.int(),
});

export const queues = z.discriminatedUnion('backend', [
  z.object({ backend: z.null(), boardPath: z.null(), queues: z.array(queue) }),
  z.object({ backend: z.enum(['redis', 'postgres']), boardPath: z.string(), queues: z.array(queue) }),
]);
