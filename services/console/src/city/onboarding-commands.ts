import { readFileSync } from 'node:fs';
import { createBilling } from '@tenohira/billing';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { startDatabaseClock } from '@tenohira/db';
import { features } from '@tenohira/features';
import { createLineClients } from '@tenohira/messaging';
import {
  type ChannelProblem,
  checkChannel,
  ensurePlatformTenant,
  type OnboardingDependencies,
  type OnboardingPlan,
  type OnboardingReport,
  onboardCity,
  onboardingPlanSchema,
  STEPS,
} from '@tenohira/onboarding';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods } from '@tenohira/payouts';
import { inviteStaff, relyingPartyOf } from '@tenohira/staff';
import { z } from 'zod';
import { onboardingPorts } from '../onboarding/ports.ts';
import { asCity, type Command, type CommandInput, errors } from './command.ts';

/** One city, or several. */
const plansSchema = z.union([z.array(z.unknown()).min(1), z.record(z.string(), z.unknown()).transform((one) => [one])]);

export const onboardingCommands: readonly Command[] = [
  {
    words: ['onboard'],
    arguments: '<file.json>',
    required: 1,
    summary: 'brings the cities of that file on board, or goes on where it stopped',
    run: async (input) => {
      const plans = readPlans(input.arguments[0] ?? '');
      const deps = await dependenciesOf(input);
      const reports: OnboardingReport[] = [];
      for (const plan of plans) reports.push(await onboardCity(deps, plan, 'system'));
      const isDone = reports.every(({ steps }) => steps.every(({ status }) => status !== 'failed'));
      return { text: reports.map(describeReport).join('\n\n'), data: reports, exitCode: isDone ? 0 : 1 };
    },
  },
  {
    words: ['channel', 'check'],
    arguments: '<city>',
    required: 1,
    summary: "asks LINE how the city's account is",
    run: async (input) => {
      const tenantId = await asCity(input.db, input.arguments[0], async (scope) => scope.tenantId);
      const { displayName, webhookUrl, problems } = await checkChannel(await dependenciesOf(input), tenantId);
      const lines = [`${displayName}  ${webhookUrl}`, ...problems.map(describeProblem)];
      if (problems.length === 0) lines.push('問題はありません。');
      return { text: lines.join('\n'), data: { displayName, webhookUrl, problems } };
    },
  },
  {
    words: ['operator', 'invite'],
    arguments: '<e-mail> <name>',
    required: 2,
    summary: 'a person who is to operate the platform, and the link by which they set up their sign-in (shown once)',
    run: async ({ db, secrets, consoleBaseUrl, arguments: [email = '', name = ''] }) => {
      const { tenantId } = await ensurePlatformTenant(db, secrets);
      const { ticket, staffId } = await db.withTenant(tenantId, (scope) =>
        inviteStaff(scope, { email, name, role: 'operator' }, 'system'),
      );
      const link = `${consoleBaseUrl}/invitation#${ticket}`;
      return { text: `${name} を招待しました。次のリンクを本人に渡してください。\n${link}`, data: { staffId, link } };
    },
  },
];

async function dependenciesOf(input: CommandInput): Promise<OnboardingDependencies> {
  const { db, secrets, lineApi, publicBaseUrl, consoleBaseUrl, stripe } = input;
  const clock = await startDatabaseClock(db);
  const common = { db, secrets, clock, catalog: createCatalog(features, sharedBlocks) };
  const ports = onboardingPorts({
    ...common,
    methods: createPayoutMethods(payoutMethods),
    party: relyingPartyOf(consoleBaseUrl),
    lineClients: createLineClients({ db, secrets, ...lineApi }),
    billing: createBilling({ db, clock, ...stripe }),
  });
  return { ...common, lineApi, publicBaseUrl, ports };
}

/** All of them, or none: nothing is begun while a field is wrong. @throws AppError CITY_FILE_UNREADABLE, CITY_PLAN_INVALID */
function readPlans(path: string): OnboardingPlan[] {
  const given = plansSchema.safeParse(readJson(path));
  if (!given.success) throw errors.PLAN_INVALID();
  const parsed = given.data.map((plan) => onboardingPlanSchema.safeParse(plan));
  const problems = parsed.flatMap(({ error }, index) =>
    (error?.issues ?? []).map(({ path: field, message }) => {
      const place = given.data.length > 1 ? [index, ...field] : field;
      return `・${place.join('.') || '(全体)'}: ${message}`;
    }),
  );
  if (problems.length > 0) {
    throw errors.PLAN_INVALID({
      userMessage: ['ファイルの次の項目を直してください。まだ何もしていません。', ...problems].join('\n'),
    });
  }
  return parsed.flatMap(({ data }) => (data ? [data] : []));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw errors.FILE_UNREADABLE({
      userMessage: `${path} を読めません。場所と、JSONの書き方をお確かめください。`,
      cause,
    });
  }
}

const MARK = { done: '済', failed: '失敗', skipped: '―' } as const;

function describeReport({ name, slug, isNew, steps, problems }: OnboardingReport): string {
  return [
    `${name} (${slug})${isNew ? '' : '  続きから'}`,
    ...steps.map(({ step, status, message }) => {
      const line = `  ${MARK[status]}  ${STEPS[step]}`;
      return message === undefined ? line : `${line}\n      ${message}`;
    }),
    ...problems.map((problem) => `  ${describeProblem(problem)}`),
  ].join('\n');
}

function describeProblem({ severity, text }: ChannelProblem): string {
  return `${severity === 'must' ? '要対応' : '確認'}: ${text}`;
}
