// All steps in one go, from a plan that somebody wrote down.
import type { Actor } from '@tenohira/audit';
import { AppError, isMunicipalityCode } from '@tenohira/core';
import { CITY_ROLES } from '@tenohira/staff';
import { z } from 'zod';
import type { ChannelProblem } from './channel/channel-problems.ts';
import { connectChannel } from './channel/connect-channel.ts';
import type { OnboardingDependencies } from './dependencies.ts';
import { choosePlan, inviteAdministrators, publishStarterMenu } from './port-steps.ts';
import { startCity } from './start-city.ts';
import { installStarterFeatures } from './starter-features.ts';
import type { StepKey } from './steps.ts';

export const administratorSchema = z.strictObject({
  name: z.string().trim().min(1, '名前を入れてください (a name)').max(60, '60文字までです (60 characters at most)'),
  email: z.email('メールアドレスの形になっていません (an e-mail address)').max(254),
  role: z.enum(CITY_ROLES, `役割は ${CITY_ROLES.join('、')} のどれかです (a role)`).default('owner'),
});

/** LINE's numbers are digits, its secrets 32 hex digits. */
export const channelSchema = z.strictObject({
  channelId: z.string().regex(/^\d{5,20}$/, 'チャネルIDは数字だけです (digits)'),
  channelSecret: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'チャネルシークレットは32文字の英数字(0〜9、a〜f)です (32 hex digits)'),
});

export const featureChoiceSchema = z.strictObject({
  key: z.string().min(1, '機能のキーを入れてください (key of a feature)'),
  settings: z.record(z.string(), z.unknown()).default({}),
});

export const onboardingPlanSchema = z.strictObject({
  municipalityCode: z
    .string()
    .refine(
      isMunicipalityCode,
      '全国地方公共団体コードは、検査数字を入れて6桁の数字です (six digits with a valid check digit)',
    ),
  slug: z.string().optional(),
  administrators: z.array(administratorSchema).default([]),
  planKey: z.string().min(1, 'プランのキーを入れてください (key of a plan)').optional(),
  channel: channelSchema.optional(),
  /** Without it those that every city begins with. */
  features: z.array(featureChoiceSchema).optional(),
});

export type OnboardingPlan = z.output<typeof onboardingPlanSchema>;

export type StepReport = { step: StepKey; status: 'done' | 'failed' | 'skipped'; code?: string; message?: string };

export type OnboardingReport = {
  tenantId: string;
  slug: string;
  name: string;
  isNew: boolean;
  steps: StepReport[];
  /** Of the channel. */
  problems: ChannelProblem[];
};

/**
 * Does all that the plan names. A step that fails does not keep the others from being done; running the same plan again takes up
 * what failed and changes nothing else.
 *
 * @throws AppError as startCity does: without a tenant there is nothing to go on with
 */
export async function onboardCity(
  deps: OnboardingDependencies,
  plan: OnboardingPlan,
  actor: Actor,
): Promise<OnboardingReport> {
  const { municipalityCode, slug, administrators, planKey, channel, features } = plan;
  const { id, isNew, ...city } = await startCity(
    deps,
    { municipalityCode, ...(slug === undefined ? {} : { slug }) },
    actor,
  );
  let problems: ChannelProblem[] = [];
  const connect = async ({ channelId, channelSecret }: NonNullable<typeof channel>) => {
    ({ problems } = await connectChannel(deps, id, { lineChannelId: channelId, channelSecret }, actor));
  };
  const { ports } = deps;
  const steps: StepReport[] = [
    { step: 'municipality', status: 'done' },
    await attempt('administrators', administrators.length > 0, () =>
      inviteAdministrators(deps, id, administrators, actor),
    ),
    await attempt('plan', planKey !== undefined, () => choosePlan(deps, id, planKey ?? '', actor)),
    await attempt('channel', channel !== undefined, () => (channel ? connect(channel) : Promise.resolve())),
    await attempt('features', true, () => installStarterFeatures(deps, id, actor, features)),
    await attempt('menu', channel !== undefined && ports.publishMenu !== undefined, () =>
      publishStarterMenu(deps, id, actor),
    ),
  ];
  return { tenantId: id, slug: city.slug, name: city.name, isNew, steps, problems };
}

async function attempt(step: StepKey, isWanted: boolean, work: () => Promise<unknown>): Promise<StepReport> {
  if (!isWanted) return { step, status: 'skipped' };
  try {
    await work();
    return { step, status: 'done' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { step, status: 'failed', code: error.code, message: error.userMessage };
  }
}
