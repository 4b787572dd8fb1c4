// Looks for a resident by what staff know of them: a number, never a name.
import type { AnswerOf, InputOf, ItemOf } from '../../api/api-types.ts';
import { useApiPages, useApiQuery } from '../../api/use-api.ts';
import {
  Badge,
  Button,
  type Column,
  DateTime,
  EmptyState,
  FilterBar,
  Loaded,
  MorePages,
  Notice,
  PageHeader,
  Table,
  useUrlFilters,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';

type ListedResident = ItemOf<'/residents'>;
type Query = NonNullable<InputOf<'GET /residents'>['query']>;
type Options = AnswerOf<'GET /resident-options'>;

const KEYS = ['number', 'caseNumber', 'claimNumber', 'friendship', 'isRegistered', 'wants', 'kind'] as const;

export function Page() {
  const mayHandle = useMay()('handle');
  const filters = useUrlFilters(KEYS);
  const options = useApiQuery('/resident-options', undefined, { staleTime: Number.POSITIVE_INFINITY });
  const { kind, friendship, ...same } = filters.chosen;
  const residents = useApiPages('/residents', {
    query: {
      ...same,
      ...(friendship === undefined ? {} : { friendship: friendship as NonNullable<Query['friendship']> }), // one of the options
      ...(kind === 'test' ? { isTest: 'true' } : {}),
      ...(kind === 'deleted' ? { isDeleted: 'true' } : {}),
    },
  });
  return (
    <>
      <PageHeader
        title="住民"
        lead="LINEで市区町村とつながっている方です。名前は出ません。履歴を開くには理由が必要で、だれがなぜ開いたかが操作の記録に残ります。"
      />
      {!mayHandle && <Notice>一覧だけを見られる権限です。履歴を開くには、担当者に頼んでください。</Notice>}
      <Loaded query={options}>{(known) => <FilterBar filters={filters} fields={fieldsOf(known)} />}</Loaded>
      {residents.problem === null && (
        <Table
          caption="住民の一覧、新しい方から"
          columns={COLUMNS}
          rows={residents.isPending ? undefined : residents.items}
          rowKey={({ residentId }) => residentId}
          {...(mayHandle ? { rowHref: ({ residentId }: ListedResident) => `/residents/${residentId}` } : {})}
          empty={
            filters.isEmpty ? (
              <EmptyState icon="people" title="まだだれもいません">
                住民がLINEの友だちになると、ここに並びます。
              </EmptyState>
            ) : (
              <EmptyState
                icon="search"
                title="この条件の住民はいません"
                actions={<Button onClick={filters.clear}>条件を消す</Button>}
              >
                住民番号は、7KQ2-M9XD のような8文字です。番号が分からないときは、受付番号か申請番号からさがせます。
              </EmptyState>
            )
          }
        />
      )}
      <MorePages pages={residents} />
    </>
  );
}

const COLUMNS: readonly Column<ListedResident>[] = [
  {
    key: 'number',
    header: '住民番号',
    cell: ({ number }) => <span className="font-mono font-bold">{number}</span>,
    nowrap: true,
  },
  {
    key: 'state',
    header: '状態',
    cell: ({ friendship, friendshipText, isTest, deletedAt }) => (
      <span className="flex flex-wrap gap-2">
        {deletedAt === null ? (
          <Badge tone={friendship === 'friend' ? 'green' : 'gray'}>{friendshipText}</Badge>
        ) : (
          <Badge tone="gray">登録を消しました</Badge>
        )}
        {isTest && <Badge tone="purple">試しの登録</Badge>}
      </span>
    ),
  },
  {
    key: 'isRegistered',
    header: '本人確認',
    cell: ({ isRegistered }) => (isRegistered ? <Badge tone="blue">登録あり</Badge> : '登録なし'),
    nowrap: true,
  },
  { key: 'caseCount', header: '受付', cell: ({ caseCount }) => `${caseCount}件`, align: 'end', nowrap: true },
  {
    key: 'firstSeenAt',
    header: 'はじめてつながった日',
    cell: ({ firstSeenAt }) => <DateTime value={firstSeenAt} format="short" />,
    nowrap: true,
  },
];

function fieldsOf({ friendships, subscriptions }: Options) {
  return [
    { kind: 'search', key: 'number', label: '住民番号', placeholder: '例：7KQ2-M9XD' },
    { kind: 'search', key: 'caseNumber', label: '受付番号', placeholder: '例：26-00012' },
    { kind: 'search', key: 'claimNumber', label: '給付金の申請番号' },
    {
      kind: 'select',
      key: 'friendship',
      label: '友だち',
      options: friendships.map(({ friendship, text }) => ({ value: friendship, label: text })),
    },
    {
      kind: 'select',
      key: 'isRegistered',
      label: '本人確認',
      options: [
        { value: 'true', label: '登録あり' },
        { value: 'false', label: '登録なし' },
      ],
    },
    {
      kind: 'select',
      key: 'wants',
      label: '受け取るお知らせ',
      options: subscriptions.map(({ key, title }) => ({ value: key, label: title })),
    },
    {
      kind: 'select',
      key: 'kind',
      label: '種類',
      options: [
        { value: 'test', label: '試しの登録' },
        { value: 'deleted', label: '登録を消した方' },
      ],
    },
  ] as const;
}
