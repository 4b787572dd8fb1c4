import type { AnswerOf, ItemOf } from '../../../api/api-types.ts';
import type { Pages } from '../../../api/use-api.ts';
import {
  Button,
  type Column,
  DateTime,
  EmptyState,
  formatAgo,
  Icon,
  MorePages,
  Table,
} from '../../../components/index.ts';
import { CasePhoto } from '../case-photo.tsx';
import { CaseStatusBadge } from '../case-status.tsx';
import { ALL, type CaseCounts, type CaseFilters, chosenStatus, countOf } from './case-filters.ts';

export type ListedCase = ItemOf<'/cases'>;
export type CasePages = Pages<ListedCase, AnswerOf<'GET /cases'>>;

const COLUMNS: readonly Column<ListedCase>[] = [
  { key: 'case', header: '受付', cell: (row) => <Named row={row} /> },
  {
    key: 'status',
    header: '対応状況・受付日時',
    cell: ({ status, statusText, createdAt }) => (
      <>
        <CaseStatusBadge status={status} text={statusText} />
        <span className="mt-1 block text-dns-14N-130">
          <DateTime value={createdAt} />
          <span className="block text-solid-gray-700">{formatAgo(createdAt, new Date())}</span>
        </span>
      </>
    ),
    nowrap: true,
  },
  { key: 'owner', header: '部署・担当', cell: (row) => <Owner row={row} />, width: 'w-44' },
  { key: 'about', header: '場所・写真・住民', cell: (row) => <Facts row={row} /> },
];

export function CaseList({
  cases,
  filters,
  counts,
}: {
  cases: CasePages;
  filters: CaseFilters;
  counts: CaseCounts | undefined;
}) {
  return (
    <>
      {cases.problem === null && (
        <Table
          caption={`受付の一覧、${chosenStatus(filters).label}`}
          columns={COLUMNS}
          rows={cases.isPending ? undefined : cases.items}
          rowKey={({ caseId }) => caseId}
          rowHref={({ number }) => `/cases/${number}`}
          empty={<NoCases filters={filters} counts={counts} />}
        />
      )}
      <MorePages pages={cases} />
    </>
  );
}

function Named({ row: { number, title, feature, photoId } }: { row: ListedCase }) {
  return (
    <span className="flex min-w-64 items-center gap-3">
      {photoId === null ? (
        <span className="flex size-16 shrink-0 items-center justify-center rounded-8 bg-blue-50 text-blue-900">
          <Icon name="inbox" className="size-7" />
        </span>
      ) : (
        <CasePhoto caseNumber={number} objectId={photoId} thumbnail alt="" className="size-16 shrink-0 rounded-8" />
      )}
      <span className="flex min-w-0 flex-col">
        <span className="font-bold">{title}</span>
        <span className="text-dns-14N-130 text-solid-gray-700">
          <span className="font-mono">{number}</span>　{feature.title}
        </span>
      </span>
    </span>
  );
}

function Owner({ row: { department, assignee } }: { row: ListedCase }) {
  if (department === null && assignee === null) return <span className="text-solid-gray-700">未定</span>;
  return (
    <>
      {department !== null && <span className="block text-dns-14N-130">{department.name}</span>}
      <span className={assignee === null ? 'text-solid-gray-700' : 'font-bold'}>{assignee?.name ?? '担当なし'}</span>
    </>
  );
}

function Facts({ row: { location, photos, followers, mergedInto } }: { row: ListedCase }) {
  return (
    <ul className="text-dns-14N-130">
      {location !== null && <li>場所あり</li>}
      {photos > 0 && <li>写真{photos}枚</li>}
      {followers > 1 && <li className="font-bold">住民{followers}人</li>}
      {mergedInto !== null && <li>{mergedInto}へまとめました</li>}
      {location === null && photos === 0 && followers < 2 && mergedInto === null && (
        <li className="text-solid-gray-536">－</li>
      )}
    </ul>
  );
}

/** Says where they are, if they are somewhere: a number typed in full finds nothing among the open ones. */
export function NoCases({ filters, counts }: { filters: CaseFilters; counts: CaseCounts | undefined }) {
  const elsewhere = counts === undefined ? 0 : countOf(ALL, counts);
  if (elsewhere > 0) {
    return (
      <EmptyState
        icon="search"
        title={`「${chosenStatus(filters).label}」の受付はありません`}
        actions={
          <Button onClick={() => filters.set({ status: 'all' })}>すべての対応状況で見る（{elsewhere}件）</Button>
        }
      >
        ほかの対応状況に、同じ条件の受付があります。
      </EmptyState>
    );
  }
  if (filters.isEmpty) {
    return (
      <EmptyState title="受付はまだありません">
        住民がLINEから通報や相談を送ると、ここに並びます。受け付ける機能は「機能」の画面で選べます。
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="search"
      title="この条件の受付はありません"
      actions={<Button onClick={filters.clear}>条件を消す</Button>}
    >
      ことばを短くするか、期間を広げてください。
    </EmptyState>
  );
}
