import type { AnswerOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';
import {
  type Column,
  EmptyState,
  formatCount,
  formatDate,
  LinkButton,
  LoadProblem,
  Money,
  PageHeader,
  Table,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import { ProgramBadges } from './program-page.tsx';
import { summarize, type Totals } from './sum-totals.ts';

type Row = AnswerOf<'GET /programs'>['programs'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', header: '給付事業', cell: ({ name }) => <span className="text-std-16B-170">{name}</span> },
  {
    key: 'status',
    header: '状態・申請期間',
    nowrap: true,
    cell: (program) => (
      <>
        <span className="flex flex-wrap gap-2">
          <ProgramBadges program={program} />
        </span>
        <span className="mt-1 block text-dns-14N-130">
          {formatDate(program.opensOn, 'short')} から
          <br />
          {formatDate(program.closesOn, 'short')} まで
        </span>
      </>
    ),
  },
  {
    key: 'entitled',
    header: '対象',
    align: 'end',
    cell: ({ totals, amountRule }) => (
      <Amount {...summarize(totals).entitled} unit={amountRule === 'person' ? '人' : '世帯'} />
    ),
  },
  { key: 'applied', header: '申請', align: 'end', cell: ({ totals }) => <Amount {...summarize(totals).applied} /> },
  { key: 'approved', header: '承認', align: 'end', cell: ({ totals }) => <Amount {...summarize(totals).approved} /> },
  { key: 'paid', header: '支給', align: 'end', cell: ({ totals }) => <Amount {...summarize(totals).paid} /> },
];

export function Page() {
  const programs = useApiQuery('/programs');
  const mayPrepare = useMay()('prepare');
  const create = (
    <LinkButton to="/benefits/new" look="primary" icon="plus">
      給付事業をつくる
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="給付金"
        lead="対象者リストを読み込み、LINEや手紙で知らせ、申請を受け、ふたりで承認して支払うまでを、順に進めます。"
        actions={mayPrepare && create}
      />
      {programs.error === null ? (
        <Table
          caption="給付事業の一覧、新しいものから"
          columns={COLUMNS}
          rows={programs.data?.programs}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/benefits/${id}`}
          empty={
            <EmptyState icon="coin" title="給付事業は、まだありません" actions={mayPrepare && create}>
              {mayPrepare
                ? '名前・金額・期間を決めて、つくってください。はじめは練習用でつくり、ひととおり試すことをおすすめします。'
                : '担当者か管理者がつくると、ここに出ます。'}
            </EmptyState>
          }
        />
      ) : (
        <LoadProblem problem={programs.error} retry={() => void programs.refetch()} />
      )}
    </>
  );
}

function Amount({ count, amountYen, unit = '件' }: Totals & { unit?: string }) {
  return (
    <>
      <span className="font-bold whitespace-nowrap">
        {formatCount(count)} {unit}
      </span>
      <br />
      <Money yen={amountYen} className="text-dns-14N-130 text-solid-gray-700" />
    </>
  );
}
