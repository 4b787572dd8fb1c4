import { useState } from 'react';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import {
  Button,
  type Column,
  ConfirmDialog,
  EmptyState,
  Loaded,
  Notice,
  PageHeader,
  Table,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import type { Department } from './department.ts';
import { DepartmentDialog } from './department-dialog.tsx';

export function Page() {
  const departments = useApiQuery('/departments');
  const mayManage = useMay()('manage');
  const [editing, setEditing] = useState<Department | 'new'>();
  const [closing, setClosing] = useState<Department>();
  const close = useApiMutation('POST /departments/:departmentId/close', {
    done: '部署をなくしました。',
    onDone: () => setClosing(undefined),
  });
  const add = mayManage && (
    <Button look="primary" icon="plus" onClick={() => setEditing('new')}>
      部署を加える
    </Button>
  );
  return (
    <>
      <PageHeader
        title="部署"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="受付を担当する課です。機能ごとに、はじめに受付が入る部署を選べます。"
        actions={add || undefined}
      />
      {!mayManage && <Notice>部署を変えられるのは、管理者です。</Notice>}
      <Loaded query={departments}>
        {({ departments: rows }) => (
          <Table
            caption="部署の一覧"
            columns={columns(mayManage, setEditing, setClosing)}
            rows={rows}
            rowKey={({ departmentId }) => departmentId}
            empty={
              <EmptyState icon="building" title="部署はまだありません">
                {mayManage ? '「部署を加える」から、受付を担当する課を登録してください。' : '管理者が登録します。'}
              </EmptyState>
            }
          />
        )}
      </Loaded>
      {editing !== undefined && (
        <DepartmentDialog department={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
      <ConfirmDialog
        open={closing !== undefined}
        title={`「${closing?.name ?? ''}」をなくしますか`}
        confirm="部署をなくす"
        look="danger"
        busy={close.isPending}
        onClose={() => setClosing(undefined)}
        onConfirm={() => closing && close.mutate({ params: { departmentId: closing.departmentId } })}
      >
        <p>これから選べなくなります。これまでの受付は、この部署の名前のまま残ります。元には戻せません。</p>
      </ConfirmDialog>
    </>
  );
}

function columns(
  mayManage: boolean,
  onEdit: (department: Department) => void,
  onClose: (department: Department) => void,
): Column<Department>[] {
  const facts: Column<Department>[] = [
    { key: 'name', header: '名前', cell: ({ name }) => <span className="font-bold">{name}</span> },
    { key: 'phone', header: '電話番号', cell: ({ phone }) => phone ?? '—', nowrap: true },
  ];
  if (!mayManage) return facts;
  return [
    ...facts,
    {
      key: 'actions',
      header: <span className="sr-only">操作</span>,
      align: 'end',
      cell: (department) => (
        <span className="flex justify-end gap-2">
          <Button size="sm" onClick={() => onEdit(department)}>
            変更する<span className="sr-only">：{department.name}</span>
          </Button>
          <Button size="sm" look="text" onClick={() => onClose(department)}>
            なくす<span className="sr-only">：{department.name}</span>
          </Button>
        </span>
      ),
    },
  ];
}
