import { useParams } from 'react-router';
import { useApiQuery } from '../../../api/use-api.ts';
import {
  Card,
  type Column,
  DateTime,
  DescriptionList,
  formatCount,
  LinkButton,
  Loaded,
  Notice,
  Skeleton,
  StatusBadge,
  Table,
} from '../../../components/index.ts';
import { useMe } from '../../../shell/me.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { Permitted, Reason } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import { useNames } from '../use-colleagues.ts';
import { LIST_STATUS, type StoredList } from '../words.ts';
import { Difference } from './difference.tsx';
import { ReadingProgress } from './reading-progress.tsx';

const LOOK_AGAIN_MS = 1_000;

type Problem = NonNullable<StoredList['report']>['problems'][number];

const PROBLEM_COLUMNS: readonly Column<Problem>[] = [
  { key: 'line', header: '行', align: 'end', width: 'w-24', cell: ({ line }) => formatCount(line) },
  { key: 'column', header: '列', width: 'w-48', cell: ({ column }) => (column === '' ? '行ぜんたい' : column) },
  { key: 'message', header: 'どうするか', cell: ({ message }) => message },
];

export function Page() {
  return (
    <ProgramPage title="リストの内容" parent={{ path: '/lists', label: '対象者リスト' }}>
      {() => <ListView />}
    </ProgramPage>
  );
}

function ListView() {
  const { listId = '' } = useParams();
  const list = useApiQuery(
    '/lists/:listId',
    { params: { listId } },
    { refetchInterval: (found) => (found?.status === 'reading' ? LOOK_AGAIN_MS : false) },
  );
  return (
    <Loaded query={list} loading={<Skeleton lines={8} />}>
      {(found) => (
        <>
          <Facts list={found} />
          {found.status === 'reading' && <ReadingProgress list={found} />}
          {found.status === 'refused' && (
            <Notice
              kind="error"
              title={`取り込めませんでした。直すところが${formatCount(found.report?.problemCount ?? 0)}か所あります`}
              actions={<LinkButton to={`/benefits/${found.programId}/lists`}>別のファイルを選ぶ</LinkButton>}
            >
              何も変わっていません。下の表のとおりに直して、もう一度取り込んでください。
            </Notice>
          )}
          <Findings list={found} />
          {found.difference !== null && <Difference list={found} difference={found.difference} />}
          {found.status === 'staged' && <Applying list={found} />}
          {found.status === 'applied' && (
            <Notice
              kind="success"
              title="このリストが有効です"
              actions={<LinkButton to={`/benefits/${found.programId}/matches`}>照合へ進む</LinkButton>}
            >
              反映のあとは、そのつど照合をしてください。
            </Notice>
          )}
        </>
      )}
    </Loaded>
  );
}

function Facts({ list }: { list: StoredList }) {
  const nameOf = useNames();
  const { number, fileName, fileHash, status, rowCount, uploadedBy, createdAt, appliedBy, appliedAt } = list;
  return (
    <Card title={`第${number}版`} actions={<StatusBadge status={status} table={LIST_STATUS} />}>
      <DescriptionList
        items={[
          { term: 'ファイル', value: fileName },
          { term: '行数', value: `${formatCount(rowCount)}行` },
          {
            term: '取り込んだ人',
            value: (
              <>
                {nameOf(uploadedBy)}　<DateTime value={createdAt} />
              </>
            ),
          },
          ...(appliedBy === null
            ? []
            : [
                {
                  term: '反映した人',
                  value: (
                    <>
                      {nameOf(appliedBy)}　<DateTime value={appliedAt} />
                    </>
                  ),
                },
              ]),
          { term: 'ファイルの確認番号', value: <span className="font-mono">{fileHash.slice(0, 16)}</span> },
        ]}
      />
    </Card>
  );
}

function Findings({ list: { report } }: { list: StoredList }) {
  if (report === null) return null;
  const { problems, problemCount, warnings, warningCount } = report;
  return (
    <>
      {problemCount > 0 && <ProblemTable title="直すところ" rows={problems} count={problemCount} />}
      {warningCount > 0 && <ProblemTable title="念のため確かめるところ" rows={warnings} count={warningCount} />}
    </>
  );
}

function ProblemTable({ title, rows, count }: { title: string; rows: readonly Problem[]; count: number }) {
  return (
    <div className="flex flex-col gap-2">
      <Table
        caption={`${title}（${formatCount(count)}か所）`}
        captionShown
        columns={PROBLEM_COLUMNS}
        rows={rows}
        rowKey={({ line, column, message }) => `${line} ${column} ${message}`}
        dense
      />
      {rows.length < count && (
        <p className="text-solid-gray-700">初めの{formatCount(rows.length)}か所を表示しています。</p>
      )}
    </div>
  );
}

function Applying({ list }: { list: StoredList }) {
  const { staffId } = useMe();
  const { added = 0, changed = 0, withdrawn = 0, stopped = 0 } = list.difference?.counts ?? {};
  return (
    <Card title="反映する" lead="取り込んだ人とは別の人が、上の違いを確かめて反映します。">
      <Permitted permission="approve" action="リストの反映">
        {list.uploadedBy === `staff:${staffId}` ? (
          <Reason>あなたが取り込んだリストなので、あなたは反映できません。別の承認者か管理者に頼んでください。</Reason>
        ) : (
          <div>
            <ConfirmedAction
              route="POST /lists/:listId/apply"
              input={{ params: { listId: list.id } }}
              label="このリストを反映する"
              look="primary"
              title={`第${list.number}版を反映しますか`}
              done="反映しました。つぎは照合です。"
            >
              <p>
                追加 {formatCount(added)}人、変更 {formatCount(changed)}人、対象外になる {formatCount(withdrawn)}
                人です。
              </p>
              {stopped > 0 && <p>まだ送っていない支払い {formatCount(stopped)}件が止まります。</p>}
            </ConfirmedAction>
          </div>
        )}
      </Permitted>
    </Card>
  );
}
