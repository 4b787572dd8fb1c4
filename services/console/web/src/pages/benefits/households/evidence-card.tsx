import { useApiQuery } from '../../../api/use-api.ts';
import {
  Badge,
  Card,
  type Column,
  DateTime,
  formatDate,
  Loaded,
  Money,
  Skeleton,
  StatusBadge,
  type StatusTable,
  Table,
  Timeline,
} from '../../../components/index.ts';
import { useNames } from '../use-colleagues.ts';
import { type Method, titleOf, useMethods } from '../use-methods.ts';
import { type Evidence, PAYOUT_STATUS, sayMatchReason } from '../words.ts';
import { tellStory } from './tell-story.ts';

type LedgerEntry = Evidence['ledger'][number];
type AuditLink = Evidence['audit'][number];
type Portion = Evidence['portions'][number];
type Match = Evidence['matches'][number];
type Payout = Evidence['payouts'][number];

const ACCOUNTS: Readonly<Record<string, string>> = {
  appropriation: '予算の元',
  budget: '予算の残り',
  reserved: '支払い待ち',
  'in-transit': '支払いの途中',
  paid: '支払い済み',
};

const PORTION_COLUMNS: readonly Column<Portion>[] = [
  { key: 'list', header: 'リスト', nowrap: true, cell: ({ listNumber }) => `第${listNumber}版` },
  { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
  { key: 'rule', header: '規則の版', align: 'end', cell: ({ ruleVersion }) => ruleVersion },
  { key: 'row', header: '行の確認の値', cell: ({ rowHash }) => <Hash value={rowHash} /> },
  { key: 'file', header: 'ファイルの確認の値', cell: ({ listFileHash }) => <Hash value={listFileHash} /> },
];

const MATCH_STATUS: StatusTable<string> = {
  accepted: { label: '同じ人', tone: 'green' },
  doubtful: { label: '人が確かめる', tone: 'yellow' },
  seconded: { label: 'ひとりが認めた', tone: 'yellow' },
  rejected: { label: '別の人', tone: 'gray' },
};

function matchColumns(nameOf: (actor: string | null) => string): readonly Column<Match>[] {
  return [
    { key: 'status', header: '結果', cell: ({ status }) => <StatusBadge status={status} table={MATCH_STATUS} /> },
    { key: 'reason', header: 'わけ', cell: ({ reason }) => sayMatchReason(reason) },
    { key: 'first', header: '決めた人', cell: ({ decidedBy }) => nameOf(decidedBy) },
    { key: 'second', header: 'ふたりめ', cell: ({ secondBy }) => nameOf(secondBy) },
  ];
}

function payoutColumns(methods: ReadonlyMap<string, Method>): readonly Column<Payout>[] {
  return [
    { key: 'method', header: '受け取り方', cell: ({ method }) => titleOf(methods, method) },
    { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
    {
      key: 'status',
      header: '状態',
      cell: ({ status, reissueOf }) => (
        <span className="flex flex-wrap gap-2">
          <StatusBadge status={status} table={PAYOUT_STATUS} />
          {reissueOf !== null && <Badge tone="purple">再支給</Badge>}
        </span>
      ),
    },
    { key: 'reference', header: '相手の番号', cell: ({ providerRef }) => providerRef ?? '－' },
    {
      key: 'file',
      header: '銀行のファイル',
      cell: ({ bankFile }) =>
        bankFile === null ? (
          '－'
        ) : (
          <>
            {bankFile.fileName} の {bankFile.line}行め（{formatDate(bankFile.payOn, 'short')}振込）
            <Hash value={bankFile.fileHash} />
          </>
        ),
    },
  ];
}

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
    cell: ({ hash }) => <Hash value={hash} />,
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
            <Proof title="もとになったリストの行">
              <Table
                caption="もとになったリストの行"
                columns={PORTION_COLUMNS}
                rows={found.portions}
                rowKey={({ id }) => id}
                dense
              />
            </Proof>
            <Proof title="本人確認との照合">
              <Table
                caption="本人確認との照合"
                columns={matchColumns(nameOf)}
                rows={found.matches}
                rowKey={({ id }) => id}
                dense
                empty={<p>照合できた住民は、いません。</p>}
              />
            </Proof>
            <Proof title="支払いと、銀行のファイルの行">
              <Table
                caption="支払いと、銀行のファイルの行"
                columns={payoutColumns(methods)}
                rows={found.payouts}
                rowKey={({ id }) => id}
                dense
                empty={<p>まだありません。</p>}
              />
            </Proof>
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

/** Its beginning; the rest is there for whoever copies it. */
function Hash({ value }: { value: string }) {
  return (
    <span title={value} className="block font-mono text-dns-14N-130">
      {value.slice(0, 16)}…
    </span>
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
