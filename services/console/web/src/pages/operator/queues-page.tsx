import type { AnswerOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';
import {
  type Column,
  EmptyState,
  ExternalLink,
  formatCount,
  Loaded,
  Notice,
  PageHeader,
  Table,
} from '../../components/index.ts';

type Queue = AnswerOf<'GET /operator/queues'>['queues'][number];

/** How often the numbers are read anew, in milliseconds. */
const LOOK_AGAIN_MS = 5_000;

const count = (key: 'waiting' | 'active' | 'delayed' | 'failed' | 'completed', header: string): Column<Queue> => ({
  key,
  header,
  align: 'end',
  nowrap: true,
  cell: (queue) => formatCount(queue[key]),
});

const COLUMNS: readonly Column<Queue>[] = [
  {
    key: 'name',
    header: 'キュー',
    cell: ({ name, title }) => (
      <>
        <span className="block font-bold">{title}</span>
        <span className="block font-mono text-dns-14N-130 text-solid-gray-700">{name}</span>
      </>
    ),
  },
  count('waiting', '待っている'),
  count('active', '動いている'),
  count('delayed', '時刻を待つ'),
  count('failed', '失敗した'),
  count('completed', '済んだ'),
];

const BACKENDS = { redis: 'Redis', postgres: 'PostgreSQL' } as const;

export function Page() {
  const queues = useApiQuery('/operator/queues', undefined, { refetchInterval: LOOK_AGAIN_MS });
  return (
    <>
      <PageHeader
        title="キュー"
        lead="ワーカーを起こし、速さをそろえるための列です。大切な事実はすべてデータベースにあり、ここが空になっても失われません。"
      />
      <Loaded query={queues}>
        {({ backend, boardPath, queues: rows }) =>
          backend === null ? (
            <EmptyState icon="queue" title="この環境では、キューを見られません">
              コンソールの REDIS_URL か QUEUE_DATABASE_URL に、ワーカーと同じものを設定してください。
            </EmptyState>
          ) : (
            <>
              <Table caption="キューごとの仕事の数" columns={COLUMNS} rows={rows} rowKey={({ name }) => name} />
              <Notice title={`キューは${BACKENDS[backend]}にあります`}>
                「待っている」が増えつづけるときは、ワーカーを増やすか、LINEや発行元の障害を確かめてください。済んだものと失敗したものは、新しい一部だけが残ります。
                <span className="mt-2 block">
                  <ExternalLink href={boardPath}>ひとつずつの仕事を見る</ExternalLink>
                </span>
              </Notice>
            </>
          )
        }
      </Loaded>
    </>
  );
}
