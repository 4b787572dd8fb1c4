import { useApiQuery } from '../../../api/use-api.ts';
import { Dialog, Loaded, Timeline } from '../../../components/index.ts';
import { sayErrorCode } from './error-codes.ts';

const KINDS = { submit: '支払いを頼んだ', query: '結果を問い合わせた', evidence: '人が証拠を記録した' } as const;

const OUTCOMES: Readonly<Record<string, string>> = {
  settled: '支払われた',
  submitted: '受け付けられた',
  rejected: '断られた',
  retry: 'あとでもう一度',
  unknown: '分からない',
  absent: '相手に記録がない',
  expired: '受取期限が切れた',
  withdrawn: '引き上げた',
  used: 'もう使われていた',
};

/** Every call for one payout, in its order. */
export function AttemptsDialog({
  payout: { payoutId, claimNumber },
  onClose,
}: {
  payout: { payoutId: string; claimNumber: string };
  onClose: () => void;
}) {
  const attempts = useApiQuery('/payouts/:payoutId/attempts', { params: { payoutId } });
  return (
    <Dialog open wide title={`${claimNumber} の支払いの試み`} onClose={onClose}>
      <p className="text-solid-gray-700">
        何度試みても、発行会社には同じ番号で伝わるので、支払いは一度だけです。
        <span className="mt-1 block font-mono text-dns-14N-130">{payoutId}</span>
      </p>
      <Loaded query={attempts}>
        {({ attempts: rows }) => (
          <Timeline
            label="支払いの試み"
            entries={rows.map(({ number, kind, startedAt, outcome, providerRef, errorCode }) => ({
              key: `${number} ${kind} ${startedAt}`,
              at: startedAt,
              title: `${KINDS[kind]}：${outcome === null ? '返事を待っています' : (OUTCOMES[outcome] ?? outcome)}`,
              icon: kind === 'evidence' ? 'user' : outcome === 'settled' ? 'check' : 'clock',
              children: [
                providerRef !== null && (kind === 'evidence' ? `証拠：${providerRef}` : `相手の番号：${providerRef}`),
                errorCode !== null && sayErrorCode(errorCode),
              ]
                .filter((text) => text !== false)
                .join('\n'),
            }))}
          />
        )}
      </Loaded>
    </Dialog>
  );
}
