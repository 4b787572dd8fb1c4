import type { AnswerOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';
import { Badge, type Column, Notice, PageHeader, Table } from '../../components/index.ts';
import { LoadProblem } from '../../components/loaded.tsx';
import { ROLE_LABELS } from '../../shell/me.ts';

type StaffRow = AnswerOf<'GET /staff'>['staff'][number];

const STATUS_LABELS = { invited: '招待中', active: '使えます', disabled: '止めています' } as const;

const COLUMNS: readonly Column<StaffRow>[] = [
  { key: 'name', header: '名前', cell: ({ name }) => name },
  { key: 'role', header: '役割', cell: ({ role }) => ROLE_LABELS[role] },
  {
    key: 'status',
    header: '状態',
    cell: ({ status }) => <Badge tone={status === 'active' ? 'green' : 'gray'}>{STATUS_LABELS[status]}</Badge>,
  },
];

export function Page() {
  const staff = useApiQuery('/staff');
  return (
    <>
      <PageHeader
        title="職員"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="この市で手のひら市役所を使う人です。お金にかかわる承認は、ふたりで行います。"
      />
      {staff.data?.staff.filter(({ status, role }) => status === 'active' && ['owner', 'approver'].includes(role))
        .length === 1 && (
        <Notice kind="warning" title="承認できる人が、ひとりしかいません">
          給付金の承認には、準備した人とは別の人が必要です。管理者か承認者を、もうひとり加えてください。
        </Notice>
      )}
      {staff.error === null ? (
        <Table caption="職員の一覧" columns={COLUMNS} rows={staff.data?.staff} rowKey={({ staffId }) => staffId} />
      ) : (
        <LoadProblem problem={staff.error} retry={() => void staff.refetch()} />
      )}
    </>
  );
}
