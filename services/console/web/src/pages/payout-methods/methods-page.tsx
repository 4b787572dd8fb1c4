import { useApiQuery } from '../../api/use-api.ts';
import { Badge, type Column, DateTime, formatYen, LoadProblem, PageHeader, Table } from '../../components/index.ts';
import { useNames } from '../benefits/use-colleagues.ts';
import type { Method } from '../benefits/use-methods.ts';

const MODES: Readonly<Record<Method['mode'], string>> = {
  file: '振込データを銀行に渡す',
  instant: '承認すると、すぐに届く',
};

export function Page() {
  const methods = useApiQuery('/payout-methods');
  const nameOf = useNames();
  const columns: readonly Column<Method>[] = [
    {
      key: 'title',
      header: '受け取り方',
      cell: ({ title }) => <span className="text-std-16B-170">{title}</span>,
    },
    {
      key: 'state',
      header: '状態',
      cell: ({ setUp, isPractice }) =>
        isPractice ? (
          <Badge tone="purple">練習用</Badge>
        ) : setUp === null ? (
          <Badge tone="yellow">未設定</Badge>
        ) : (
          <Badge tone="green">設定済み</Badge>
        ),
    },
    { key: 'mode', header: '届き方', cell: ({ mode }) => MODES[mode] },
    {
      key: 'amount',
      header: '払える金額',
      cell: ({ amount }) => `${formatYen(amount.minYen)} 〜 ${formatYen(amount.maxYen)}`,
    },
    {
      key: 'set',
      header: '設定した人',
      cell: ({ setUp }) =>
        setUp === null ? (
          '－'
        ) : (
          <>
            {nameOf(setUp.setBy)}　<DateTime value={setUp.setAt} />
          </>
        ),
    },
  ];
  return (
    <>
      <PageHeader
        title="受け取り方"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="給付金を住民に届ける方法です。銀行や発行会社との契約のとおりに設定すると、給付事業で選べるようになります。"
      />
      {methods.error === null ? (
        <Table
          caption="受け取り方の一覧"
          columns={columns}
          rows={methods.data?.methods}
          rowKey={({ key }) => key}
          rowHref={({ key }) => `/settings/payout-methods/${key}`}
        />
      ) : (
        <LoadProblem problem={methods.error} retry={() => void methods.refetch()} />
      )}
    </>
  );
}
