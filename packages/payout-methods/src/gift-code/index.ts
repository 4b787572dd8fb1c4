import {
  defineInstantMethod,
  type Instruction,
  isPayable,
  type PayoutContext,
  type PayoutOutcome,
} from '@tenohira/feature-kit';
import { amazonIssuer } from './amazon-client.ts';
import type { Found, TakenBack } from './issuer.ts';
import { quoCardPayIssuer } from './quo-card-pay-client.ts';
import { recipientSchema, type Settings, settingsSchema } from './schema.ts';

/** What both issuers take; QUO Card Pay has the narrower limits, 50 to 100,000 yen a card. */
const amount = { minYen: 50, maxYen: 100_000, stepYen: 1 };

/** A code or a page that is as good as money, from the issuer with which the city has a contract. */
export const giftCode = defineInstantMethod({
  key: 'gift-code',
  title: 'デジタルギフト',
  summary: 'お店で使えるデジタルギフトです。確認がすむと、すぐに受け取れます。',
  settings: settingsSchema,
  recipient: recipientSchema,
  asks: 'nothing',
  isPractice: false,
  amount,
  endpoints: ['AMAZON_INCENTIVES_URL', 'QUO_CARD_PAY_URL'],
  submit: async (instruction, context): Promise<PayoutOutcome> => {
    if (!isPayable(instruction.amountYen, amount)) return { status: 'rejected', code: 'amount-not-payable' };
    const issued = await ask('issue', instruction, context);
    // A key that is asked for again long after: nothing will come of it any more.
    if (issued.status === 'expired') return { status: 'rejected', code: 'expired' };
    return issued.status === 'absent' ? { status: 'unknown', code: 'absent' } : issued;
  },
  query: (instruction, context) => ask('find', instruction, context),
  withdraw: (instruction, context): Promise<TakenBack> => {
    const { settings } = context;
    return settings.issuer === 'amazon'
      ? amazonIssuer.takeBack(instruction, { ...context, settings })
      : quoCardPayIssuer.takeBack(instruction, { ...context, settings });
  },
});

function ask(
  verb: 'issue' | 'find',
  instruction: Instruction<unknown>,
  context: PayoutContext<Settings>,
): Promise<Found> {
  const { settings } = context;
  return settings.issuer === 'amazon'
    ? amazonIssuer[verb](instruction, { ...context, settings })
    : quoCardPayIssuer[verb](instruction, { ...context, settings });
}
