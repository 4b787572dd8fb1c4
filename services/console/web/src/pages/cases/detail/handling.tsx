// Beside the report: where it stands, whose it is, who reported it, and the steps that are taken seldom.
import { useState } from 'react';
import { Button, Card, DateTime, DescriptionList, TextLink } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { CaseStatusBadge } from '../case-status.tsx';
import { AssignmentForm } from './assignment-form.tsx';
import type { CaseDetail } from './case-detail.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { StatusDialog } from './status-dialog.tsx';

type Props = { detail: CaseDetail; refresh: () => void };

export function Handling({ detail, refresh }: Props) {
  const mayHandle = useMay()('handle') && detail.mergedInto === null;
  return (
    <div className="grid gap-6 md:grid-cols-2 xl:grid-cols-1">
      <StatusCard detail={detail} refresh={refresh} mayHandle={mayHandle} />
      <Card title="部署と担当">
        {mayHandle ? (
          <AssignmentForm detail={detail} refresh={refresh} />
        ) : (
          <DescriptionList
            items={[
              { term: '部署', value: detail.department?.name ?? 'なし' },
              { term: '担当', value: detail.assignee?.name ?? 'なし' },
            ]}
          />
        )}
      </Card>
      <ReporterCard detail={detail} />
      <DuplicatesCard detail={detail} refresh={refresh} mayHandle={mayHandle} />
    </div>
  );
}

function StatusCard({ detail, refresh, mayHandle }: Props & { mayHandle: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const { status, statusText, updatedAt } = detail;
  return (
    <Card title="対応状況">
      <p className="flex flex-wrap items-center gap-3">
        <CaseStatusBadge status={status} text={statusText} />
        <span className="text-dns-14N-130 text-solid-gray-700">
          最後の動き <DateTime value={updatedAt} />
        </span>
      </p>
      {mayHandle && <Button onClick={() => setOpen(true)}>対応状況を変える</Button>}
      <StatusDialog open={isOpen} detail={detail} refresh={refresh} onClose={() => setOpen(false)} />
    </Card>
  );
}

function ReporterCard({ detail: { reporter, followers } }: Pick<Props, 'detail'>) {
  return (
    <Card title="知らせた住民">
      <p>
        住民番号{' '}
        <TextLink to={`/residents?number=${reporter.number}`} className="font-mono whitespace-nowrap">
          {reporter.number}
        </TextLink>
        {followers > 1 && (
          <span className="block">
            同じ内容を知らせた方が、ほかに{followers - 1}人います。対応状況は全員に届きます。
          </span>
        )}
      </p>
      {!reporter.canReply && <p className="text-dns-14N-130">この住民には、LINEでは伝えられません。</p>}
    </Card>
  );
}

function DuplicatesCard({ detail, refresh, mayHandle }: Props & { mayHandle: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const { merged, status } = detail;
  const mayMerge = mayHandle && (status === 'received' || status === 'in-progress');
  if (merged.length === 0 && !mayMerge) return null;
  return (
    <Card title="同じ内容の受付">
      {merged.length > 0 && (
        <ul className="flex flex-col gap-2">
          {merged.map(({ number, title }) => (
            <li key={number}>
              <TextLink to={`/cases/${number}`}>{number}</TextLink> {title}
              <span className="block text-dns-14N-130 text-solid-gray-700">この受付にまとめました</span>
            </li>
          ))}
        </ul>
      )}
      {mayMerge && (
        <>
          <p className="text-dns-14N-130">同じことの受付がほかにあれば、ひとつにまとめて、いちどに対応できます。</p>
          <Button onClick={() => setOpen(true)}>ほかの受付にまとめる</Button>
        </>
      )}
      <MergeDialog open={isOpen} detail={detail} refresh={refresh} onClose={() => setOpen(false)} />
    </Card>
  );
}
