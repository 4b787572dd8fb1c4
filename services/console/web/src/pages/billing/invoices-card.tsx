import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { api } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import {
  Button,
  Card,
  type Column,
  EmptyState,
  ExternalLink,
  formatDate,
  Money,
  StatusBadge,
  type StatusTable,
  Table,
  toast,
} from '../../components/index.ts';

type Invoice = AnswerOf<'GET /billing'>['invoices'][number];

/** Stripe's words for an invoice. */
const STATUS: StatusTable<string> = {
  draft: { label: '準備中', tone: 'gray' },
  open: { label: 'お支払い待ち', tone: 'yellow' },
  paid: { label: 'お支払い済み', tone: 'green' },
  uncollectible: { label: '未収', tone: 'red' },
  void: { label: '取り消し', tone: 'gray' },
};

/** What was charged, with Stripe's page to pay on, the PDF and the receipt. */
export function InvoicesCard({ invoices }: { invoices: readonly Invoice[] }) {
  return (
    <Card title="請求書" lead="銀行振込とカードで支払えます。口座は、請求書のページに書いてあります。">
      <Table
        caption="請求書の一覧"
        columns={COLUMNS}
        rows={invoices}
        rowKey={({ id }) => id}
        empty={<EmptyState icon="receipt" title="請求書はまだありません" />}
      />
    </Card>
  );
}

const COLUMNS: Column<Invoice>[] = [
  {
    key: 'number',
    header: '番号',
    cell: ({ number, issuedAt }) => (
      <>
        <span className="block font-bold">{number ?? '—'}</span>
        <span className="block text-dns-14N-130 text-solid-gray-700">{formatDate(issuedAt, 'short')}</span>
      </>
    ),
  },
  { key: 'total', header: '金額(税込)', cell: ({ totalYen }) => <Money yen={totalYen} />, align: 'end', nowrap: true },
  { key: 'status', header: '状態', cell: ({ status }) => <StatusBadge status={status} table={STATUS} /> },
  {
    key: 'due',
    header: '期日',
    cell: ({ dueAt, paidAt }) =>
      paidAt !== null ? `${formatDate(paidAt, 'short')}に支払い` : dueAt === null ? '—' : formatDate(dueAt, 'short'),
  },
  {
    key: 'links',
    header: '書類',
    cell: (invoice) => (
      <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {invoice.pageUrl !== null && <ExternalLink href={invoice.pageUrl}>請求書</ExternalLink>}
        {invoice.pdfUrl !== null && <ExternalLink href={invoice.pdfUrl}>PDF</ExternalLink>}
        {invoice.status === 'paid' && <Receipt invoiceId={invoice.id} number={invoice.number} />}
      </span>
    ),
  },
];

/** Its address holds for a short while only, so it is asked for when it is wanted. */
function Receipt({ invoiceId, number }: { invoiceId: string; number: string | null }) {
  const [isAsking, setAsking] = useState(false);
  const open = async () => {
    setAsking(true);
    try {
      const { url } = await api.get('/billing/invoices/:invoiceId/receipt', { params: { invoiceId } });
      window.location.assign(url);
    } catch (error) {
      toast.problem(toProblem(error));
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button look="text" size="sm" busy={isAsking} onClick={() => void open()}>
      領収書<span className="sr-only">：{number}</span>
    </Button>
  );
}
