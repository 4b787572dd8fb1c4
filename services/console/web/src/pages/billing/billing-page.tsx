import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import {
  Badge,
  Button,
  Card,
  DescriptionList,
  EmptyState,
  formatDate,
  Loaded,
  lastMomentBefore,
  Money,
  PageHeader,
} from '../../components/index.ts';
import { ComingInterval, INTERVAL_NAMES, IntervalDialog, type Plan } from './interval-change.tsx';
import { InvoicesCard } from './invoices-card.tsx';
import { NextInvoiceCard } from './next-invoice-card.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { StandingNotice } from './standing-notice.tsx';

type Billing = AnswerOf<'GET /billing'>;

const INTERVALS = { month: '毎月', year: '毎年' } as const;

export function Page() {
  const billing = useApiQuery('/billing', undefined, {
    refetchInterval: (answer) => (answer?.openIntent ? 2_000 : false),
  });
  return (
    <>
      <PageHeader
        title="料金とお支払い"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="料金は、人口に応じた定額です。機能をいくつ使っても、住民が何人使っても変わりません。"
        actions={billing.data?.plan && <PortalButton />}
      />
      <Loaded query={billing}>
        {(answer) => (
          <>
            <StandingNotice {...answer} />
            <PlanCard billing={answer} />
            {answer.next !== null && <NextInvoiceCard title="次の請求" invoice={answer.next} />}
            <InvoicesCard invoices={answer.invoices} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Stripe's own pages, for this person and a short while. */
function PortalButton() {
  const portal = useApiMutation('POST /billing/portal', {
    invalidates: [],
    onDone: ({ url }) => window.location.assign(url),
  });
  return (
    <Button icon="external" busy={portal.isPending} onClick={() => portal.mutate({})}>
      お支払い方法と宛先を変える
    </Button>
  );
}

function PlanCard({ billing }: { billing: Billing }) {
  const [asked, setAsked] = useState<'plan' | 'interval'>();
  const close = () => setAsked(undefined);
  const { plan, otherInterval, periodStart, periodEnd, creditYen, choices, openIntent } = billing;
  if (plan === null) {
    return (
      <EmptyState icon="receipt" title="まだ契約がありません">
        契約は、手のひら市役所の運営が始めます。お問い合わせください。
      </EmptyState>
    );
  }
  const others = choices.filter(({ key }) => key !== plan.key);
  return (
    <Card
      title="料金プラン"
      actions={
        openIntent === null ? (
          <>
            {others.length > 0 && <Button onClick={() => setAsked('plan')}>プランを変える</Button>}
            {otherInterval !== null && (
              <Button onClick={() => setAsked('interval')}>{INTERVAL_NAMES[otherInterval.interval]}に切り替える</Button>
            )}
          </>
        ) : undefined
      }
    >
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-2">
        <p className="text-std-20B-150">{plan.name}</p>
        <p>
          <span className="text-std-28B-150">
            <Money yen={plan.totalYen} />
          </span>
          <span className="ml-2 text-solid-gray-700">
            {INTERVALS[plan.interval]}・税込(うち消費税 <Money yen={plan.taxYen} />)
          </span>
        </p>
        {openIntent !== null && <Badge tone="blue">変更の手続き中</Badge>}
      </div>
      <DescriptionList
        items={[
          {
            term: 'いまの契約期間',
            value:
              periodStart === null || periodEnd === null
                ? '—'
                : `${formatDate(periodStart, 'day')}から${formatDate(lastMomentBefore(periodEnd), 'day')}まで`,
          },
          ...(creditYen > 0 ? [{ term: '次の請求から引く額', value: <Money yen={creditYen} /> }] : []),
        ]}
      />
      <CityComingInterval billing={billing} />
      {asked === 'plan' && <PlanDialog plans={others} onClose={close} />}
      {asked === 'interval' && otherInterval !== null && <CityIntervalDialog plan={otherInterval} onClose={close} />}
    </Card>
  );
}

function CityComingInterval({ billing }: { billing: Billing }) {
  const withdrawal = useApiMutation('DELETE /billing/interval', { done: '切り替えを取りやめました。' });
  return <ComingInterval {...billing} busy={withdrawal.isPending} onWithdraw={() => withdrawal.mutate({})} />;
}

function CityIntervalDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { interval } = plan;
  const preview = useApiQuery('/billing/interval-preview', { query: { interval } });
  const change = useApiMutation('PUT /billing/interval', { done: '切り替えを予定しました。', onDone: onClose });
  return (
    <IntervalDialog
      plan={plan}
      preview={preview}
      busy={change.isPending}
      onConfirm={() => change.mutate({ body: { interval } })}
      onClose={onClose}
    />
  );
}
