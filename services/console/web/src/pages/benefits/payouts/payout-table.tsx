import { useState } from 'react';
import { Badge, Button, type Column, DateTime, StatusBadge, Table, TextLink } from '../../../components/index.ts';
import { type Method, useMethods } from '../use-methods.ts';
import { PAYOUT_STATUS, type Payout } from '../words.ts';
import { amountColumn } from './amount-column.tsx';
import { AttemptsDialog } from './attempts-dialog.tsx';
import { sayErrorCode } from './error-codes.ts';

/** Payouts, and what was tried for each of them. */
export function PayoutTable({
  programId,
  rows,
  caption,
}: {
  programId: string;
  rows: readonly Payout[] | undefined;
  caption: string;
}) {
  const methods = useMethods();
  const [asked, setAsked] = useState<Payout>();
  return (
    <>
      <Table
        caption={caption}
        columns={columnsOf(programId, methods, setAsked)}
        rows={rows}
        rowKey={({ payoutId }) => payoutId}
        dense
      />
      {asked !== undefined && <AttemptsDialog payout={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function columnsOf(
  programId: string,
  methods: ReadonlyMap<string, Method>,
  onAsk: (payout: Payout) => void,
): readonly Column<Payout>[] {
  return [
    {
      key: 'claim',
      header: '申請',
      nowrap: true,
      cell: ({ claimId, claimNumber }) => (
        <TextLink to={`/benefits/${programId}/claims/${claimId}`}>{claimNumber}</TextLink>
      ),
    },
    {
      key: 'status',
      header: '状態',
      cell: ({ status, errorCode, isReissue }) => (
        <span className="flex flex-col items-start gap-1">
          <StatusBadge status={status} table={PAYOUT_STATUS} />
          {isReissue && <Badge tone="purple">再支給</Badge>}
          {errorCode !== null && <span className="text-dns-14N-130">{sayErrorCode(errorCode)}</span>}
        </span>
      ),
    },
    amountColumn(methods),
    {
      key: 'dates',
      header: '承認と結果の日時',
      nowrap: true,
      cell: ({ createdAt, finishedAt }) => (
        <span className="flex flex-col gap-1 text-dns-14N-130">
          <span>
            承認 <DateTime value={createdAt} />
          </span>
          <span>
            結果 <DateTime value={finishedAt} />
          </span>
        </span>
      ),
    },
    {
      key: 'attempts',
      header: '試み',
      cell: (payout) =>
        payout.batchId !== null ? (
          <TextLink to={`/benefits/${programId}/batches/${payout.batchId}`}>{payout.line}行め</TextLink>
        ) : payout.attempts > 0 ? (
          <Button size="sm" onClick={() => onAsk(payout)}>
            {payout.attempts}回<span className="sr-only">：{payout.claimNumber}の試みを見る</span>
          </Button>
        ) : (
          '－'
        ),
    },
  ];
}
