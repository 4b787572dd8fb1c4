import { useState } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import { Button, Card, type Column, DateTime, StatusBadge, Table, TextLink } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { Reason, whoMay } from '../permitted.tsx';
import { useMethods } from '../use-methods.ts';
import { PAYOUT_STATUS, type Program } from '../words.ts';
import { amountColumn } from './amount-column.tsx';
import { AttemptsDialog } from './attempts-dialog.tsx';
import { sayErrorCode } from './error-codes.ts';
import { ResolutionDialog } from './resolution-dialog.tsx';
import type { StuckPayout } from './stuck-payout.ts';

/** What no machine could find out: shown as long as there is any, above everything else. */
export function StuckPayouts({ program }: { program: Program }) {
  const methods = useMethods();
  const mayApprove = useMay()('approve');
  const stuck = useApiQuery('/payouts/stuck');
  const [asked, setAsked] = useState<{ payout: StuckPayout; what: 'attempts' | 'resolution' }>();
  const rows = stuck.data?.payouts.filter(({ programId }) => programId === program.id) ?? [];
  if (rows.length === 0) return null;
  const columns: readonly Column<StuckPayout>[] = [
    {
      key: 'claim',
      header: '申請・承認',
      nowrap: true,
      cell: ({ claimId, claimNumber, createdAt }) => (
        <>
          <TextLink to={`/benefits/${program.id}/claims/${claimId}`}>{claimNumber}</TextLink>
          <span className="block text-dns-14N-130">
            承認 <DateTime value={createdAt} />
          </span>
        </>
      ),
    },
    {
      key: 'status',
      header: '状態',
      cell: ({ status, errorCode }) => (
        <span className="flex flex-col items-start gap-1">
          <StatusBadge status={status} table={PAYOUT_STATUS} />
          {errorCode !== null && <span className="text-dns-14N-130">{sayErrorCode(errorCode)}</span>}
        </span>
      ),
    },
    amountColumn(methods),
    {
      key: 'actions',
      header: 'できること',
      cell: (payout) => (
        <span className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setAsked({ payout, what: 'attempts' })}>
            試みを見る<span className="sr-only">：{payout.claimNumber}</span>
          </Button>
          {mayApprove && payout.status === 'unknown' && (
            <Button size="sm" look="primary" onClick={() => setAsked({ payout, what: 'resolution' })}>
              結果を記録する<span className="sr-only">：{payout.claimNumber}</span>
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <Card
      title={`人が確かめる支払い（${rows.length}件）`}
      lead="支払われたかどうかを、システムでは確かめられませんでした。二重に払わないよう、止めてあります。発行会社に確かめて、結果を記録してください。"
    >
      <Table caption="人が確かめる支払い" columns={columns} rows={rows} rowKey={({ payoutId }) => payoutId} />
      {!mayApprove && <Reason>{`結果を記録するのは、${whoMay('approve')}です。`}</Reason>}
      {asked?.what === 'attempts' && <AttemptsDialog payout={asked.payout} onClose={() => setAsked(undefined)} />}
      {asked?.what === 'resolution' && <ResolutionDialog payout={asked.payout} onClose={() => setAsked(undefined)} />}
    </Card>
  );
}
