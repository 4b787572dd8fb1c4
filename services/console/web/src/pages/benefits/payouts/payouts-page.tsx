import { useApiPages, useApiQuery } from '../../../api/use-api.ts';
import {
  Card,
  type Column,
  EmptyState,
  FilterBar,
  formatCount,
  Loaded,
  Money,
  MorePages,
  Skeleton,
  StatusBadge,
  Table,
  useUrlFilters,
} from '../../../components/index.ts';
import { ProgramPage } from '../program-page.tsx';
import { titleOf, useMethods } from '../use-methods.ts';
import { PAYOUT_STATUS, type Payout, type Program, type Progress } from '../words.ts';
import { PayoutTable } from './payout-table.tsx';
import { StuckPayouts } from './stuck-payouts.tsx';

/** While payments are on their way, between two looks. */
const LOOK_AGAIN_MS = 5_000;

export function Page() {
  return (
    <ProgramPage
      title="支払い"
      lead="承認した申請の支払いが、いまどこにあるか。ギフト・電子マネー・ATMは自動で進み、振込は振込データで進みます。"
    >
      {(program) => <Payouts program={program} />}
    </ProgramPage>
  );
}

function Payouts({ program }: { program: Program }) {
  const progress = useApiQuery(
    '/programs/:programId/progress',
    { params: { programId: program.id } },
    { refetchInterval: (found) => (found?.payouts.some(isMoving) ? LOOK_AGAIN_MS : false) },
  );
  return (
    <>
      <StuckPayouts program={program} />
      <Loaded query={progress} loading={<Skeleton lines={6} />}>
        {({ payouts }) => <Where totals={payouts} />}
      </Loaded>
      <PayoutList program={program} />
    </>
  );
}

function isMoving({ status }: Progress['payouts'][number]): boolean {
  return status === 'submitting' || status === 'submitted' || status === 'ready';
}

type Total = Progress['payouts'][number];

function Where({ totals }: { totals: readonly Total[] }) {
  const methods = useMethods();
  const columns: readonly Column<Total>[] = [
    { key: 'method', header: '受け取り方', cell: ({ method }) => titleOf(methods, method) },
    { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={PAYOUT_STATUS} /> },
    { key: 'count', header: '件数', align: 'end', cell: ({ count }) => formatCount(count) },
    { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
  ];
  return (
    <Card title="いまどこに">
      <Table
        caption="受け取り方と状態ごとの件数"
        columns={columns}
        rows={totals}
        rowKey={({ method, status }) => `${method} ${status}`}
        dense
        empty={
          <EmptyState icon="coin" title="支払いは、まだありません">
            申請を承認すると、ここに出ます。
          </EmptyState>
        }
      />
    </Card>
  );
}

function PayoutList({ program }: { program: Program }) {
  const filters = useUrlFilters(['method', 'status']);
  const { method, status } = filters.chosen;
  const methods = useMethods();
  const payouts = useApiPages('/programs/:programId/payouts', {
    params: { programId: program.id },
    query: {
      ...(method === undefined ? {} : { method }),
      ...(status !== undefined && Object.hasOwn(PAYOUT_STATUS, status) ? { status: status as Payout['status'] } : {}), // a key of the table
    },
  });
  if (!payouts.isPending && payouts.items.length === 0 && filters.isEmpty) return null;
  return (
    <>
      <FilterBar
        filters={filters}
        fields={[
          {
            kind: 'select',
            key: 'method',
            label: '受け取り方',
            options: program.methods.map((key) => ({ value: key, label: titleOf(methods, key) })),
          },
          {
            kind: 'select',
            key: 'status',
            label: '状態',
            options: Object.entries(PAYOUT_STATUS).map(([value, { label }]) => ({ value, label })),
          },
        ]}
      />
      {payouts.problem === null && (
        <PayoutTable
          programId={program.id}
          caption="支払いの一覧、承認した順"
          rows={payouts.isPending ? undefined : payouts.items}
        />
      )}
      <MorePages pages={payouts} />
    </>
  );
}
