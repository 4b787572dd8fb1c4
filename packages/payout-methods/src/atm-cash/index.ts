import {
  defineInstantMethod,
  type Instruction,
  isPayable,
  outcomeOfRefusal,
  type PayoutOutcome,
  printableCode,
} from '@tenohira/feature-kit';
import { cancelReceipt, findReceipt, receiptSchema, refusalCodeOf, requestReceipt } from './client.ts';
import { recipientSchema, settingsSchema } from './schema.ts';
import { RECEIPT_STATUS, REFUSALS } from './status.ts';

/** The machines pay in notes of 1,000 yen. */
const amount = { minYen: 1_000, maxYen: 100_000, stepYen: 1_000 };

/** Cash at an ATM, without an account: three numbers to type in. */
export const atmCash = defineInstantMethod({
  key: 'atm-cash',
  title: 'ATMで現金を受け取る',
  summary: '届いた番号を提携先のATMに入力すると、口座がなくても現金を受け取れます。',
  settings: settingsSchema,
  recipient: recipientSchema,
  asks: 'nothing',
  isPractice: false,
  amount,
  endpoints: ['ATM_CASH_URL'],
  submit: async (instruction, context) => {
    const { idempotencyKey, amountYen } = instruction;
    if (!isPayable(amountYen, amount)) return { status: 'rejected', code: 'amount-not-payable' };
    const answer = await requestReceipt(idempotencyKey, amountYen, context);
    if (answer.status !== 'answered') return answer;
    const laidReady = readReceipt(answer.body, instruction);
    if (laidReady?.status === 'expired') return { status: 'rejected', code: 'expired' };
    return laidReady ?? outcomeOfRefusal(REFUSALS, refusalCodeOf(answer));
  },
  query: async (instruction, context) => {
    const answer = await findReceipt(instruction.idempotencyKey, context);
    if (answer.status !== 'answered') return { status: 'unknown', code: answer.code };
    const code = refusalCodeOf(answer);
    if (answer.httpStatus === 404 && code === 'NOT_FOUND') return { status: 'absent' };
    return readReceipt(answer.body, instruction) ?? { status: 'unknown', code: printableCode(code) };
  },
  withdraw: async (instruction, context) => {
    const answer = await cancelReceipt(instruction.idempotencyKey, context);
    if (answer.status !== 'answered') return { status: 'unknown', code: answer.code };
    const receipt = receiptSchema.safeParse(answer.body).data;
    if (receipt?.requestNumber === instruction.idempotencyKey && receipt.status === 'CANCELED') {
      return { status: 'withdrawn' };
    }
    const code = refusalCodeOf(answer);
    if (code === 'ALREADY_RECEIVED') return { status: 'used' };
    // The machines do not pay it any more, and the bank has given the money back.
    if (code === 'PERIOD_OVER') return { status: 'withdrawn' };
    return { status: 'unknown', code: printableCode(code) };
  },
});

/** Undefined where the answer is no withdrawal. */
function readReceipt(
  body: unknown,
  { idempotencyKey, amountYen }: Instruction<unknown>,
): PayoutOutcome | { status: 'expired' } | undefined {
  const parsed = receiptSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const receipt = parsed.data;
  if (receipt.requestNumber !== idempotencyKey || receipt.amount !== amountYen) {
    return { status: 'unknown', code: 'answer-to-another-request' };
  }
  const state = RECEIPT_STATUS[receipt.status];
  if (state === 'expired') return { status: 'expired' };
  if (state === 'taken-back') return { status: 'rejected', code: receipt.status };
  return {
    status: 'settled',
    providerRef: receipt.receiptId,
    // In the order in which the machine asks for them.
    secret: {
      values: [
        { label: '提携先コード', value: receipt.partnerCode },
        { label: 'お客様番号', value: receipt.customerNumber },
        { label: '確認番号', value: receipt.confirmationNumber },
      ],
    },
    expiresAt: new Date(receipt.expiresAt),
  };
}
