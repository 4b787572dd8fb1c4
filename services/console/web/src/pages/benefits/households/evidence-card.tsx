import { useApiQuery } from '../../../api/use-api.ts';
import { Card, type Column, DateTime, Loaded, Money, Skeleton, Table, Timeline } from '../../../components/index.ts';
import { useNames } from '../use-colleagues.ts';
import { useMethods } from '../use-methods.ts';
import type { Evidence } from '../words.ts';
import { tellStory } from './tell-story.ts';

type LedgerEntry = Evidence['ledger'][number];
type AuditLink = Evidence['audit'][number];

const ACCOUNTS: Readonly<Record<string, string>> = {
  appropriation: '予算の元',
  budget: '予算の残り',
  reserved: '支払い待ち',
  'in-transit': '支払いの途中',
  paid: '支払い済み',
};

const LEDGER_COLUMNS: readonly Column<LedgerEntry>[] = [
  { key: 'at', header: '日時', nowrap: true, cell: ({ at }) => <DateTime value={at} format="second" /> },
  { key: 'account', header: '場所', cell: ({ account }) => ACCOUNTS[account] ?? account },
  { key: 'amount', header: '出入り', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
];

const AUDIT_COLUMNS: readonly Column<AuditLink>[] = [
  { key: 'sequence', header: '番号', align: 'end', cell: ({ sequence }) => sequence },
  { key: 'at', header: '日時', nowrap: true, cell: ({ at }) => <DateTime value={at} format="second" /> },
  { key: 'action', header: '記録', cell: ({ action }) => <span className="font-mono">{action}</span> },
  {
    key: 'hash',
    header: '確認の値',
    cell: ({ hash }) => <span className="font-mono text-dns-14N-130">{hash.slice(0, 16)}…</span>,
  },
];

/** From the row of the list to the line of the bank, in the order of time; and what proves it, for whoever wants to look. */
export function EvidenceCard({ householdId }: { householdId: string }) {
  const evidence = useApiQuery('/households/:householdId/evidence', { params: { householdId } });
  const nameOf = useNames();
  const methods = useMethods();
  return (
    <Card title="はじめから終わりまで">
      <Loaded query={evidence} loading={<Skeleton lines={10} />}>
        {(found) => (
          <>
            <Timeline label="この世帯の記録、古いものから" entries={tellStory(found, { nameOf, methods })} />
            <Proof title="お金の出入り（帳簿）">
              <Table
                caption="この世帯の帳簿"
                columns={LEDGER_COLUMNS}
                rows={found.ledger}
                rowKey={({ at, account, amountYen, payoutId }) => `${at} ${account} ${amountYen} ${payoutId}`}
                dense
                empty={<p>まだありません。</p>}
              />
            </Proof>
            <Proof title="書き換えられない記録（監査用）">
              <Table
                caption="この世帯の監査の記録"
                columns={AUDIT_COLUMNS}
                rows={found.audit}
                rowKey={({ sequence }) => String(sequence)}
                dense
                empty={<p>まだありません。</p>}
              />
            </Proof>
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Proof({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <details className="border-t border-line pt-4">
      <summary className="w-fit rounded-8 py-1 text-blue-1000 underline underline-offset-4">{title}</summary>
      <div className="mt-4">{children}</div>
    </details>
  );
}
