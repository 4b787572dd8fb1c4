import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import { Button, Dialog, formatYen, Loaded, Notice, RadioGroup } from '../../components/index.ts';
import { InvoiceLines } from './next-invoice-card.tsx';

type Plan = AnswerOf<'GET /billing'>['choices'][number];

/** Another plan, with what it costs at once. */
export function PlanDialog({ plans, onClose }: { plans: readonly Plan[]; onClose: () => void }) {
  const [plan, setPlan] = useState<string>();
  const change = useApiMutation('POST /billing/plan', { done: 'プランを変えました。', onDone: onClose });
  const chosen = plans.find(({ key }) => key === plan);
  return (
    <Dialog
      open
      wide
      title="プランを変える"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button
            look="primary"
            busy={change.isPending}
            disabled={plan === undefined}
            onClick={() => plan !== undefined && change.mutate({ body: { plan } })}
          >
            {chosen ? `${chosen.name}に変える` : 'プランを変える'}
          </Button>
        </>
      }
    >
      <p>プランは人口の区分で決まります。人口が変わったときに変えてください。</p>
      <RadioGroup
        label="新しいプラン"
        options={plans.map(({ key, name, totalYen }) => ({
          value: key,
          label: name,
          help: `税込 ${formatYen(totalYen)}`,
        }))}
        value={plan ?? ''}
        onChange={(event) => setPlan(event.target.value)}
      />
      {plan !== undefined && <PlanPreview plan={plan} />}
    </Dialog>
  );
}

function PlanPreview({ plan }: { plan: string }) {
  const preview = useApiQuery('/billing/plan-preview', { query: { plan } });
  return (
    <section aria-label="変えたときの請求" aria-live="polite" className="flex flex-col gap-3">
      <Loaded query={preview}>
        {(invoice) => (
          <>
            <Notice>
              {invoice.dueYen > 0
                ? `いま変えると、差額の${formatYen(invoice.dueYen)}をすぐに請求します。`
                : `いま変えても、すぐの請求はありません。差額は次の請求から引きます。`}
            </Notice>
            <InvoiceLines invoice={invoice} />
          </>
        )}
      </Loaded>
    </section>
  );
}
