// The door: what a resident can apply for. Where there is one thing only, it begins at once.
import { type BenefitOffer, type BlockResult, defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Card, showCard, showCards, startButton } from '../card.ts';
import { closedPreviews, LARGEST_CONTACT, largestOffer } from '../largest.ts';
import { applyButton, factRows, PROGRAM_ID } from '../offer-words.ts';
import { type BenefitContext, type BenefitPorts, contactOf } from '../ports.ts';
import { registerButton } from '../register-button.ts';

/** A carousel of LINE has 12 bubbles at most, and more would not be looked through. */
const SHOWN = 8;

const definition = defineBlockDefinition({
  key: 'benefit-application.list-offers',
  title: '給付金の一覧',
  description: '申し込める給付金を見せます。ひとつだけなら、すぐに申し込みへ進みます。',
  category: 'action',
  config: z.strictObject({}),
  outputs: () => ['next'],
  sets: () => ({ [PROGRAM_ID]: { maxLength: 36 } }),
  starts: () => [{ flow: 'apply' }],
  preview: () => [
    showCards(Array.from({ length: SHOWN }, () => offerCard(largestOffer()))),
    [showCard(notRegistered(LARGEST_CONTACT))],
    [showCard(nothingOpen(LARGEST_CONTACT))],
    ...closedPreviews(),
  ],
});

export const listOffers = defineBlock<typeof definition.config, BenefitPorts>(definition, {
  enter: async (context) => {
    const offers = (await context.ports.benefits.listOffers()).filter(({ state }) => state !== 'none');
    const [only, ...others] = offers;
    if (!only) return sayNothing(context);
    if (others.length === 0 && only.state === 'open') {
      return { set: { [PROGRAM_ID]: { value: only.programId } }, then: 'start', flow: 'apply' };
    }
    return { messages: showCards(openFirst(offers).slice(0, SHOWN).map(offerCard)), then: 'go', output: 'next' };
  },
});

async function sayNothing(context: BenefitContext): Promise<BlockResult> {
  const registered = await context.ports.identity.find();
  const card = registered ? nothingOpen(contactOf(context)) : notRegistered(contactOf(context));
  return { messages: [showCard(card)], then: 'go', output: 'next' };
}

function openFirst(offers: readonly BenefitOffer[]): BenefitOffer[] {
  return offers.toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open'));
}

function offerCard(offer: BenefitOffer): Card {
  const { isPractice, programName, state } = offer;
  const card = { isPractice, title: programName };
  if (state === 'open') {
    return { ...card, lead: '申し込むことができます。', rows: factRows(offer), buttons: [applyButton(offer)] };
  }
  if (state === 'applied') {
    const number = offer.claimNumber === undefined ? [] : [{ label: '受付番号', value: offer.claimNumber }];
    return {
      ...card,
      lead: '申し込みが届いています。',
      rows: number,
      buttons: [startButton('いまのようすを見る', 'status')],
    };
  }
  return {
    ...card,
    lead: WHY_NOT[state] ?? 'いまは申し込めません。',
    rows: factRows(offer),
    buttons: [startButton('くわしく見る', 'apply', { [PROGRAM_ID]: offer.programId })],
  };
}

const WHY_NOT: Readonly<Record<string, string>> = {
  taken: 'もう申し込みが届いています。',
  declined: '受け取らない（辞退）という申し出を受けています。',
  over: '申し込みの期限が過ぎました。',
  'not-yet': '申し込みは、まだ始まっていません。',
};

function notRegistered(contact: string): Card {
  return {
    isPractice: false,
    title: '給付金を受け取る準備',
    lead: `マイナンバーカードで、1回だけ本人確認をしておくと、給付金の対象になったときに、このトークでお知らせが届き、すぐに申し込めます。\n\n役所から手紙が届いた方は、手紙の番号でも申し込めます。カードがない方は、手紙の書類で申し込めます。\n\nわからないときは、${contact}へお問い合わせください。`,
    buttons: [registerButton('本人確認をする'), startButton('手紙の番号で申し込む', 'letter')],
  };
}

function nothingOpen(contact: string): Card {
  return {
    isPractice: false,
    title: 'いま申し込める給付金',
    lead: `いま、申し込める給付金はありません。対象になったときは、このトークでお知らせします。本人確認は済んでいます。\n\n手紙が届いたのにここに出ないときは、手紙の番号で申し込めます。わからないときは、${contact}へお問い合わせください。`,
    buttons: [startButton('手紙の番号で申し込む', 'letter')],
  };
}
