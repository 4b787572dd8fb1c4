import { useState } from 'react';
import { useApiMutation } from '../../api/use-api.ts';
import {
  Button,
  Card,
  type Column,
  ConfirmDialog,
  DateTime,
  EmptyState,
  StatusBadge,
  type StatusTable,
  Table,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import type { Version } from './design.ts';

const STATUS: StatusTable<Version['status']> = {
  planned: { label: '公開の手続き中', tone: 'blue' },
  created: { label: '公開の手続き中', tone: 'blue' },
  uploaded: { label: '公開の手続き中', tone: 'blue' },
  'in-force': { label: '公開中', tone: 'green' },
  replaced: { label: '以前のもの', tone: 'gray' },
  failed: { label: '公開できませんでした', tone: 'red' },
};

/** What was published before, and the way back to it. */
export function Versions({ versions }: { versions: readonly Version[] }) {
  const mayPublish = useMay()('approve');
  const [chosen, setChosen] = useState<Version>();
  const restore = useApiMutation('POST /rich-menu/:menuId/restore', {
    done: '前のメニューに戻しました。',
    onDone: () => setChosen(undefined),
  });
  return (
    <Card title="これまでのメニュー" lead="前のものに戻せます。下書きは変わりません。">
      <Table
        caption="公開したリッチメニュー"
        columns={columns(mayPublish, setChosen)}
        rows={versions}
        rowKey={({ menuId }) => menuId}
        empty={
          <EmptyState icon="menuGrid" title="まだ公開していません">
            下書きができたら「住民に公開する」を押してください。
          </EmptyState>
        }
      />
      <ConfirmDialog
        open={chosen !== undefined}
        title="このメニューに戻しますか"
        confirm="このメニューに戻す"
        busy={restore.isPending}
        onClose={() => setChosen(undefined)}
        onConfirm={() => chosen && restore.mutate({ params: { menuId: chosen.menuId } })}
      >
        <p>
          ボタン{chosen?.design.areas.length ?? 0}個のメニューが、友だちになっているすべての住民のトークに、すぐ出ます。
        </p>
        {chosen && <Picture menuId={chosen.menuId} />}
      </ConfirmDialog>
    </Card>
  );
}

function Picture({ menuId }: { menuId: string }) {
  return (
    <img
      src={`/api/v1/rich-menu/${menuId}/picture`}
      alt=""
      loading="lazy"
      className="w-40 rounded-8 border border-line"
    />
  );
}

function columns(mayPublish: boolean, onRestore: (version: Version) => void): Column<Version>[] {
  return [
    { key: 'picture', header: '絵', cell: ({ menuId }) => <Picture menuId={menuId} /> },
    {
      key: 'labels',
      header: 'ボタン',
      cell: ({ design }) => design.areas.map(({ label }) => label).join('、'),
    },
    { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={STATUS} /> },
    {
      key: 'when',
      header: '公開',
      cell: ({ publishedAt, createdAt, requestedBy }) => (
        <>
          <DateTime value={publishedAt ?? createdAt} />
          {requestedBy !== null && <span className="block text-solid-gray-700">{requestedBy}</span>}
        </>
      ),
    },
    {
      key: 'actions',
      header: <span className="sr-only">操作</span>,
      align: 'end',
      cell: (version) =>
        mayPublish &&
        version.status === 'replaced' && (
          <Button size="sm" onClick={() => onRestore(version)}>
            戻す
          </Button>
        ),
    },
  ];
}
