// From the month to the year and back, with the next fiscal year; for a city's owners, and for operators.
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../api/api-types.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { Button, ConfirmDialog, formatDate, formatYen, Loaded, Notice } from '../../components/index.ts';
import { InvoiceLines } from './next-invoice-card.tsx';

type Billing = AnswerOf<'GET /billing'>;
export type Plan = Billing['choices'][number];

export const INTERVAL_NAMES = { month: '月払い', year: '年払い' } as const;

/** That it is decided, from when, and how it is taken back. */
export function ComingInterval({
  nextPlan,
  nextPlanFrom,
  openIntent,
  busy,
  onWithdraw,
}: Pick<Billing, 'nextPlan' | 'nextPlanFrom' | 'openIntent'> & { busy: boolean; onWithdraw: () => void }) {
  if (nextPlan === null || nextPlanFrom === null) return null;
  return (
    <Notice title={`${formatDate(nextPlanFrom, 'day')}から、${INTERVAL_NAMES[nextPlan.interval]}に切り替わります`}>
      <p>
        料金は、税込{formatYen(nextPlan.totalYen)}
        {nextPlan.interval === 'month' ? 'を毎月' : 'を毎年4月に'}請求します。その前の日までは、取りやめられます。
      </p>
      {openIntent === null && (
        <div className="mt-3">
          <Button busy={busy} onClick={onWithdraw}>
            切り替えを取りやめる
          </Button>
        </div>
      )}
    </Notice>
  );
}

/** When it takes effect and what it costs, before it is decided. */
export function IntervalDialog({
  plan: { interval },
  preview,
  busy,
  onConfirm,
  onClose,
}: {
  plan: Plan;
  preview: UseQueryResult<AnswerOf<'GET /billing/interval-preview'>, ApiProblem>;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const name = INTERVAL_NAMES[interval];
  return (
    <ConfirmDialog
      open
      wide
      title={`${name}に切り替える`}
      confirm={`次の年度から${name}にする`}
      busy={busy || !preview.isSuccess}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Loaded query={preview}>
        {(invoice) => (
          <>
            <Notice>
              {formatDate(invoice.on, 'day')}
              から、{name}になります。いまの年度の支払いは変わりません。その前の日までは、取りやめられます。
            </Notice>
            <section aria-label="切り替えて最初の請求" className="flex flex-col gap-3">
              <p>
                切り替えて最初の請求は、次のとおりです。お預かりしている額がそのとき残っていれば、そこから引きます。
              </p>
              <InvoiceLines invoice={invoice} />
            </section>
          </>
        )}
      </Loaded>
    </ConfirmDialog>
  );
}
