import { useApiPages, useApiQuery } from '../../../api/use-api.ts';
import {
  Badge,
  type Column,
  DateTime,
  EmptyState,
  FilterBar,
  formatCount,
  LinkButton,
  Money,
  MorePages,
  StatusBadge,
  Table,
  useUrlFilters,
} from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { ProgramPage } from '../program-page.tsx';
import { type Method, titleOf, useMethods } from '../use-methods.ts';
import { CHANNELS, CLAIM_STATUS, type ListedClaim, type Program } from '../words.ts';

export function Page() {
  const mayPrepare = useMay()('prepare');
  return (
    <ProgramPage
      title="申請"
      lead="LINE・手紙・紙で届いた申請です。どの道で来ても、同じ世帯の分は一度しか受け付けません。"
      actions={
        mayPrepare && (
          <LinkButton to="new" look="primary" icon="plus">
            紙の申請を入力する
          </LinkButton>
        )
      }
    >
      {(program) => <Claims program={program} />}
    </ProgramPage>
  );
}

function Claims({ program }: { program: Program }) {
  const filters = useUrlFilters(['number', 'status', 'channel', 'method', 'waitsForAccount']);
  const { status, channel, method, number, waitsForAccount } = filters.chosen;
  const params = { programId: program.id };
  const claims = useApiPages('/programs/:programId/claims', {
    params,
    query: {
      ...(number === undefined ? {} : { number }),
      ...(isKeyOf(CLAIM_STATUS, status) ? { status } : {}),
      ...(isKeyOf(CHANNELS, channel) ? { channel } : {}),
      ...(method === undefined ? {} : { method }),
      ...(waitsForAccount === undefined ? {} : { waitsForAccount }),
    },
  });
  const progress = useApiQuery('/programs/:programId/progress', { params });
  const methods = useMethods();
  const counted = progress.data?.claims;
  return (
    <>
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'search', key: 'number', label: '受付番号（終わりの数字だけでも）', placeholder: '例：00012' },
          {
            kind: 'select',
            key: 'status',
            label: '状態',
            options: entriesOf(CLAIM_STATUS).map(([value, { label }]) => ({
              value,
              label: counted === undefined ? label : `${label}（${formatCount(counted[value].count)}）`,
            })),
          },
          {
            kind: 'select',
            key: 'channel',
            label: '届いた経路',
            options: entriesOf(CHANNELS).map(([value, label]) => ({ value, label })),
          },
          {
            kind: 'select',
            key: 'method',
            label: '受け取り方',
            options: program.methods.map((value) => ({ value, label: titleOf(methods, value) })),
          },
          {
            kind: 'select',
            key: 'waitsForAccount',
            label: '口座',
            options: [{ value: 'true', label: '書き入れを待つもの' }],
          },
        ]}
      />
      {claims.problem === null && (
        <Table
          caption="申請の一覧、番号の順"
          columns={columnsOf(methods)}
          rows={claims.isPending ? undefined : claims.items}
          rowKey={({ claimId }) => claimId}
          rowHref={({ claimId }) => `/benefits/${program.id}/claims/${claimId}`}
          empty={
            filters.isEmpty ? (
              <EmptyState icon="inbox" title="申請は、まだありません">
                受付を始めてお知らせを送ると、ここに届きます。
              </EmptyState>
            ) : (
              <EmptyState icon="search" title="この条件の申請はありません" />
            )
          }
        />
      )}
      <MorePages pages={claims} />
    </>
  );
}

function columnsOf(methods: ReadonlyMap<string, Method>): readonly Column<ListedClaim>[] {
  return [
    { key: 'number', header: '受付番号', nowrap: true, cell: ({ number }) => number },
    {
      key: 'status',
      header: '状態・受付日時',
      cell: ({ status, waitsForAccount, byProxy, receivedAt }) => (
        <>
          <span className="flex flex-wrap gap-2">
            <StatusBadge status={status} table={CLAIM_STATUS} />
            {waitsForAccount && status !== 'cancelled' && <Badge tone="yellow">口座の書き入れ待ち</Badge>}
            {byProxy && <Badge tone="purple">代理</Badge>}
          </span>
          <span className="mt-1 block text-dns-14N-130">
            <DateTime value={receivedAt} />
          </span>
        </>
      ),
    },
    { key: 'channel', header: '届いた経路', cell: ({ channel }) => CHANNELS[channel] },
    { key: 'method', header: '受け取り方', cell: ({ method }) => titleOf(methods, method) },
    { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
  ];
}

function entriesOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(table) as [Key, Value][]; // Object.entries forgets the keys
}

/** An address may hold anything. */
function isKeyOf<Key extends string>(table: Readonly<Record<Key, unknown>>, text: string | undefined): text is Key {
  return text !== undefined && Object.hasOwn(table, text);
}
