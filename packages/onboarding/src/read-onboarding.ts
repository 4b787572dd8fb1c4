import type { CityHealth, Database, TenantDb, TenantRow } from '@tenohira/db';
import { channelProblems } from './channel/channel-problems.ts';
import type { OnboardingDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { countPeople } from './people.ts';
import { STEPS, type StepKey, type StepRecord } from './steps.ts';

export type OnboardingStep = {
  key: StepKey;
  title: string;
  /** `unavailable`: this installation has nothing that does it. */
  status: 'done' | 'open' | 'failed' | 'unavailable';
  /** What went wrong and what to do, in Japanese. */
  problem: string | null;
  /** When it was last tried, or happened. */
  at: Date | null;
  detail: StepRecord['detail'];
};

export type Onboarding = { city: TenantRow; steps: OnboardingStep[]; health: CityHealth };

/**
 * Where the onboarding of a city stands. What is there counts, not only what was recorded: a feature that staff switched on by
 * themselves is one.
 *
 * @throws AppError ONBOARDING_CITY_NOT_FOUND
 */
export async function readOnboarding(
  deps: Pick<OnboardingDependencies, 'db' | 'ports'>,
  tenantId: string,
): Promise<Onboarding> {
  const city = await getCity(deps.db, tenantId);
  const [health] = await deps.db.platform.readCityHealth({ tenantId, limit: 1 });
  if (!health) throw errors.CITY_NOT_FOUND();
  const known = await deps.db.readTenant(tenantId, readFacts);
  const steps = Object.entries(STEPS).map(([key, title]) =>
    stepOf(key as StepKey, title, { city, health, known, deps }),
  ); // STEPS' own keys
  return { city, steps, health };
}

/** @throws AppError ONBOARDING_CITY_NOT_FOUND, also for the platform's own tenant */
export async function getCity(db: Database, tenantId: string): Promise<TenantRow> {
  const city = await db.platform.findCity({ id: tenantId });
  if (!city) throw errors.CITY_NOT_FOUND();
  return city;
}

type Facts = { records: ReadonlyMap<string, StepRecord>; features: number; owners: number };

async function readFacts(db: TenantDb): Promise<Facts> {
  const records = await db.sql<StepRecord>(
    `select step, status, error_code as "errorCode", problem, detail, actor, updated_at as "updatedAt" from onboarding_step`,
  );
  const features = await db.prisma.featureInstall.count({ where: { enabled: true } });
  const { owners } = await countPeople(db, ['invited', 'active']);
  return { records: new Map(records.map((record) => [record.step, record])), features, owners };
}

type Known = {
  city: TenantRow;
  health: CityHealth;
  known: Facts;
  deps: Pick<OnboardingDependencies, 'ports'>;
};

function stepOf(key: StepKey, title: string, { city, health, known, deps: { ports } }: Known): OnboardingStep {
  const record = known.records.get(key);
  const step = {
    ...{ key, title, at: record?.updatedAt ?? null },
    ...{ problem: record?.problem ?? null, detail: record?.detail ?? {} },
  };
  const ended = (isThere: boolean, canBeDone = true): OnboardingStep => {
    if (isThere) return { ...step, status: 'done', problem: null };
    if (!canBeDone) return { ...step, status: 'unavailable', problem: null };
    return { ...step, status: record?.status === 'failed' ? 'failed' : 'open' };
  };
  const isRecorded = record?.status === 'done';
  switch (key) {
    case 'municipality':
      return { ...step, status: 'done', at: health.createdAt };
    case 'administrators':
      return ended(known.owners > 0 || isRecorded, ports.invite !== undefined);
    case 'plan':
      return ended(isRecorded, ports.subscribe !== undefined);
    case 'channel':
      return channelStep(step, health, record);
    case 'features':
      return ended(known.features > 0);
    case 'menu':
      return ended(isRecorded, ports.publishMenu !== undefined);
    case 'live':
      return { ...step, status: city.liveAt ? 'done' : 'open', at: city.liveAt };
  }
}

function channelStep(
  step: Omit<OnboardingStep, 'status'>,
  { channel }: CityHealth,
  record: StepRecord | undefined,
): OnboardingStep {
  // What was tried last and refused stands in front: a channel that is there goes on working with what it has.
  if (record?.status === 'failed') return { ...step, status: 'failed' };
  const check = channel?.check;
  if (!check) return { ...step, status: 'open' };
  const problem = channelProblems(check).find(({ severity }) => severity === 'must');
  return { ...step, at: check.checkedAt, status: problem ? 'failed' : 'done', problem: problem?.text ?? null };
}
