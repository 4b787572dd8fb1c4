import {
  defineInstantMethod,
  type Instruction,
  isPayable,
  outcomeOfRefusal,
  type PayoutOutcome,
  printableCode,
} from '@tenohira/feature-kit';
import { findVoucher, issueVoucher, resultCodeOf, revokeVoucher, voucherSchema } from './client.ts';
import { recipientSchema, settingsSchema } from './schema.ts';
import { REFUSALS, VOUCHER_STATE } from './status.ts';

/** Below 1,000,000 yen, in steps of a yen: what issuers of balances for payment apps take a piece. */
const amount = { minYen: 1, maxYen: 999_999, stepYen: 1 };

/** A code that adds its amount to the balance of a payment app. */
export const eMoney = defineInstantMethod({
  key: 'e-money',
  title: '電子マネー',
  summary: '届いたコードを決済アプリに入力すると、すぐに残高に加わります。',
  settings: settingsSchema,
  recipient: recipientSchema,
  asks: 'nothing',
  isPractice: false,
  amount,
  endpoints: ['E_MONEY_URL'],
  submit: async (instruction, context) => {
    const { idempotencyKey, amountYen } = instruction;
    if (!isPayable(amountYen, amount)) return { status: 'rejected', code: 'amount-not-payable' };
    const answer = await issueVoucher(idempotencyKey, amountYen, context);
    if (answer.status !== 'answered') return answer;
    const issued = readVoucher(answer.body, instruction);
    if (issued?.status === 'expired') return { status: 'rejected', code: 'expired' };
    return issued ?? outcomeOfRefusal(REFUSALS, resultCodeOf(answer));
  },
  query: async (instruction, context) => {
    const answer = await findVoucher(instruction.idempotencyKey, context);
    if (answer.status !== 'answered') return { status: 'unknown', code: answer.code };
    const code = resultCodeOf(answer);
    if (answer.httpStatus === 404 && code === 'E404_VOUCHER') return { status: 'absent' };
    return readVoucher(answer.body, instruction) ?? { status: 'unknown', code: printableCode(code) };
  },
  withdraw: async (instruction, context) => {
    const answer = await revokeVoucher(instruction.idempotencyKey, context);
    if (answer.status !== 'answered') return { status: 'unknown', code: answer.code };
    const voucher = voucherSchema.safeParse(answer.body).data;
    if (voucher?.requestId === instruction.idempotencyKey && voucher.state === 'revoked')
      return { status: 'withdrawn' };
    const code = resultCodeOf(answer);
    if (code === 'E409_REDEEMED') return { status: 'used' };
    // Nobody can use it any more, and what lapsed unused is not billed.
    if (code === 'E409_EXPIRED') return { status: 'withdrawn' };
    return { status: 'unknown', code: printableCode(code) };
  },
});

/** Undefined where the answer is no voucher. */
function readVoucher(
  body: unknown,
  { idempotencyKey, amountYen }: Instruction<unknown>,
): PayoutOutcome | { status: 'expired' } | undefined {
  const parsed = voucherSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { requestId, voucherId, state, code, pin, redeemUrl, expiresAt } = parsed.data;
  if (requestId !== idempotencyKey || parsed.data.amount !== amountYen) {
    return { status: 'unknown', code: 'answer-to-another-request' };
  }
  if (VOUCHER_STATE[state] === 'expired') return { status: 'expired' };
  if (VOUCHER_STATE[state] === 'taken-back') return { status: 'rejected', code: state };
  const values = [{ label: 'コード', value: code }, ...(pin === undefined ? [] : [{ label: '認証番号', value: pin }])];
  return {
    status: 'settled',
    providerRef: voucherId,
    secret: { values, url: redeemUrl },
    expiresAt: new Date(expiresAt),
  };
}
