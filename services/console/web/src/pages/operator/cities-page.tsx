import { useApiPages } from '../../api/use-api.ts';
import {
  type Column,
  EmptyState,
  FilterBar,
  formatAgo,
  formatCount,
  LinkButton,
  MorePages,
  PageHeader,
  StatusBadge,
  Table,
  useUrlFilters,
} from '../../components/index.ts';
import { CONDITIONS, conditionOf, type Health, STAGES, stageOf } from './city-state.ts';

const COLUMNS: readonly Column<Health>[] = [
  {
    key: 'name',
    header: '市区町村',
    nowrap: true,
    cell: ({ name, slug }) => (
      <>
        <span className="block font-bold">{name}</span>
        <span className="block font-mono text-dns-14N-130 text-solid-gray-700">{slug}</span>
      </>
    ),
  },
  { key: 'problems', header: '段階・調子と、すること', width: 'w-[40%]', cell: (city) => <Problems city={city} /> },
  { key: 'webhook', header: '最後の受信', nowrap: true, cell: ({ lastWebhookAt }) => agoOr(lastWebhookAt) },
  { key: 'quota', header: '今月の送信', align: 'end', nowrap: true, cell: (city) => <Quota city={city} /> },
  {
    key: 'waiting',
    header: '処理待ち',
    align: 'end',
    nowrap: true,
    cell: ({ inboxPending, outboxPending }) => formatCount(inboxPending + outboxPending),
  },
];

export function Page() {
  const filters = useUrlFilters(['text']);
  const cities = useApiPages('/operator/cities', { query: filters.chosen });
  return (
    <>
      <PageHeader
        title="市区町村"
        lead="すべての市区町村と、いまの調子です。LINEには15分ごとに確かめています。"
        actions={
          <LinkButton look="primary" icon="plus" to="/operator/onboarding">
            市区町村を導入する
          </LinkButton>
        }
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'search', key: 'text', label: '市区町村をさがす', placeholder: '名前、かな、都道府県、団体コード' },
        ]}
      />
      {cities.problem === null && (
        <Table
          caption="市区町村の一覧、短い名前の順"
          columns={COLUMNS}
          rows={cities.isPending ? undefined : cities.items}
          rowKey={({ tenantId }) => tenantId}
          rowHref={({ tenantId }) => `/operator/cities/${tenantId}`}
          empty={<NoCities isFiltered={!filters.isEmpty} />}
        />
      )}
      <MorePages pages={cities} />
    </>
  );
}

function NoCities({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) {
    return (
      <EmptyState
        icon="building"
        title="市区町村はまだありません"
        actions={<LinkButton to="/operator/onboarding">最初の市区町村を導入する</LinkButton>}
      />
    );
  }
  return (
    <EmptyState
      icon="search"
      title="見つかりません"
      actions={<LinkButton to="/operator/onboarding">導入する</LinkButton>}
    >
      導入していない市区町村は、ここに出ません。
    </EmptyState>
  );
}

function Problems({ city }: { city: Health }) {
  return (
    <div className="flex flex-col items-start gap-2">
      <span className="flex flex-wrap gap-2">
        <StatusBadge status={stageOf(city)} table={STAGES} />
        <StatusBadge status={conditionOf(city)} table={CONDITIONS} />
      </span>
      {city.problems.length > 0 && (
        <ul className="flex flex-col gap-1 text-dns-14N-130">
          {city.problems.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Quota({ city: { channel } }: { city: Health }) {
  if (channel?.check == null) return '－';
  const { quotaUsed, quotaLimit } = channel.check;
  if (quotaUsed === null) return '－';
  return (
    <>
      {formatCount(quotaUsed)}
      <span className="block text-dns-14N-130 text-solid-gray-700">
        {' '}
        / {quotaLimit === null ? '上限なし' : formatCount(quotaLimit)}
      </span>
    </>
  );
}

function agoOr(at: string | null): string {
  return at === null ? 'まだない' : formatAgo(at, new Date());
}
