import { type Actor, appendAudit } from '@tenohira/audit';
import { installFeature } from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import type { OnboardingDependencies } from './dependencies.ts';
import { officeOf } from './municipalities.ts';
import { runStep } from './steps.ts';

export type FeatureChoice = { key: string; settings?: unknown };

/** What every city begins with: each works, or says when it will, before anybody has set anything up. */
export function starterFeatures(cityName: string): FeatureChoice[] {
  const office = officeOf(cityName);
  return [{ key: 'garbage-guide', settings: { contact: `${office}のごみの担当` } }, { key: 'road-damage-report' }];
}

/**
 * Installs the features named, or those that every city begins with. What the city has already, also switched off, stays as
 * the city set it.
 *
 * @returns the keys of what was installed now
 * @throws AppError CATALOG_FEATURE_UNKNOWN, CATALOG_SETTINGS_INVALID
 */
export function installStarterFeatures(
  deps: Pick<OnboardingDependencies, 'db' | 'catalog'>,
  tenantId: string,
  actor: Actor,
  choice?: readonly FeatureChoice[],
): Promise<string[]> {
  const install = async (scope: TenantDb) => {
    // One after another, also where two press the button at the same moment.
    await scope.sql('select 1 from tenant for no key update');
    const { name } = await scope.prisma.tenant.findFirstOrThrow();
    const present = new Set((await scope.prisma.featureInstall.findMany()).map(({ featureKey }) => featureKey));
    // Of the starters an installation may publish a part; what somebody names has to be there.
    const wanted = choice ?? starterFeatures(name).filter(({ key }) => deps.catalog.features.has(key));
    const missing = wanted.filter(({ key }) => !present.has(key));
    for (const [index, { key, settings = {} }] of missing.entries()) {
      await installFeature(scope, deps.catalog, { key, settings, menuOrder: present.size + index }, actor);
    }
    const keys = missing.map(({ key }) => key);
    if (keys.length > 0) {
      const fact = { actor, action: 'onboarding.features-installed', subject: 'features', detail: { keys } };
      await appendAudit(scope, [fact]);
    }
    return keys;
  };
  return runStep(
    deps.db,
    tenantId,
    { key: 'features', actor },
    () => deps.db.withTenant(tenantId, install),
    (installed) => ({ installed }),
  );
}
