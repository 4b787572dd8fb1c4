import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Button, DateField, Dialog, Form, Loaded, Notice, Select, TextField } from '../../components/index.ts';
import { ComingInterval, IntervalDialog as IntervalTerms } from '../billing/interval-change.tsx';
import { type Billing, type Plan, planOptions } from './plan-words.ts';

type Props = { tenantId: string; onClose: () => void };

export function PlanDialog({ tenantId, billing, onClose }: Props & { billing: Billing }) {
  const form = useApiForm('PUT /operator/cities/:tenantId/subscription', {
    defaultValues: { plan: '' },
    input: (values) => ({ params: { tenantId }, body: values }),
    done: 'プランを変えました。差額の請求書を送ります。',
    onDone: onClose,
  });
  const others = billing.choices.filter(({ key }) => key !== billing.plan?.key);
  return (
    <Dialog open title="プランを変える" onClose={onClose}>
      <p>人口の区分が変わったときに行います。いまの期間の残りの差額を、すぐに請求するか、次の請求から引きます。</p>
      <Form form={form} submit="プランを変える" actions={<Cancel onClose={onClose} />}>
        <Select
          label="新しい料金プラン"
          width="full"
          placeholder="選んでください"
          options={planOptions(others)}
          {...form.field('plan', { required: '料金プランを選んでください。' })}
        />
      </Form>
    </Dialog>
  );
}

export function IntervalDialog({ tenantId, plan, onClose }: Props & { plan: Plan }) {
  const { interval } = plan;
  const params = { tenantId };
  const preview = useApiQuery('/operator/cities/:tenantId/interval-preview', { params, query: { interval } });
  const change = useApiMutation('PUT /operator/cities/:tenantId/interval', {
    done: '切り替えを予定しました。',
    onDone: onClose,
  });
  return (
    <IntervalTerms
      plan={plan}
      preview={preview}
      busy={change.isPending}
      onConfirm={() => change.mutate({ params, body: { interval } })}
      onClose={onClose}
    />
  );
}

export function CityComingInterval({ tenantId, billing }: { tenantId: string; billing: Billing }) {
  const withdrawal = useApiMutation('DELETE /operator/cities/:tenantId/interval', {
    done: '切り替えを取りやめました。',
  });
  return (
    <ComingInterval
      {...billing}
      busy={withdrawal.isPending}
      onWithdraw={() => withdrawal.mutate({ params: { tenantId } })}
    />
  );
}

export function SubscribeDialog({ tenantId, onClose }: Props) {
  const plans = useApiQuery('/operator/plans');
  const form = useApiForm('POST /operator/cities/:tenantId/subscription', {
    defaultValues: { plan: '', email: '' },
    input: (values) => ({ params: { tenantId }, body: values }),
    done: '契約を始めました。請求書を送ります。',
    onDone: onClose,
  });
  return (
    <Dialog open title="契約を始める" onClose={onClose}>
      <Loaded query={plans}>
        {({ plans: all }) => (
          <Form form={form} submit="契約を始める" actions={<Cancel onClose={onClose} />}>
            <Select
              label="料金プラン"
              width="full"
              placeholder="選んでください"
              options={planOptions(all)}
              {...form.field('plan', { required: '料金プランを選んでください。' })}
            />
            <TextField
              label="請求書を送るメールアドレス"
              type="email"
              width="full"
              {...form.field('email', { required: 'メールアドレスを入力してください。' })}
            />
          </Form>
        )}
      </Loaded>
    </Dialog>
  );
}

export function GraceDialog({ tenantId, onClose }: Props) {
  const form = useApiForm('POST /operator/cities/:tenantId/grace', {
    defaultValues: { until: '', reason: '' },
    input: (values) => ({ params: { tenantId }, body: values }),
    done: '支払いを待つことにしました。',
    onDone: onClose,
  });
  return (
    <Dialog open title="支払いを待つ" onClose={onClose}>
      <Notice>
        この日の終わりまで、支払いが遅れていても、職員の画面は閲覧のみになりません。理由は操作の記録に残ります。
      </Notice>
      <Form form={form} submit="この日まで待つ" actions={<Cancel onClose={onClose} />}>
        <DateField label="いつまで" {...form.field('until', { required: '日付を入力してください。' })} />
        <TextField
          label="理由"
          width="full"
          placeholder="例：12月補正予算で支払う予定"
          {...form.field('reason', { required: '理由を入力してください。' })}
        />
      </Form>
    </Dialog>
  );
}

function Cancel({ onClose }: Pick<Props, 'onClose'>) {
  return (
    <Button size="lg" onClick={onClose}>
      やめる
    </Button>
  );
}
