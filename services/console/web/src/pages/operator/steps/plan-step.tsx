import { useApiQuery } from '../../../api/use-api.ts';
import { useApiForm } from '../../../api/use-api-form.ts';
import { Form, Loaded, Select } from '../../../components/index.ts';
import { planOptions } from '../plan-words.ts';

/** Orders the subscription; invoices go to the first owner. */
export function PlanStep({ tenantId, planKey }: { tenantId: string; planKey: string | undefined }) {
  const plans = useApiQuery('/operator/plans');
  const form = useApiForm('POST /operator/cities/:tenantId/plan', {
    defaultValues: { planKey: planKey ?? '' },
    input: (values) => ({ params: { tenantId }, body: values }),
    done: '契約を始めました。請求書は管理者に届きます。',
  });
  return (
    <>
      <p>
        住民の数で決まる定額です。機能を増やしても変わりません。契約を始めると、年度末までの請求書が、30日後を期限として管理者に届きます。
      </p>
      <Loaded query={plans}>
        {({ plans: all }) => (
          <Form form={form} submit="この料金で契約を始める">
            <Select
              label="料金プラン"
              width="full"
              placeholder="選んでください"
              options={planOptions(all)}
              {...form.field('planKey', { required: '料金プランを選んでください。' })}
            />
          </Form>
        )}
      </Loaded>
    </>
  );
}
