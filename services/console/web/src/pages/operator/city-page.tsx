import { useParams } from 'react-router';
import { useApiQuery } from '../../api/use-api.ts';
import { Card, DateTime, LinkButton, Loaded, PageHeader, StatusBadge } from '../../components/index.ts';
import { BillingCard } from './billing-card.tsx';
import { type City, STAGES, stageOf } from './city-state.ts';
import { HealthCard } from './health-card.tsx';

/** One city, as the platform sees it: nothing of its residents. */
export function Page() {
  const { tenantId = '' } = useParams();
  const city = useApiQuery('/operator/cities/:tenantId', { params: { tenantId } });
  return (
    <>
      <PageHeader
        title={city.data?.name ?? '市区町村'}
        crumbs={[{ to: '/operator/cities', label: '市区町村' }]}
        lead="導入の進み、調子、契約です。住民や受付の内容は、運営には見えません。"
        badges={city.data && <StatusBadge status={stageOf(city.data)} table={STAGES} />}
      />
      <Loaded query={city}>
        {(found) => (
          <>
            <HealthCard health={found.health} />
            <ProgressCard city={found} />
          </>
        )}
      </Loaded>
      <BillingCard tenantId={tenantId} />
    </>
  );
}

function ProgressCard({ city: { tenantId, steps, liveAt, health } }: { city: City }) {
  const open = steps.filter(({ status }) => status === 'open' || status === 'failed');
  return (
    <Card
      title="導入"
      actions={
        <LinkButton icon="rocket" to={`/operator/onboarding/${tenantId}`}>
          導入の手順へ
        </LinkButton>
      }
    >
      {open.length === 0 ? (
        <p>すべての手順が済んでいます。</p>
      ) : (
        <p>
          残っている手順：<span className="font-bold">{open.map(({ title }) => title).join('、')}</span>
        </p>
      )}
      <p className="text-solid-gray-700">
        始めた日 <DateTime value={health.createdAt} format="short" />
        {liveAt !== null && (
          <>
            ・本番になった日 <DateTime value={liveAt} format="short" />
          </>
        )}
      </p>
    </Card>
  );
}
