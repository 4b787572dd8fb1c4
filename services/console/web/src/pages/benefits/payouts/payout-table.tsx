import { useState } from 'react';
import {
  Badge,
  Button,
  type Column,
  DateTime,
  Money,
  StatusBadge,
  Table,
  TextLink,
} from '../../../components/index.ts';
import { type Method, titleOf, useMethods } from '../use-methods.ts';
import { PAYOUT_STATUS, type Payout } from '../words.ts';
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
    { key: 'method', header: '受け取り方', width: 'min-w-36', cell: ({ method }) => titleOf(methods, method) },
    { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
    { key: 'created', header: '承認', nowrap: true, cell: ({ createdAt }) => <DateTime value={createdAt} /> },
    { key: 'finished', header: '結果', nowrap: true, cell: ({ finishedAt }) => <DateTime value={finishedAt} /> },
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
