// What a city owes and has paid, and what an operator does about it.
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api.ts';
import {
  Button,
  Card,
  type Column,
  DateTime,
  DescriptionList,
  EmptyState,
  ExternalLink,
  Loaded,
  lastMomentBefore,
  Money,
  Notice,
  StatusBadge,
  type StatusTable,
  Table,
} from '../../components/index.ts';
import { INTERVAL_NAMES } from '../billing/interval-change.tsx';
import { CityComingInterval, GraceDialog, IntervalDialog, PlanDialog, SubscribeDialog } from './billing-dialogs.tsx';
import { STANDINGS } from './city-state.ts';
import type { Billing } from './plan-words.ts';

type Invoice = Billing['invoices'][number];

const INVOICE_STATUS: StatusTable<string> = {
  draft: { label: '作成中', tone: 'gray' },
  open: { label: '支払い待ち', tone: 'yellow' },
  paid: { label: '支払い済み', tone: 'green' },
  uncollectible: { label: '回収できない', tone: 'red' },
  void: { label: '取り消し', tone: 'gray' },
};

const COLUMNS: readonly Column<Invoice>[] = [
  {
    key: 'number',
    header: '請求書',
    nowrap: true,
    cell: ({ number, pdfUrl }) =>
      pdfUrl === null ? (number ?? '－') : <ExternalLink href={pdfUrl}>{number ?? 'PDF'}</ExternalLink>,
  },
  {
    key: 'issuedAt',
    header: '発行日',
    nowrap: true,
    cell: ({ issuedAt }) => <DateTime value={issuedAt} format="short" />,
  },
  { key: 'dueAt', header: '期限', nowrap: true, cell: ({ dueAt }) => <DateTime value={dueAt} format="short" /> },
  { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={INVOICE_STATUS} /> },
  { key: 'paidAt', header: '入金日', nowrap: true, cell: ({ paidAt }) => <DateTime value={paidAt} format="short" /> },
  { key: 'total', header: '税込', align: 'end', nowrap: true, cell: ({ totalYen }) => <Money yen={totalYen} /> },
];

export function BillingCard({ tenantId }: { tenantId: string }) {
  const billing = useApiQuery('/operator/cities/:tenantId/billing', { params: { tenantId } });
  return (
    <Card title="契約と請求">
      <Loaded query={billing}>{(found) => <Contract tenantId={tenantId} billing={found} />}</Loaded>
    </Card>
  );
}

type Asked = 'plan' | 'interval' | 'subscribe' | 'grace';

function Contract({ tenantId, billing }: { tenantId: string; billing: Billing }) {
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const { plan, otherInterval, standing, next, openIntent } = billing;
  const actions = (
    <div className="flex flex-wrap gap-3">
      {billing.choices.length > 0 && <Button onClick={() => setAsked('plan')}>プランを変える</Button>}
      {otherInterval !== null && (
        <Button onClick={() => setAsked('interval')}>{INTERVAL_NAMES[otherInterval.interval]}に切り替える</Button>
      )}
      {plan !== null && <Button onClick={() => setAsked('grace')}>支払いを待つ</Button>}
      {plan === null && openIntent === null && <Button onClick={() => setAsked('subscribe')}>契約を始める</Button>}
    </div>
  );
  return (
    <>
      {openIntent !== null && (
        <Notice kind="warning" title="Stripeに伝えている途中です">
          数分しても変わらないときは、翌朝の見直しで、もう一度伝えます。
        </Notice>
      )}
      {plan === null ? (
        <EmptyState icon="receipt" title="契約はまだありません" actions={actions}>
          契約がなくても使えますが、請求もされません。
        </EmptyState>
      ) : (
        <>
          <DescriptionList
            items={[
              { term: '料金プラン', value: plan.name },
              { term: '料金（税込）', value: <Money yen={plan.totalYen} /> },
              { term: '状態', value: <StatusBadge status={standing} table={STANDINGS} /> },
              ...(billing.lateFrom === null
                ? []
                : [{ term: '遅れはじめた日', value: <DateTime value={billing.lateFrom} format="short" /> }]),
              ...(billing.readOnlyFrom === null
                ? []
                : [{ term: '閲覧のみになる日', value: <DateTime value={billing.readOnlyFrom} format="short" /> }]),
              ...(billing.graceUntil === null
                ? []
                : [{ term: '支払いを待つ期限', value: <DateTime value={billing.graceUntil} format="short" /> }]),
              {
                term: 'いまの契約期間の最後の日',
                value: <DateTime value={billing.periodEnd && lastMomentBefore(billing.periodEnd)} format="short" />,
              },
              { term: '次の請求（税込）', value: next === null ? 'いまは分かりません' : <Money yen={next.totalYen} /> },
            ]}
          />
          <CityComingInterval tenantId={tenantId} billing={billing} />
          {actions}
        </>
      )}
      {billing.invoices.length > 0 && (
        <Table
          caption="請求書、新しいものから"
          columns={COLUMNS}
          rows={billing.invoices}
          rowKey={({ id }) => id}
          dense
        />
      )}
      {asked === 'plan' && <PlanDialog tenantId={tenantId} billing={billing} onClose={close} />}
      {asked === 'interval' && otherInterval !== null && (
        <IntervalDialog tenantId={tenantId} plan={otherInterval} onClose={close} />
      )}
      {asked === 'subscribe' && <SubscribeDialog tenantId={tenantId} onClose={close} />}
      {asked === 'grace' && <GraceDialog tenantId={tenantId} onClose={close} />}
    </>
  );
}
