// The first step of an application: what it is about, and the ways to receive it. Where nothing can be applied for, it
// says why and ends.
import {
  type BenefitOffer,
  type BlockEvent,
  defineBlock,
  defineBlockDefinition,
  type Message,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Choice, showCard, startButton, startData } from '../card.ts';
import { closedPreviews, largestOffer } from '../largest.ts';
import { factRows, PROGRAM_ID } from '../offer-words.ts';
import { type BenefitPorts, findOpenOffer } from '../ports.ts';
import { mayEnterAccount, type ReceivingOption, readTypedOption, receivingOptions } from '../receiving-options.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(300).meta({ title: '質問', description: '金額と期限の下に出ます' }),
});

/** Where the conversation keeps what was chosen: the key of a ReceivingOption. */
export const CHOICE = 'choice';

const definition = defineBlockDefinition({
  key: 'benefit-application.choose-method',
  title: '受け取り方をえらぶ',
  description:
    '給付金の金額と期限を見せて、受け取り方をえらんでもらいます。申し込めないときは、わけを伝えて終わります。',
  category: 'question',
  config: configSchema,
  outputs: () => ['next'],
  reads: () => [PROGRAM_ID],
  sets: () => ({ [CHOICE]: { maxLength: 60 } }),
  preview: ({ text }) => [[showOffer(largestOffer(), `${SORRY}${text}`, (value) => value)], ...closedPreviews()],
  // A tap on the first button, whose data only the port knows: "1" means the same.
  samples: () => [{ output: 'next', event: { type: 'text', text: '1' }, taps: 1 }],
});

const SORRY = 'すみません、わかりませんでした。\n';

export const chooseMethod = defineBlock<typeof configSchema, BenefitPorts>(definition, {
  enter: async (context) => {
    const { offer, ended } = await findOpenOffer(context);
    return ended ?? { messages: [showOffer(offer, context.config.text, context.answer)], then: 'wait' };
  },
  receive: async (context, event) => {
    const { offer, ended } = await findOpenOffer(context);
    if (ended) return ended;
    const option = readAnswer(event, receivingOptions(offer));
    if (option) return { set: { [CHOICE]: { value: option.key } }, then: 'go', output: 'next' };
    return { messages: [showOffer(offer, `${SORRY}${context.config.text}`, context.answer)], then: 'ask-again' };
  },
});

function readAnswer(event: BlockEvent, options: readonly ReceivingOption[]): ReceivingOption | undefined {
  if (event.type === 'answer') return options.find(({ key }) => key === event.value);
  return event.type === 'text' ? readTypedOption(options, event.text) : undefined;
}

function showOffer(offer: BenefitOffer, question: string, answer: (value: string) => string): Message {
  const { isPractice, programId, programName } = offer;
  return showCard({
    isPractice,
    title: programName,
    rows: factRows(offer),
    note: question,
    choices: [
      ...receivingOptions(offer).map(({ key, label, note }) => ({ label, note, data: answer(key) })),
      ...(mayEnterAccount(offer) ? [otherAccount(programId)] : []),
    ],
    quietButtons: [startButton('受け取らない（辞退）', 'decline', { [PROGRAM_ID]: programId })],
  });
}

/** A flow of its own: a page takes the account, and its way is counted apart. */
function otherAccount(programId: string): Choice {
  return {
    label: 'ほかの口座で',
    note: '口座の番号を、専用のページで入力します。',
    data: startData('benefit-application/enter-account', { [PROGRAM_ID]: programId }),
  };
}
