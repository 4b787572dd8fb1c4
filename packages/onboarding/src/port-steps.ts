// Steps that others do; see OnboardingPorts.
import type { Actor } from '@tenohira/audit';
import type { Administrator, OnboardingDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { runStep } from './steps.ts';

type Deps = Pick<OnboardingDependencies, 'db' | 'ports'>;

/** Invites who is to run the city. @throws AppError ONBOARDING_STEP_UNAVAILABLE, and what the invitation throws */
export function inviteAdministrators(
  { db, ports }: Deps,
  tenantId: string,
  administrators: readonly Administrator[],
  actor: Actor,
): Promise<void> {
  const work = async () => {
    if (!ports.invite) throw errors.STEP_UNAVAILABLE();
    for (const person of administrators) await ports.invite(tenantId, person, actor);
  };
  return runStep(db, tenantId, { key: 'administrators', actor }, work, () => ({
    roles: administrators.map(({ role }) => role),
  }));
}

/** @throws AppError ONBOARDING_STEP_UNAVAILABLE, and what the billing throws */
export function choosePlan({ db, ports }: Deps, tenantId: string, planKey: string, actor: Actor): Promise<void> {
  const work = async () => {
    if (!ports.subscribe) throw errors.STEP_UNAVAILABLE();
    await ports.subscribe(tenantId, planKey, actor);
  };
  return runStep(db, tenantId, { key: 'plan', actor }, work, () => ({ planKey }));
}

/** @throws AppError ONBOARDING_STEP_UNAVAILABLE, and what the publishing throws */
export function publishStarterMenu({ db, ports }: Deps, tenantId: string, actor: Actor): Promise<void> {
  const work = async () => {
    if (!ports.publishMenu) throw errors.STEP_UNAVAILABLE();
    await ports.publishMenu(tenantId, actor);
  };
  return runStep(db, tenantId, { key: 'menu', actor }, work);
}
