import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useApiQuery } from '../../api/use-api.ts';
import { Badge, Icon, Loaded, PageHeader, Skeleton, StatusBadge, Tabs } from '../../components/index.ts';
import { PROGRAM_STATUS, type Program } from './words.ts';

const TABS = [
  ['', '概要'],
  ['/lists', '対象者'],
  ['/matches', '照合'],
  ['/reach', '届け方'],
  ['/notices', 'お知らせ'],
  ['/claims', '申請'],
  ['/approvals', '承認'],
  ['/batches', '振込'],
  ['/payouts', '支払い'],
  ['/households', '世帯の記録'],
  ['/survey', 'アンケート'],
] as const;

export type ProgramPageProps = {
  /** Of the page; the overview has none and bears the program's name. */
  title?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** A page below one of the tabs: 「申請」. */
  parent?: { path: string; label: string };
  children: (program: Program) => ReactNode;
};

/** What every page of a program has: where one is, whether it is practice, and the way to the other pages. */
export function ProgramPage({ title, lead, actions, parent, children }: ProgramPageProps) {
  const { programId = '' } = useParams();
  const program = useApiQuery('/programs/:programId', { params: { programId } });
  const base = `/benefits/${programId}`;
  const name = program.data?.name ?? '給付事業';
  const crumbs = [
    { to: '/benefits', label: '給付金' },
    ...(title === undefined ? [] : [{ to: base, label: name }]),
    ...(parent === undefined ? [] : [{ to: `${base}${parent.path}`, label: parent.label }]),
  ];
  return (
    <>
      <PageHeader
        title={title ?? name}
        crumbs={crumbs}
        lead={lead}
        badges={program.data && <ProgramBadges program={program.data} />}
        actions={actions}
      />
      {program.data?.isPractice && <PracticeBanner />}
      <Tabs
        label={`${name}のページ`}
        tabs={TABS.map(([path, label]) => ({ to: `${base}${path}`, label, end: path === '' }))}
      />
      <Loaded query={program} loading={<Skeleton lines={8} />}>
        {children}
      </Loaded>
    </>
  );
}

export function ProgramBadges({
  program: { status, isPractice },
}: {
  program: Pick<Program, 'status' | 'isPractice'>;
}) {
  return (
    <>
      <StatusBadge status={status} table={PROGRAM_STATUS} />
      {isPractice && <Badge tone="purple">練習</Badge>}
    </>
  );
}

function PracticeBanner() {
  return (
    <p className="flex items-center gap-3 rounded-12 border border-purple-300 bg-purple-50 px-5 py-3 print:hidden">
      <Icon name="info" className="size-6 text-purple-1000" />
      <span>
        <span className="font-bold">練習用の給付事業です。</span>
        お金は支払われません。住民に届く文には【練習】と付きます。
      </span>
    </p>
  );
}
