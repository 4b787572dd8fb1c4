// The last step: the resident declares and applies. The household is held while it is decided, so what is said is true.
import {
  type BenefitOffer,
  type BlockEvent,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  type Message,
  platformEffect,
  postbackAction,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Card, showCard, startButton } from '../card.ts';
import { closedPreviews, largestOffer } from '../largest.ts';
import { PROGRAM_ID, yen } from '../offer-words.ts';
import { type BenefitContext, type BenefitPorts, findOpenOffer, lockOpenOffer } from '../ports.ts';
import { findOption, type ReceivingOption } from '../receiving-options.ts';
import { surveyButtons } from '../survey-button.ts';
import { CHOICE } from './choose-method.ts';

const configSchema = z.strictObject({
  pledge: z
    .string()
    .min(1)
    .max(600)
    .meta({ title: '誓約・同意', description: '申し込むボタンの上に出ます。押すと、これに同意したことになります' }),
  label: z.string().min(1).max(20).meta({ title: '申し込むボタン' }),
  done: z.string().min(1).max(400).meta({ title: '申し込んだあとの文章', description: '受付番号の下に出ます' }),
});
type Config = z.infer<typeof configSchema>;
type Context = BenefitContext<Config>;

const APPLY = 'apply';
const SORRY = 'すみません、わかりませんでした。申し込むときは、下のボタンを押してください。\n\n';
const CHANGED = 'えらんだ受け取り方は、ちょうどいま使えなくなりました。おそれいりますが、もう一度えらんでください。';

const definition = defineBlockDefinition({
  key: 'benefit-application.apply',
  title: '給付金の申し込み',
  description:
    '誓約・同意を見せて、申し込んでもらいます。ほかから先に申し込みが届いていたときなどは、そのとおりに伝えて終わります。',
  category: 'action',
  config: configSchema,
  outputs: () => ['next', 'again'],
  reads: () => [PROGRAM_ID, CHOICE],
  preview: (config) => [
    [question(largestOffer(), { ...config, pledge: `${SORRY}${config.pledge}` }, (value) => value)],
    [appliedMessage(largestOffer(), 'K26-00000012', 'あ'.repeat(60), config.done)],
    [showCard(changedCard(largestOffer()))],
    ...closedPreviews(),
  ],
  samples: () => [{ output: 'next', event: { type: 'answer', value: APPLY }, taps: 1 }],
});

export const apply = defineBlock<typeof configSchema, BenefitPorts>(definition, {
  enter: async (context) => {
    const { offer, ended } = await findOpenOffer(context);
    if (ended) return ended;
    if (!chosen(context, offer)) return again(offer);
    return { messages: [question(offer, context.config, context.answer)], then: 'wait' };
  },
  receive: async (context, event) => {
    if (!means(event)) return askAgain(context);
    const { offer, ended } = await lockOpenOffer(context);
    if (ended) return ended;
    const option = chosen(context, offer);
    return option ? claim(context, offer, option) : again(offer);
  },
});

function chosen({ variables }: Context, offer: BenefitOffer): ReceivingOption | undefined {
  return findOption(offer, variables[CHOICE]?.value);
}

async function claim(
  { ports, config, newId }: Context,
  offer: BenefitOffer,
  { method, accountKind, summary }: ReceivingOption,
): Promise<BlockResult> {
  const number = await ports.benefits.reserveClaimNumber();
  const { programId } = offer;
  return {
    effects: [platformEffect('benefit.claim', { claimId: newId(), programId, number, method, accountKind })],
    messages: [appliedMessage(offer, number, summary, config.done)],
    then: 'go',
    output: 'next',
  };
}

async function askAgain(context: Context): Promise<BlockResult> {
  const { offer, ended } = await findOpenOffer(context);
  if (ended) return ended;
  const { config, answer } = context;
  return {
    messages: [question(offer, { ...config, pledge: `${SORRY}${config.pledge}` }, answer)],
    then: 'ask-again',
  };
}

function again(offer: BenefitOffer): BlockResult {
  return { messages: [showCard(changedCard(offer))], then: 'go', output: 'again' };
}

/** Only the button: money is not applied for by a word that was meant for something else. */
function means(event: BlockEvent): boolean {
  return event.type === 'answer' && event.value === APPLY;
}

function question(offer: BenefitOffer, { pledge, label }: Config, answer: (value: string) => string): Message {
  return showCard({
    isPractice: offer.isPractice,
    title: `${yen(offer.amountYen)}を申し込みます`,
    lead: pledge,
    buttons: [postbackAction(label, answer(APPLY))],
  });
}

function changedCard({ isPractice, programName }: BenefitOffer): Card {
  return { isPractice, title: programName, lead: CHANGED };
}

function appliedMessage(offer: BenefitOffer, number: string, how: string, done: string): Message {
  const { isPractice, programName, amountYen, texts } = offer;
  return showCard({
    isPractice,
    title: '申し込みを受け付けました',
    rows: [
      { label: '受付番号', value: number },
      { label: '給付金', value: programName },
      { label: '金額', value: yen(amountYen) },
      { label: '受け取り方', value: how },
    ],
    // The city's own words are added to ours.
    note: texts.received ? `${done}\n\n${texts.received}` : done,
    buttons: [...surveyButtons(offer), startButton('いまのようすを見る', 'status')],
  });
}
