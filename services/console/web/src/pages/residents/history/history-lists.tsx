// What happened with a resident, by kind.
import { Badge, Card, type Column, DateTime, Money, Table, TextLink, Timeline } from '../../../components/index.ts';
import type { ResidentHistory } from './resident-history.ts';

type Case = ResidentHistory['cases'][number];
type Application = ResidentHistory['applications'][number];
type Message = ResidentHistory['messages'][number];

const CASES: readonly Column<Case>[] = [
  {
    key: 'number',
    header: '受付番号',
    cell: ({ number }) => <TextLink to={`/cases/${number}`}>{number}</TextLink>,
    nowrap: true,
  },
  {
    key: 'title',
    header: '件名・機能',
    cell: ({ title, feature }) => (
      <>
        {title}
        <span className="block text-dns-14N-130 text-solid-gray-700">{feature.title}</span>
      </>
    ),
  },
  { key: 'isReporter', header: 'かかわり', cell: ({ isReporter }) => (isReporter ? '知らせた' : '同じ内容と知らせた') },
  {
    key: 'status',
    header: '対応状況・受付日時',
    cell: ({ statusText, createdAt }) => (
      <>
        {statusText}
        <span className="block text-dns-14N-130">
          <DateTime value={createdAt} />
        </span>
      </>
    ),
    nowrap: true,
  },
];

export function Cases({ cases }: { cases: readonly Case[] }) {
  return (
    <Card title={`受付（${cases.length}件）`}>
      <Table
        caption="この住民の受付"
        columns={CASES}
        rows={cases}
        rowKey={({ number }) => number}
        dense
        empty={<p>受付はありません。</p>}
      />
    </Card>
  );
}

const CLAIM_STATUS: Readonly<Record<Application['status'], string>> = {
  keyed: '確認を待っています',
  claimed: '承認を待っています',
  approved: '支払いを待っています',
  paid: '支払いました',
  returned: '振込が戻りました',
  cancelled: '取り消されました',
};

const APPLICATIONS: readonly Column<Application>[] = [
  { key: 'number', header: '申請番号', cell: ({ number }) => number, nowrap: true },
  {
    key: 'program',
    header: '給付事業',
    cell: ({ programId, programName }) => <TextLink to={`/benefits/${programId}`}>{programName}</TextLink>,
  },
  { key: 'status', header: '状態', cell: ({ status }) => CLAIM_STATUS[status] },
  { key: 'amount', header: '金額', cell: ({ amountYen }) => <Money yen={amountYen} />, align: 'end', nowrap: true },
  { key: 'receivedAt', header: '申請日時', cell: ({ receivedAt }) => <DateTime value={receivedAt} />, nowrap: true },
];

export function Applications({ applications }: { applications: readonly Application[] }) {
  return (
    <Card title={`給付金の申請（${applications.length}件）`}>
      <Table
        caption="この住民の給付金の申請"
        columns={APPLICATIONS}
        rows={applications}
        rowKey={({ claimId }) => claimId}
        dense
        empty={<p>申請はありません。</p>}
      />
    </Card>
  );
}

const MESSAGES: readonly Column<Message>[] = [
  { key: 'createdAt', header: '日時', cell: ({ createdAt }) => <DateTime value={createdAt} />, nowrap: true },
  { key: 'purpose', header: '何のため', cell: ({ purposeText }) => purposeText },
  {
    key: 'status',
    header: '結果',
    cell: ({ status, statusText }) => <Badge tone={status === 'sent' ? 'green' : 'gray'}>{statusText}</Badge>,
  },
];

export function Messages({ messages }: { messages: readonly Message[] }) {
  return (
    <Card title="送ったもの" lead="新しいものから50通までです。文章は出ません。">
      <Table
        caption="この住民に送ったもの"
        columns={MESSAGES}
        rows={messages}
        rowKey={({ messageId }) => messageId}
        dense
        empty={<p>送ったものはありません。</p>}
      />
    </Card>
  );
}

const STEPS = {
  registered: '本人確認の登録に同意しました',
  refreshed: '登録を新しくしました',
  withdrawn: '登録をやめました',
} as const;

export function Consents({ consents }: { consents: ResidentHistory['consents'] }) {
  return (
    <Card title="同意の記録">
      {consents.length === 0 ? (
        <p>同意の記録はありません。</p>
      ) : (
        <Timeline
          label="同意の記録、古いものから"
          entries={consents.map(({ at, step, version }) => ({
            ...{ key: `${at} ${step}`, at, title: STEPS[step] },
            icon: step === 'withdrawn' ? 'minus' : 'check',
            ...(version === null ? {} : { by: `${version}版の説明` }),
          }))}
        />
      )}
    </Card>
  );
}
