// The steps of bringing a city on board. Each can be left, taken up again by anybody, and repeated.
import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import { useApiQuery } from '../../api/use-api.ts';
import { LinkButton, Loaded, Notice, PageHeader, ProgressBar, StatusBadge, TextLink } from '../../components/index.ts';
import { ROLE_LABELS } from '../../shell/me.ts';
import { type City, STAGES, type Step, stageOf } from './city-state.ts';
import { AdministratorsStep } from './steps/administrators-step.tsx';
import { ChannelStep } from './steps/channel-step.tsx';
import { FeaturesStep } from './steps/features-step.tsx';
import { MenuStep } from './steps/menu-step.tsx';
import { PlanStep } from './steps/plan-step.tsx';
import { StepCard } from './steps/step-card.tsx';

export function Page() {
  const { tenantId = '' } = useParams();
  const city = useApiQuery('/operator/cities/:tenantId', { params: { tenantId } });
  return (
    <>
      <PageHeader
        title={city.data === undefined ? '導入の手順' : `${city.data.name}の導入`}
        crumbs={[{ to: '/operator/onboarding', label: '導入' }]}
        lead="どの手順も、やり直せます。ここを離れても、続きから始められます。"
        badges={city.data && <StatusBadge status={stageOf(city.data)} table={STAGES} />}
        actions={
          <LinkButton icon="building" to={`/operator/cities/${tenantId}`}>
            市区町村の画面へ
          </LinkButton>
        }
      />
      <Loaded query={city}>{(onboarding) => <Steps city={onboarding} />}</Loaded>
    </>
  );
}

function Steps({ city }: { city: City }) {
  const { steps } = city;
  const offered = steps.filter(({ status }) => status !== 'unavailable');
  const next = steps.find(({ status }) => status === 'open' || status === 'failed');
  // What somebody opened or closed stays so; else the next step is open.
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({});
  return (
    <>
      <ProgressBar
        label="済んだ手順"
        done={offered.filter(({ status }) => status === 'done').length}
        total={offered.length}
        unit="手順"
      />
      {next?.key === 'live' && (
        <Notice kind="success" title="運営の手順は、すべて済みました">
          あとは、市区町村の管理者が練習し、「設定」の「練習モード」から本番に切りかえます。
        </Notice>
      )}
      <ol className="flex flex-col gap-4">
        {steps.map((step, index) => {
          const isOpen = toggled[step.key] ?? step.key === next?.key;
          const summary = summaryOf(step, city);
          return (
            <li key={step.key}>
              <StepCard
                number={index + 1}
                step={step}
                isOpen={isOpen}
                onToggle={() => setToggled({ ...toggled, [step.key]: !isOpen })}
                {...(summary === undefined ? {} : { summary })}
              >
                {contentOf(step, city)}
              </StepCard>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function contentOf(step: Step, city: City): ReactNode {
  const { tenantId } = city;
  switch (step.key) {
    case 'municipality':
      return (
        <p>
          市区町村は、あとから変えられません。ちがうときは、
          <TextLink to="/operator/onboarding">選び直して</TextLink>ください。この市区町村は、練習モードのまま残ります。
        </p>
      );
    case 'administrators':
      return <AdministratorsStep tenantId={tenantId} />;
    case 'plan':
      return <PlanStep tenantId={tenantId} planKey={textIn(step, 'planKey')} />;
    case 'channel':
      return <ChannelStep city={city} />;
    case 'features':
      return <FeaturesStep tenantId={tenantId} />;
    case 'menu':
      return <MenuStep city={city} />;
    case 'live':
      return (
        <p>
          市区町村の管理者だけができます。試験の住民で使ってみてから、管理者の「設定」にある「練習モード」で切りかえます。一度切りかえると、練習には戻りません。
        </p>
      );
  }
}

function summaryOf(step: Step, { name, slug, health }: City): string | undefined {
  if (step.status !== 'done') return undefined;
  switch (step.key) {
    case 'municipality':
      return `${name}（${slug}）`;
    case 'administrators': {
      const roles = listIn(step, 'roles').map((role) => ROLES.get(role) ?? role);
      return roles.length === 0 ? undefined : `最後に招待した人：${roles.join('、')}`;
    }
    case 'channel':
      return health.channel === null ? undefined : `${health.channel.displayName}（${health.channel.lineChannelId}）`;
    default:
      return undefined;
  }
}

const ROLES: ReadonlyMap<string, string> = new Map(Object.entries(ROLE_LABELS));

function textIn({ detail }: Step, key: string): string | undefined {
  const value = detail[key];
  return typeof value === 'string' ? value : undefined;
}

function listIn({ detail }: Step, key: string): string[] {
  const value: unknown = detail[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
