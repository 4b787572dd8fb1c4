import { type Actor, appendAudit } from '@tenohira/audit';
import { AppError } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { type CheckedChannel, checkChannel } from './channel/connect-channel.ts';
import type { ChannelDependencies, LiveCheck, OnboardingDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { countPeople } from './people.ts';

type Dependencies = ChannelDependencies & Pick<OnboardingDependencies, 'ports'>;

/** What there is to look at before a city goes live. Asks LINE anew how the channel is. */
export async function listLiveChecks(deps: Dependencies, tenantId: string): Promise<LiveCheck[]> {
  const channel = await checkChannel(deps, tenantId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'ONBOARDING_CHANNEL_MISSING') return undefined;
    throw error;
  });
  const own = await deps.db.readTenant(tenantId, async (scope) => [
    ...(await peopleChecks(scope)),
    await featureCheck(scope),
  ]);
  return [channelCheck(channel), ...own, ...((await deps.ports.liveChecks?.(tenantId)) ?? [])];
}

/**
 * Switches the city live: from now on residents hear from it, and money moves. There is no way back to practice. A city that is
 * live stays as it is.
 *
 * @throws AppError ONBOARDING_NOT_READY, whose message lists what is to be done first
 */
export async function goLive(deps: Dependencies, tenantId: string, actor: Actor): Promise<LiveCheck[]> {
  const checks = await listLiveChecks(deps, tenantId);
  const inTheWay = checks.filter(({ status }) => status === 'blocking');
  if (inTheWay.length > 0) {
    throw errors.NOT_READY({
      userMessage: [
        '本番に切りかえる前に、次のことを済ませてください。',
        ...inTheWay.map(({ text }) => `・${text}`),
      ].join('\n'),
      details: { checks: inTheWay.map(({ key }) => key) },
    });
  }
  const advice = checks.filter(({ status }) => status === 'advice').map(({ key }) => key);
  await deps.db.withTenant(tenantId, async (scope) => {
    const switched = await scope.sql('update tenant set live_at = now() where live_at is null returning id');
    if (switched.length === 0) return;
    const fact = { actor, action: 'onboarding.gone-live', subject: `tenant:${tenantId}`, detail: { advice } };
    await appendAudit(scope, [fact]);
  });
  return checks;
}

function channelCheck(channel: CheckedChannel | undefined): LiveCheck {
  const check = { key: 'channel', title: 'LINE公式アカウント' };
  if (!channel) return { ...check, status: 'blocking', text: 'LINE公式アカウントをつないでください。' };
  const textOf = (severity: 'must' | 'should') =>
    channel.problems.flatMap((problem) => (problem.severity === severity ? [problem.text] : [])).join('\n');
  if (textOf('must') !== '') return { ...check, status: 'blocking', text: textOf('must') };
  if (textOf('should') !== '') return { ...check, status: 'advice', text: textOf('should') };
  return { ...check, status: 'ok', text: `「${channel.displayName}」とつながっています。` };
}

async function peopleChecks(scope: TenantDb): Promise<LiveCheck[]> {
  const { owners, approvers } = await countPeople(scope);
  return [
    owners > 0
      ? { key: 'owner', title: '管理者', status: 'ok', text: `管理者が${owners}人います。` }
      : { key: 'owner', title: '管理者', status: 'blocking', text: '管理者を1人以上、招待してください。' },
    owners + approvers > 1
      ? { key: 'approver', title: '承認できる人', status: 'ok', text: `承認できる人が${owners + approvers}人います。` }
      : {
          key: 'approver',
          title: '承認できる人',
          status: 'advice',
          text: 'お金の支払いには、2人の職員が必要です。管理者のほかに、承認者を1人以上、招待してください。',
        },
  ];
}

async function featureCheck(scope: TenantDb): Promise<LiveCheck> {
  const check = { key: 'features', title: '機能' };
  const count = await scope.prisma.featureInstall.count({ where: { enabled: true } });
  return count > 0
    ? { ...check, status: 'ok', text: `${count}個の機能が使えます。` }
    : { ...check, status: 'blocking', text: '住民が使える機能を、1つ以上オンにしてください。' };
}
