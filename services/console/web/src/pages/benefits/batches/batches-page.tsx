import { useApiQuery } from '../../../api/use-api.ts';
import {
  Card,
  type Column,
  EmptyState,
  formatCount,
  formatDate,
  LoadProblem,
  Money,
  StatusBadge,
  Table,
} from '../../../components/index.ts';
import { Permitted } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import { useNames } from '../use-colleagues.ts';
import { BATCH_STATUS, type Batch, type Program } from '../words.ts';
import { Preparing } from './preparing.tsx';

export function Page() {
  return (
    <ProgramPage
      title="振込データ"
      lead="銀行に渡す総合振込のファイルです。ひとりがつくり、別の人が銀行に渡してよいと決めます。同じ振込が二度ファイルに入ることはありません。"
    >
      {(program) => <Batches program={program} />}
    </ProgramPage>
  );
}

function Batches({ program }: { program: Program }) {
  const batches = useApiQuery('/programs/:programId/batches', { params: { programId: program.id } });
  const nameOf = useNames();
  const columns: readonly Column<Batch>[] = [
    { key: 'payOn', header: '振込指定日', cell: ({ payOn }) => formatDate(payOn, 'day') },
    { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={BATCH_STATUS} /> },
    { key: 'count', header: '件数', align: 'end', cell: ({ count }) => formatCount(count) },
    { key: 'total', header: '合計', align: 'end', cell: ({ totalYen }) => <Money yen={totalYen} /> },
    { key: 'prepared', header: 'つくった人', cell: ({ preparedBy }) => nameOf(preparedBy) },
    { key: 'released', header: '決めた人', cell: ({ releasedBy }) => nameOf(releasedBy) },
  ];
  return (
    <>
      <Card
        title="振込データをつくる"
        lead="承認済みで、まだどの振込データにも入っていない振込を、ひとつのファイルにします。"
      >
        <Permitted permission="prepare" action="振込データをつくること">
          <Preparing program={program} />
        </Permitted>
      </Card>
      {batches.error === null ? (
        <Table
          caption="振込データの一覧、新しいものから"
          columns={columns}
          rows={batches.data?.batches}
          rowKey={({ batchId }) => batchId}
          rowHref={({ batchId }) => `/benefits/${program.id}/batches/${batchId}`}
          empty={<EmptyState icon="receipt" title="振込データは、まだありません" />}
        />
      ) : (
        <LoadProblem problem={batches.error} retry={() => void batches.refetch()} />
      )}
    </>
  );
}
