import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import {
  Badge,
  Button,
  Card,
  type Column,
  ConfirmDialog,
  DateTime,
  EmptyState,
  Loaded,
  Notice,
  PageHeader,
  StatusBadge,
  type StatusTable,
  Table,
} from '../../components/index.ts';
import { useCity, useMay } from '../../shell/me.ts';

type Resident = AnswerOf<'GET /practice/residents'>['residents'][number];
type Check = AnswerOf<'GET /practice/checks'>['checks'][number];

export function Page() {
  const city = useCity();
  const mayManage = useMay()('manage');
  const isPractice = city.practice;
  return (
    <>
      <PageHeader
        title="練習モード"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="本番の前に、職員が住民の役になって試せます。練習中は、お金は動かず、お知らせは印をつけた人にだけ届きます。"
        badges={isPractice ? <Badge tone="yellow">練習中</Badge> : <Badge tone="green">本番</Badge>}
      />
      <TestResidents />
      {isPractice ? (
        mayManage ? (
          <GoLive />
        ) : (
          <Notice>本番に切りかえられるのは、管理者です。</Notice>
        )
      ) : (
        <Notice kind="success">本番で動いています。練習には戻せません。</Notice>
      )}
    </>
  );
}

function TestResidents() {
  const residents = useApiQuery('/practice/residents');
  const mark = useApiMutation('PUT /practice/residents/:residentId', { invalidates: ['/practice/residents'] });
  const onMark = ({ residentId, isTest }: Resident) =>
    mark.mutate({ params: { residentId }, body: { isTest: !isTest } });
  return (
    <Card
      title="練習に参加する人"
      lead="LINEで何か送ってから、その時刻を目じるしに、自分に印をつけてください。名前はここではわかりません。"
      actions={
        <Button icon="retry" busy={residents.isFetching} onClick={() => void residents.refetch()}>
          読み直す
        </Button>
      }
    >
      <Loaded query={residents}>
        {({ residents: rows }) => (
          <Table
            caption="最近話しかけた住民"
            columns={residentColumns(onMark)}
            rows={rows}
            rowKey={({ residentId }) => residentId}
            empty={
              <EmptyState icon="people" title="まだだれも話しかけていません">
                市のLINE公式アカウントを友だちに追加して、何か送ってください。
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </Card>
  );
}

function residentColumns(onMark: (resident: Resident) => void): Column<Resident>[] {
  return [
    {
      key: 'lastEventAt',
      header: '最後に話しかけたとき',
      cell: ({ lastEventAt, since }) => <DateTime value={lastEventAt ?? since} />,
    },
    { key: 'since', header: '友だちになったとき', cell: ({ since }) => <DateTime value={since} /> },
    {
      key: 'isTest',
      header: '練習',
      cell: ({ isTest }) => (isTest ? <Badge tone="blue">参加します</Badge> : <Badge>参加しません</Badge>),
    },
    {
      key: 'actions',
      header: <span className="sr-only">操作</span>,
      align: 'end',
      cell: (resident) => (
        <Button size="sm" onClick={() => onMark(resident)}>
          {resident.isTest ? '印をはずす' : '印をつける'}
        </Button>
      ),
    },
  ];
}

const CHECK_STATUS: StatusTable<Check['status']> = {
  ok: { label: '済み', tone: 'green' },
  advice: { label: 'おすすめ', tone: 'yellow' },
  blocking: { label: '必要', tone: 'red' },
};

function GoLive() {
  const checks = useApiQuery('/practice/checks');
  const [isAsking, setAsking] = useState(false);
  const goLive = useApiMutation('POST /practice/end', {
    done: '本番に切りかえました。',
    onDone: () => setAsking(false),
  });
  return (
    <Card title="本番に切りかえる" lead="次のことを確かめてから、切りかえます。">
      <Loaded query={checks}>
        {({ checks: rows }) => {
          const inTheWay = rows.filter(({ status }) => status === 'blocking').length;
          return (
            <>
              <ul className="flex flex-col divide-y divide-line">
                {rows.map(({ key, title, status, text }) => (
                  <li key={key} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-3">
                    <span className="w-24 shrink-0">
                      <StatusBadge status={status} table={CHECK_STATUS} />
                    </span>
                    <span className="min-w-60 flex-1">
                      <span className="block font-bold">{title}</span>
                      <span className="whitespace-pre-line">{text}</span>
                    </span>
                  </li>
                ))}
              </ul>
              {inTheWay > 0 && <p>「必要」の{inTheWay}個を済ませると、切りかえられます。</p>}
              <div>
                <Button look="danger" disabled={inTheWay > 0} onClick={() => setAsking(true)}>
                  本番に切りかえる
                </Button>
              </div>
            </>
          );
        }}
      </Loaded>
      <ConfirmDialog
        open={isAsking}
        title="本番に切りかえますか"
        confirm="本番に切りかえる"
        look="danger"
        busy={goLive.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => goLive.mutate({})}
      >
        <p>
          これからは、友だちになっているすべての住民にお知らせが届き、承認したお金が実際に支払われます。練習には戻せません。
        </p>
      </ConfirmDialog>
    </Card>
  );
}
