import { createHash } from 'node:crypto';
import { defineInstantMethod, type Instruction, isPayable, type PayoutOutcome } from '@tenohira/feature-kit';
import { recipientSchema, settingsSchema } from './schema.ts';

const amount = { minYen: 1, maxYen: 10_000_000, stepYen: 1 };

/** Practice: everything happens but the payment. The same key gives the same code, so nothing has to be kept. */
export const noop = defineInstantMethod({
  key: 'noop',
  title: '練習(お金は動きません)',
  summary: '練習用です。お金は支払われません。',
  settings: settingsSchema,
  recipient: recipientSchema,
  asks: 'nothing',
  isPractice: true,
  amount,
  endpoints: [],
  submit: async (instruction) => practise(instruction),
  query: async (instruction) => practise(instruction),
  withdraw: async () => ({ status: 'withdrawn' }),
});

function practise({ idempotencyKey, amountYen }: Instruction<unknown>): PayoutOutcome {
  if (!isPayable(amountYen, amount)) return { status: 'rejected', code: 'amount-not-payable' };
  const code = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 8).toUpperCase();
  return {
    status: 'settled',
    providerRef: `practice-${idempotencyKey}`,
    secret: { values: [{ label: '練習用のコード(使えません)', value: `練習-${code}` }] },
  };
}
