import type { AnswerOf } from '../../../api/api-types.ts';
import { useApiQuery } from '../../../api/use-api.ts';
import { Button, Card, type Column, Notice, ProblemNotice, Table } from '../../../components/index.ts';

type Mismatch = AnswerOf<'GET /books'>['mismatches'][number];

const KINDS: Readonly<Record<Mismatch['kind'], string>> = {
  balance: '残高が、出入りの合計と違う',
  'ledger-total': '帳簿の貸借が合わない',
  'payout-money': '支払いの状態と、お金のある場所が違う',
  'no-attempt': '試みの記録がない支払い',
  'no-proof': '済みとした証拠がない支払い',
  'claim-live-twice': 'ひとつの申請に、生きている支払いが二つ',
  'claim-overpaid': '申請の額より多い支払い',
  'batch-total': '振込データの合計が違う',
};

const COLUMNS: readonly Column<Mismatch>[] = [
  { key: 'kind', header: '何が合わないか', cell: ({ kind }) => KINDS[kind] },
  { key: 'subject', header: '対象', cell: ({ subject }) => <span className="font-mono">{subject}</span> },
  { key: 'detail', header: '内容', cell: ({ detail }) => detail },
];

/** Ledger, payouts and attempts held against each other: on demand, because everything of the city is read. */
export function BooksCard() {
  const books = useApiQuery('/books', undefined, { enabled: false });
  return (
    <Card
      title="帳簿の確かめ"
      lead="帳簿・支払い・試みの記録が、ひとつの話になっているかを、市のすべての給付事業について確かめます。"
      actions={
        <Button icon="shield" busy={books.isFetching} onClick={() => void books.refetch()}>
          確かめる
        </Button>
      }
    >
      <div aria-live="polite" className="flex flex-col gap-4">
        {books.error !== null && <ProblemNotice problem={books.error} />}
        {books.data?.mismatches.length === 0 && (
          <Notice kind="success" title="すべて合っています">
            1円の違いもありません。
          </Notice>
        )}
        {books.data !== undefined && books.data.mismatches.length > 0 && (
          <>
            <Notice kind="error" title="合わないところがあります">
              支払いを止めて、運営に連絡してください。
            </Notice>
            <Table
              caption="合わないところ"
              columns={COLUMNS}
              rows={books.data.mismatches}
              rowKey={({ kind, subject }) => `${kind} ${subject}`}
            />
          </>
        )}
      </div>
    </Card>
  );
}
