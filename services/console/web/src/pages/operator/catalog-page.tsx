import type { AnswerOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';
import {
  Badge,
  type Column,
  EmptyState,
  formatCount,
  Loaded,
  PageHeader,
  Table,
  TextLink,
} from '../../components/index.ts';

type Feature = AnswerOf<'GET /operator/catalog'>['features'][number];

const COLUMNS: readonly Column<Feature>[] = [
  {
    key: 'title',
    header: '機能',
    cell: ({ key, title, summary, isStarter, withdrawal }) => (
      <>
        <span className="flex flex-wrap items-center gap-2 font-bold">
          <TextLink to={`/operator/catalog/${key}`}>{title}</TextLink>
          {withdrawal !== null && <Badge tone="red">停止中</Badge>}
          {isStarter && <Badge tone="blue">はじめの機能</Badge>}
        </span>
        <span className="block text-dns-14N-130 text-solid-gray-700">{summary}</span>
      </>
    ),
  },
  { key: 'category', header: '分類', nowrap: true, cell: ({ category }) => category.title },
  { key: 'version', header: '公開中の版', align: 'end', nowrap: true, cell: ({ version }) => `第${version}版` },
  {
    key: 'problems',
    header: '自動の点検',
    nowrap: true,
    cell: ({ problems }) =>
      problems === 0 ? <Badge tone="green">問題なし</Badge> : <Badge tone="red">{`${formatCount(problems)}個`}</Badge>,
  },
  {
    key: 'cities',
    header: '使っている市区町村',
    align: 'end',
    nowrap: true,
    cell: ({ cities, citiesBehind }) => (
      <>
        {formatCount(cities)}市区町村
        {citiesBehind > 0 && (
          <span className="block text-dns-14N-130">うち前の版のまま {formatCount(citiesBehind)}市区町村</span>
        )}
      </>
    ),
  },
];

export function Page() {
  const catalog = useApiQuery('/operator/catalog');
  return (
    <>
      <PageHeader
        title="カタログ"
        lead="公開している機能と、その広がりです。ここにある機能は、どの市区町村でも追加の料金なしで使えます。不具合のあるものは、すべての市区町村で一度に止められます。"
      />
      <Loaded query={catalog}>
        {({ features }) => (
          <Table
            caption="公開している機能"
            columns={COLUMNS}
            rows={features}
            rowKey={({ key }) => key}
            empty={<EmptyState icon="book" title="公開している機能はありません" />}
          />
        )}
      </Loaded>
    </>
  );
}
