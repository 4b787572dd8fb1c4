import { useApiForm } from '../../../api/use-api-form.ts';
import { Button, Dialog, Form, formatYen, Notice, RadioGroup, TextArea } from '../../../components/index.ts';
import type { StuckPayout } from './stuck-payout.ts';

type Values = { outcome: 'settled' | 'rejected' | ''; evidence: string };

/** A named person says what became of a payment, and what they saw. */
export function ResolutionDialog({ payout, onClose }: { payout: StuckPayout; onClose: () => void }) {
  const { payoutId, claimNumber, amountYen } = payout;
  const form = useApiForm<'POST /payouts/:payoutId/resolution', Values>('POST /payouts/:payoutId/resolution', {
    defaultValues: { outcome: '', evidence: '' },
    input: ({ outcome, evidence }) => ({
      params: { payoutId },
      body: { outcome: outcome === 'settled' ? 'settled' : 'rejected', evidence },
    }),
    done: '記録しました。',
    onDone: onClose,
  });
  return (
    <Dialog open title={`${claimNumber} の結果を記録する`} onClose={onClose}>
      <p className="text-std-20B-150">{formatYen(amountYen)}</p>
      <Notice kind="warning" title="かならず、発行会社の記録を見てから">
        「支払われていない」とすると、お金は予算に戻り、もう一度支払えるようになります。ほんとうは支払われていたら、二重払いになります。
      </Notice>
      <p className="text-solid-gray-700">
        発行会社には、この番号で問い合わせます。
        <span className="block font-mono text-dns-14N-130">{payoutId}</span>
      </p>
      <Form
        form={form}
        submit="結果を記録する"
        actions={
          <Button size="lg" onClick={onClose}>
            やめる
          </Button>
        }
      >
        <RadioGroup
          label="どうなっていたか"
          options={[
            { value: 'settled', label: '支払われていた' },
            {
              value: 'rejected',
              label: '支払われていなかった',
              help: '記録した人は、この申請をもう一度承認することはできません。',
            },
          ]}
          {...form.field('outcome', { required: 'どちらかを選んでください。' })}
        />
        <TextArea
          label="何を、どこで見たか"
          help="あとで別の人がたどれるように書きます（例：発行会社の管理画面、取引明細の12月18日の3行め）。10文字から500文字。"
          {...form.field('evidence', {
            required: '見たものを書いてください。',
            minLength: { value: 10, message: '10文字以上で、くわしく書いてください。' },
            maxLength: { value: 500, message: '500文字までで書いてください。' },
          })}
        />
      </Form>
    </Dialog>
  );
}
