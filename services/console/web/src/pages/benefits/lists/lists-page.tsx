import type { AnswerOf } from '../../../api/api-types.ts';
import { useApiQuery } from '../../../api/use-api.ts';
import {
  Card,
  type Column,
  DateTime,
  EmptyState,
  formatCount,
  LoadProblem,
  Notice,
  StatusBadge,
  Table,
} from '../../../components/index.ts';
import { Permitted } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import { useNames } from '../use-colleagues.ts';
import { LIST_STATUS, type Program } from '../words.ts';
import { ListUpload } from './list-upload.tsx';
import { ReadingProgress } from './reading-progress.tsx';

type Row = AnswerOf<'GET /programs/:programId/lists'>['lists'][number];

/** While a list is being read, between two looks at how far it is. */
const LOOK_AGAIN_MS = 1_000;

export function Page() {
  return (
    <ProgramPage
      title="対象者リスト"
      lead="基幹システムから書き出したCSVを取り込みます。取り込んだだけでは何も変わりません。違いを確かめて、別の人が反映します。"
    >
      {(program) => <Lists program={program} />}
    </ProgramPage>
  );
}

function Lists({ program }: { program: Program }) {
  const lists = useApiQuery(
    '/programs/:programId/lists',
    { params: { programId: program.id } },
    { refetchInterval: (found) => (found?.lists.some(isReading) ? LOOK_AGAIN_MS : false) },
  );
  const reading = lists.data?.lists.find(isReading);
  return (
    <>
      {program.status === 'closed' ? (
        <Notice title="受付が終わったので、新しいリストは取り込めません" />
      ) : (
        <Card title="リストを取り込む">
          <Permitted permission="prepare" action="リストの取り込み">
            <ListUpload program={program} isReading={reading !== undefined} onSent={() => void lists.refetch()} />
          </Permitted>
        </Card>
      )}
      {reading !== undefined && <ReadingProgress list={reading} />}
      {lists.error === null ? (
        <ListTable programId={program.id} rows={lists.data?.lists} />
      ) : (
        <LoadProblem problem={lists.error} retry={() => void lists.refetch()} />
      )}
    </>
  );
}

function ListTable({ programId, rows }: { programId: string; rows: readonly Row[] | undefined }) {
  const nameOf = useNames();
  const columns: readonly Column<Row>[] = [
    { key: 'number', header: '版', cell: ({ number, fileName }) => `第${number}版 ${fileName}` },
    { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={LIST_STATUS} /> },
    { key: 'rows', header: '行', align: 'end', cell: ({ rowCount }) => formatCount(rowCount) },
    {
      key: 'problems',
      header: '直すところ',
      align: 'end',
      cell: ({ report }) => formatCount(report?.problemCount ?? 0),
    },
    { key: 'uploaded', header: '取り込んだ人', cell: ({ uploadedBy }) => nameOf(uploadedBy) },
    { key: 'at', header: '取り込んだ日時', nowrap: true, cell: ({ createdAt }) => <DateTime value={createdAt} /> },
    { key: 'applied', header: '反映した人', cell: ({ appliedBy }) => nameOf(appliedBy) },
  ];
  return (
    <Table
      caption="取り込んだリスト、新しいものから"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/benefits/${programId}/lists/${id}`}
      empty={
        <EmptyState icon="list" title="リストは、まだ取り込まれていません">
          宛名番号・世帯番号・続柄・氏名・生年月日・住所の列があるCSVを用意してください。
        </EmptyState>
      }
    />
  );
}

function isReading({ status }: Row): boolean {
  return status === 'reading';
}
