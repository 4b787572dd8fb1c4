// The model of a list with actions: a dialog with a form, one that asks before it acts, and words for every state.
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api.ts';
import {
  Button,
  type Column,
  DateTime,
  Loaded,
  Notice,
  PageHeader,
  StatusBadge,
  type StatusTable,
  Table,
} from '../../components/index.ts';
import { ROLE_LABELS } from '../../shell/me.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { StaffDialog } from './staff-dialog.tsx';
import type { StaffRow } from './staff-row.ts';

const STATUS: StatusTable<StaffRow['status']> = {
  active: { label: '利用中', tone: 'green' },
  invited: { label: '招待中', tone: 'yellow' },
  disabled: { label: '停止', tone: 'gray' },
};

export function Page() {
  const staff = useApiQuery('/staff');
  const [isInviting, setInviting] = useState(false);
  const [chosenId, setChosenId] = useState<string>();
  const chosen = staff.data?.staff.find(({ staffId }) => staffId === chosenId);
  return (
    <>
      <PageHeader
        title="職員"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="この市で手のひら市役所を使う人です。お金にかかわる承認は、準備した人とは別の人が行います。"
        actions={
          <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
            職員を招待する
          </Button>
        }
      />
      <Loaded query={staff}>
        {({ staff: rows }) => (
          <>
            {rows.filter(mayApprove).length < 2 && (
              <Notice kind="warning" title="承認できる人が、ふたりに足りません">
                給付金の承認には、準備した人とは別の人が必要です。管理者か承認者を加えてください。
              </Notice>
            )}
            <Table
              caption="職員の一覧"
              columns={columns(({ staffId }) => setChosenId(staffId))}
              rows={rows}
              rowKey={({ staffId }) => staffId}
            />
          </>
        )}
      </Loaded>
      <InviteDialog open={isInviting} onClose={() => setInviting(false)} />
      {chosen !== undefined && <StaffDialog person={chosen} onClose={() => setChosenId(undefined)} />}
    </>
  );
}

function mayApprove({ role, status }: StaffRow): boolean {
  return status !== 'disabled' && (role === 'owner' || role === 'approver');
}

function columns(onChoose: (person: StaffRow) => void): Column<StaffRow>[] {
  return [
    {
      key: 'name',
      header: '名前',
      cell: ({ name, email }) => (
        <>
          <span className="block font-bold">{name}</span>
          <span className="block text-dns-14N-130 text-solid-gray-700">{email}</span>
        </>
      ),
    },
    { key: 'role', header: '役割', cell: ({ role }) => ROLE_LABELS[role], nowrap: true },
    {
      key: 'departments',
      header: '部署',
      cell: ({ departments }) => departments.map(({ name }) => name).join('、') || '—',
    },
    { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={STATUS} /> },
    { key: 'passkeys', header: 'パスキー', cell: ({ passkeys }) => `${passkeys}個`, align: 'end', nowrap: true },
    { key: 'lastSeenAt', header: '最後に使ったとき', cell: ({ lastSeenAt }) => <DateTime value={lastSeenAt} /> },
    {
      key: 'actions',
      header: <span className="sr-only">操作</span>,
      align: 'end',
      cell: (person) => (
        <Button size="sm" onClick={() => onChoose(person)}>
          変更する<span className="sr-only">：{person.name}</span>
        </Button>
      ),
    },
  ];
}
