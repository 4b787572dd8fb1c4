// The model of a list: filters in the address, pages by cursor, a button that does something and says what came of it.
import type { ItemOf } from '../../api/api-types.ts';
import { useApiMutation, useApiPages } from '../../api/use-api.ts';
import {
  Button,
  type Column,
  DateTime,
  EmptyState,
  MorePages,
  Notice,
  PageHeader,
  Table,
  TextLink,
  useUrlFilters,
} from '../../components/index.ts';
import { sayAction, sayActor, sayDetail, saySubject } from './audit-words.ts';

type Entry = ItemOf<'/audit'>;

const COLUMNS: readonly Column<Entry>[] = [
  { key: 'sequence', header: '番号', cell: ({ sequence }) => sequence, align: 'end', width: 'w-20' },
  { key: 'at', header: '日時', cell: ({ at }) => <DateTime value={at} />, nowrap: true },
  { key: 'actor', header: 'だれが', cell: ({ actor, actorName }) => sayActor(actor, actorName), nowrap: true },
  {
    key: 'action',
    header: '何をしたか・対象',
    cell: ({ action, subject }) => (
      <>
        <span className="block font-bold">{sayAction(action)}</span>
        <Subject subject={subject} />
      </>
    ),
    nowrap: true,
  },
  { key: 'detail', header: '内容', cell: ({ detail }) => <Detail detail={detail} /> },
];

export function Page() {
  const filters = useUrlFilters(['subject']);
  const entries = useApiPages('/audit', { query: filters.chosen });
  const verification = useApiMutation('POST /audit/verification', { invalidates: [] });
  return (
    <>
      <PageHeader
        title="操作の記録"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="だれが、いつ、何をしたかの記録です。ひとつひとつが前の記録とつながっていて、あとから書き換えると分かります。"
        actions={
          <Button icon="shield" busy={verification.isPending} onClick={() => verification.mutate({})}>
            書き換えがないか確かめる
          </Button>
        }
      />
      {verification.data !== undefined && (
        <Notice
          announce
          kind={verification.data.ok ? 'success' : 'error'}
          title={verification.data.ok ? '書き換えはありません' : '書き換えの疑いがあります'}
        >
          {verification.data.text}
        </Notice>
      )}
      {!filters.isEmpty && (
        <Notice
          title={`${saySubject(filters.values.subject).kind}ひとつの記録だけを見ています`}
          actions={
            <Button size="sm" onClick={filters.clear}>
              すべての記録を見る
            </Button>
          }
        />
      )}
      {entries.problem === null && (
        <Table
          caption="操作の記録、新しいものから"
          columns={COLUMNS}
          rows={entries.isPending ? undefined : entries.items}
          rowKey={({ sequence }) => String(sequence)}
          dense
          empty={<EmptyState icon="list" title="この条件の記録はありません" />}
        />
      )}
      <MorePages pages={entries} />
    </>
  );
}

/** Leads to everything that was done with it. The last letters tell two of a kind apart. */
function Subject({ subject }: { subject: string }) {
  const { kind, id } = saySubject(subject);
  return (
    <TextLink to={{ search: new URLSearchParams({ subject }).toString() }}>
      {kind} <span className="font-mono text-dns-14N-130">{id.slice(-6)}</span>
    </TextLink>
  );
}

function Detail({ detail }: { detail: Entry['detail'] }) {
  const facts = sayDetail(detail);
  if (facts.length === 0) return '－';
  return (
    <ul className="text-dns-14N-130">
      {facts.map(({ name, value }) => (
        <li key={name}>
          <span className="text-solid-gray-700">{name}：</span>
          {value}
        </li>
      ))}
    </ul>
  );
}
