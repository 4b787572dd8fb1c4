import { useState } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import { Button, formatCount, formatYen, Select, TextField } from '../../../components/index.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { Reason } from '../permitted.tsx';
import type { Batch } from '../words.ts';
import type { Line } from './line-table.tsx';

/** As banks write them. */
const REASONS = ['口座該当なし', '名義相違', '口座解約', '取引停止', 'そのほか'];

type Returned = { line: Line; reason: string };

/** Finds a line by its place or its claim, says why it came back, and sends all that were collected at once. */
export function ReturnsByLine({ batch }: { batch: Batch }) {
  const [returned, setReturned] = useState<readonly Returned[]>([]);
  const totalYen = returned.reduce((sum, { line }) => sum + line.amountYen, 0);
  return (
    <div className="flex flex-col gap-6">
      <LineFinder
        batch={batch}
        known={returned.map(({ line }) => line.payoutId)}
        onAdd={(entry) => setReturned((before) => [...before, entry])}
      />
      {returned.length > 0 && (
        <>
          <ul aria-label="記録する戻り" className="flex flex-col gap-2">
            {returned.map(({ line, reason }) => (
              <li
                key={line.payoutId}
                className="flex flex-wrap items-center justify-between gap-3 rounded-12 border border-line px-5 py-3"
              >
                <span className="tabular-nums">
                  {formatCount(line.line)}行め　{line.claimNumber}　{formatYen(line.amountYen)}　{reason}
                </span>
                <Button
                  size="sm"
                  look="text"
                  icon="trash"
                  onClick={() => setReturned((before) => before.filter((each) => each.line.payoutId !== line.payoutId))}
                >
                  外す<span className="sr-only">：{line.claimNumber}</span>
                </Button>
              </li>
            ))}
          </ul>
          <div>
            <ConfirmedAction
              route="POST /batches/:batchId/returns"
              input={{
                params: { batchId: batch.batchId },
                body: { items: returned.map(({ line, reason }) => ({ payoutId: line.payoutId, reason })) },
              }}
              label={`${formatCount(returned.length)}件の戻りを記録する`}
              look="primary"
              title={`${formatCount(returned.length)}件、${formatYen(totalYen)} の戻りを記録しますか`}
              done="戻りを記録しました。"
              onDone={() => setReturned([])}
            >
              <p>
                銀行の通知の件数・合計と同じか確かめてください。LINEで申し込んだ人には、口座を直すお願いが届きます。
              </p>
            </ConfirmedAction>
          </div>
        </>
      )}
    </div>
  );
}

function LineFinder({
  batch,
  known,
  onAdd,
}: {
  batch: Batch;
  known: readonly string[];
  onAdd: (returned: Returned) => void;
}) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState(REASONS[0] ?? '');
  const asked = typed.normalize('NFKC').trim();
  const query = /^\d{1,4}$/.test(asked) ? { line: asked, limit: 1 } : { claimNumber: asked.toUpperCase(), limit: 2 };
  const found = useApiQuery(
    '/batches/:batchId/lines',
    { params: { batchId: batch.batchId }, query },
    { enabled: asked !== '' },
  );
  const items = found.data?.items ?? [];
  const line = items.length === 1 ? items[0] : undefined;
  const obstacle =
    asked === '' || found.isPending
      ? undefined
      : line === undefined
        ? '明細が見つからないか、ひとつに決まりません。行の番号か、受付番号の全部を入れてください。'
        : known.includes(line.payoutId)
          ? 'もう下に入っています。'
          : line.status === 'returned'
            ? 'もう戻りとして記録されています。'
            : undefined;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-4">
        <TextField
          label="行の番号か、受付番号"
          width="medium"
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Select
          label="戻ったわけ"
          width="medium"
          options={REASONS.map((each) => ({ value: each, label: each }))}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button
          icon="plus"
          disabled={line === undefined || obstacle !== undefined}
          onClick={() => {
            if (line === undefined) return;
            onAdd({ line, reason });
            setTyped('');
          }}
        >
          加える
        </Button>
      </div>
      <div aria-live="polite">
        {line !== undefined && obstacle === undefined && asked !== '' && (
          <p className="tabular-nums">
            {formatCount(line.line)}行め　{line.claimNumber}　{formatYen(line.amountYen)}
          </p>
        )}
        {obstacle !== undefined && <Reason>{obstacle}</Reason>}
      </div>
    </div>
  );
}
