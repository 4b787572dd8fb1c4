// Shows what will be applied for, to be looked at once more.
import {
  type BenefitOffer,
  type BlockEvent,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  type Message,
  postbackAction,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { showCard } from '../card.ts';
import { closedPreviews, largestOffer } from '../largest.ts';
import { PROGRAM_ID, yen } from '../offer-words.ts';
import { type BenefitContext, type BenefitPorts, findOpenOffer } from '../ports.ts';
import { findOption, type ReceivingOption } from '../receiving-options.ts';
import { saysNo, saysYes } from '../yes-no.ts';
import { CHOICE } from './choose-method.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(300).meta({ title: '文章', description: '申し込む内容の上に出ます' }),
  yesLabel: z.string().min(1).max(20).meta({ title: '進むボタン' }),
  noLabel: z.string().min(1).max(20).meta({ title: '戻るボタン' }),
});
type Config = z.infer<typeof configSchema>;

const definition = defineBlockDefinition({
  key: 'benefit-application.confirm',
  title: '申し込む内容の確認',
  description: '金額と受け取り方を見せて、まちがいがないか確かめてもらいます。',
  category: 'question',
  config: configSchema,
  outputs: () => ['yes', 'no'],
  reads: () => [PROGRAM_ID, CHOICE],
  preview: (config) => [
    [summary(largestOffer(), { ...LARGEST_OPTION }, { ...config, text: `${SORRY}${config.text}` }, (value) => value)],
    ...closedPreviews(),
  ],
  samples: () => [
    { output: 'yes', event: { type: 'answer', value: 'yes' }, taps: 1 },
    { output: 'no', event: { type: 'answer', value: 'no' }, taps: 1 },
  ],
});

const SORRY = 'すみません、わかりませんでした。\n';
const LARGEST_OPTION: ReceivingOption = {
  key: '',
  method: '',
  accountKind: 'held',
  label: '',
  note: '',
  summary: 'あ'.repeat(60),
};

export const confirm = defineBlock<typeof configSchema, BenefitPorts>(definition, {
  enter: (context) => withOption(context, (offer, option) => ask(context, offer, option)),
  receive: (context, event) =>
    withOption(context, (offer, option) => {
      const answer = readAnswer(event);
      if (answer) return { then: 'go', output: answer };
      const { messages = [] } = ask(context, offer, option, SORRY);
      return { messages, then: 'ask-again' };
    }),
});

/** Back to the choice where the way that was chosen is no longer offered. */
async function withOption(
  context: BenefitContext<Config>,
  then: (offer: BenefitOffer, option: ReceivingOption) => BlockResult,
): Promise<BlockResult> {
  const { offer, ended } = await findOpenOffer(context);
  if (ended) return ended;
  const option = findOption(offer, context.variables[CHOICE]?.value);
  return option ? then(offer, option) : { then: 'go', output: 'no' };
}

function ask(
  { config, answer }: BenefitContext<Config>,
  offer: BenefitOffer,
  option: ReceivingOption,
  before = '',
): BlockResult {
  return { messages: [summary(offer, option, { ...config, text: `${before}${config.text}` }, answer)], then: 'wait' };
}

function readAnswer(event: BlockEvent): 'yes' | 'no' | undefined {
  if (event.type === 'answer') return event.value === 'yes' || event.value === 'no' ? event.value : undefined;
  if (event.type !== 'text') return undefined;
  return saysYes(event.text) ? 'yes' : saysNo(event.text) ? 'no' : undefined;
}

function summary(
  { isPractice, programName, amountYen }: BenefitOffer,
  option: ReceivingOption,
  { text, yesLabel, noLabel }: Config,
  answer: (value: string) => string,
): Message {
  return showCard({
    isPractice,
    title: '内容を確かめてください',
    lead: text,
    rows: [
      { label: '給付金', value: programName },
      { label: '金額', value: yen(amountYen) },
      { label: '受け取り方', value: option.summary },
    ],
    buttons: [postbackAction(yesLabel, answer('yes')), postbackAction(noLabel, answer('no'))],
  });
}
