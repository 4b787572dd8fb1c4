import type { ItemOf } from '../../../api/api-types.ts';
import { useApiPages } from '../../../api/use-api.ts';
import {
  type Column,
  EmptyState,
  FilterBar,
  formatCount,
  Money,
  MorePages,
  StatusBadge,
  Table,
  TextLink,
  useUrlFilters,
} from '../../../components/index.ts';
import { sayErrorCode } from '../payouts/error-codes.ts';
import { type Batch, PAYOUT_STATUS, type Program } from '../words.ts';

export type Line = ItemOf<'/batches/:batchId/lines'>;

export function LineTable({ program, batch }: { program: Program; batch: Batch }) {
  const filters = useUrlFilters(['line', 'claimNumber', 'returned']);
  const { line, claimNumber, returned } = filters.chosen;
  const lines = useApiPages('/batches/:batchId/lines', {
    params: { batchId: batch.batchId },
    query: {
      ...(line !== undefined && /^\d+$/.test(line) ? { line } : {}),
      ...(claimNumber === undefined ? {} : { claimNumber }),
      ...(returned === undefined ? {} : { status: 'returned' }),
    },
  });
  const columns: readonly Column<Line>[] = [
    { key: 'line', header: '行', align: 'end', width: 'w-20', cell: ({ line: place }) => formatCount(place) },
    {
      key: 'claim',
      header: '申請',
      cell: ({ claimId, claimNumber: number }) => (
        <TextLink to={`/benefits/${program.id}/claims/${claimId}`}>{number}</TextLink>
      ),
    },
    { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
    { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={PAYOUT_STATUS} /> },
    {
      key: 'reason',
      header: '戻ったわけ',
      cell: ({ errorCode }) => (errorCode === null ? '－' : sayErrorCode(errorCode)),
    },
  ];
  return (
    <>
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'search', key: 'line', label: '行の番号' },
          { kind: 'search', key: 'claimNumber', label: '受付番号（終わりの数字だけでも）' },
          { kind: 'select', key: 'returned', label: '状態', options: [{ value: 'yes', label: '戻ってきたもの' }] },
        ]}
      />
      {lines.problem === null && (
        <Table
          caption="振込データの明細"
          columns={columns}
          rows={lines.isPending ? undefined : lines.items}
          rowKey={({ payoutId }) => payoutId}
          dense
          empty={<EmptyState icon="search" title="この条件の明細はありません" />}
        />
      )}
      <MorePages pages={lines} />
    </>
  );
}
