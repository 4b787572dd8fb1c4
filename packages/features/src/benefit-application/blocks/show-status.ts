// Where the resident's own applications stand.
import { type BenefitOffer, defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Card, showCard, showCards, startButton } from '../card.ts';
import { LARGEST_CONTACT, largestOffer } from '../largest.ts';
import { CLAIM_STATUS_TEXT, PROGRAM_ID, yen } from '../offer-words.ts';
import { type BenefitPorts, contactOf } from '../ports.ts';
import { mayHaveCodes } from './open-page.ts';

const SHOWN = 8;

const definition = defineBlockDefinition({
  key: 'benefit-application.show-status',
  title: '申し込みのようす',
  description: '住民が自分で申し込んだ給付金の、受付番号と、いまのようすを見せます。',
  category: 'message',
  config: z.strictObject({}),
  outputs: () => ['next'],
  preview: () => [
    showCards(Array.from({ length: SHOWN }, () => statusCard(largestOffer('applied')))),
    [showCard(nothingYet(LARGEST_CONTACT))],
  ],
});

export const showStatus = defineBlock<typeof definition.config, BenefitPorts>(definition, {
  enter: async (context) => {
    const applied = (await context.ports.benefits.listOffers()).filter(({ state }) => state === 'applied');
    const messages =
      applied.length === 0
        ? [showCard(nothingYet(contactOf(context)))]
        : showCards(applied.slice(0, SHOWN).map(statusCard));
    return { messages, then: 'go', output: 'next' };
  },
});

function statusCard(offer: BenefitOffer): Card {
  const { isPractice, programId, programName, amountYen, claimNumber = '', claimStatus = '' } = offer;
  const about = { [PROGRAM_ID]: programId };
  return {
    isPractice,
    title: programName,
    rows: [
      { label: 'いまのようす', value: CLAIM_STATUS_TEXT[claimStatus] ?? '受け付けました' },
      { label: '受付番号', value: claimNumber },
      { label: '金額', value: yen(amountYen) },
    ],
    buttons: [
      ...(claimStatus === 'returned' ? [startButton('受け取り方を直す', 'correct', about)] : []),
      ...(mayHaveCodes(offer) ? [startButton('番号を見る', 'codes', about)] : []),
    ],
  };
}

function nothingYet(contact: string): Card {
  return {
    isPractice: false,
    title: '申し込みのようす',
    lead: `このトークからの申し込みは、まだありません。書類で申し込んだ方は、${contact}へお問い合わせください。`,
    buttons: [startButton('給付金を見る', 'menu')],
  };
}
