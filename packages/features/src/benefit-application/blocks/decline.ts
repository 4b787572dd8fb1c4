// Refusing a benefit (辞退): asked once more, because it gives money away.
import {
  type BenefitOffer,
  defineBlock,
  defineBlockDefinition,
  type Message,
  platformEffect,
  postbackAction,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { showCard } from '../card.ts';
import { closedPreviews, LARGEST_CONTACT, largestOffer } from '../largest.ts';
import { applyButton, PROGRAM_ID, yen } from '../offer-words.ts';
import { type BenefitPorts, contactOf, findOpenOffer, lockOpenOffer } from '../ports.ts';
import { saysNo } from '../yes-no.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(400).meta({ title: '質問', description: '辞退すると何が起きるかを伝えます' }),
});

const DECLINE = 'decline';
const KEEP = 'keep';
const SORRY = 'すみません、わかりませんでした。下のボタンを押してください。\n\n';

const definition = defineBlockDefinition({
  key: 'benefit-application.decline',
  title: '給付金の辞退',
  description: '本当に受け取らないかを確かめて、辞退を受け付けます。',
  category: 'action',
  config: configSchema,
  outputs: () => ['declined', 'kept'],
  reads: () => [PROGRAM_ID],
  preview: ({ text }) => [
    [question(largestOffer(), `${SORRY}${text}`, (value) => value)],
    [declinedMessage(largestOffer(), LARGEST_CONTACT)],
    [keptMessage(largestOffer())],
    ...closedPreviews(),
  ],
  samples: () => [
    { output: 'declined', event: { type: 'answer', value: DECLINE }, taps: 1 },
    { output: 'kept', event: { type: 'answer', value: KEEP }, taps: 1 },
  ],
});

export const decline = defineBlock<typeof configSchema, BenefitPorts>(definition, {
  enter: async (context) => {
    const { offer, ended } = await findOpenOffer(context);
    return ended ?? { messages: [question(offer, context.config.text, context.answer)], then: 'wait' };
  },
  receive: async (context, event) => {
    const declines = event.type === 'answer' && event.value === DECLINE;
    const { offer, ended } = await (declines ? lockOpenOffer(context) : findOpenOffer(context));
    if (ended) return ended;
    if (declines) {
      return {
        effects: [platformEffect('benefit.decline', { programId: offer.programId })],
        messages: [declinedMessage(offer, contactOf(context, offer))],
        then: 'go',
        output: 'declined',
      };
    }
    if ((event.type === 'answer' && event.value === KEEP) || (event.type === 'text' && saysNo(event.text))) {
      return { messages: [keptMessage(offer)], then: 'go', output: 'kept' };
    }
    return { messages: [question(offer, `${SORRY}${context.config.text}`, context.answer)], then: 'ask-again' };
  },
});

function question(offer: BenefitOffer, text: string, answer: (value: string) => string): Message {
  return showCard({
    isPractice: offer.isPractice,
    title: '本当に受け取りませんか？',
    lead: text,
    rows: [
      { label: '給付金', value: offer.programName },
      { label: '金額', value: yen(offer.amountYen) },
    ],
    buttons: [postbackAction('もどる', answer(KEEP)), postbackAction('受け取らない', answer(DECLINE))],
  });
}

function declinedMessage({ isPractice, programName, texts }: BenefitOffer, contact: string): Message {
  return showCard({
    isPractice,
    title: '辞退を受け付けました',
    lead: `「${programName}」は、受け取らないこととして受け付けました。お手続きは、これで終わりです。\n\nまちがいのときは、早めに${contact}へお問い合わせください。`,
    // The city's own words are added to ours.
    ...(texts.declined ? { note: texts.declined } : {}),
  });
}

function keptMessage(offer: BenefitOffer): Message {
  return showCard({
    isPractice: offer.isPractice,
    title: '辞退していません',
    lead: 'わかりました。辞退はしていません。申し込むときは、下のボタンを押してください。',
    buttons: [applyButton(offer)],
  });
}
