// What a benefit's state means to a resident, and what they can do next. Short sentences, everyday words.
import { formatJapaneseDay } from '@tenohira/core';
import type { BenefitOffer } from '@tenohira/feature-kit';
import { type Card, startButton } from './card.ts';

export function yen(amount: number): string {
  return `${amount.toLocaleString('ja-JP')}円`;
}

/** 「2027年1月31日(日)」: a deadline is read months ahead, so the year is always there. */
export function longDay(day: string): string {
  return `${Number(day.slice(0, 4))}年${formatJapaneseDay(day)}`;
}

export const PROGRAM_ID = 'program-id';

/** The card for a benefit for which nothing can be applied now: why, and what to do. */
export function closedCard(offer: BenefitOffer, contact: string): Card {
  const { isPractice, programName, claimNumber, closesOn } = offer;
  // A program that is not this city's has no name.
  const card = { isPractice, title: programName || '給付金' };
  const help = `わからないときは、${contact}へお問い合わせください。`;
  switch (offer.state) {
    case 'open':
      return { ...card, lead: 'この給付金は、申し込むことができます。', buttons: [applyButton(offer)] };
    case 'applied':
      return {
        ...card,
        lead: 'あなたの申し込みは、もう届いています。もう一度申し込まなくて、だいじょうぶです。',
        ...(claimNumber === undefined ? {} : { rows: [{ label: '受付番号', value: claimNumber }] }),
        buttons: [startButton('いまのようすを見る', 'status')],
      };
    case 'taken':
      return {
        ...card,
        lead: `この給付金は、もう申し込みが届いています（郵便で送った書類や、ご家族からの申し込みなど）。二回受け取ることはできないため、ここでは申し込めません。\n\n心あたりがないときは、${contact}へお問い合わせください。`,
      };
    case 'declined':
      return {
        ...card,
        lead: `この給付金は、「受け取らない（辞退）」という申し出を受けています。\n\nまちがいのときや、気持ちが変わったときは、${contact}へお問い合わせください。`,
      };
    case 'over':
      return {
        ...card,
        lead: `申し込みの期限（${longDay(closesOn)}）が過ぎたため、申し込むことができません。申し訳ありません。\n\n${help}`,
      };
    case 'not-yet':
      return {
        ...card,
        lead: `申し込みは、まだ始まっていません。申し込めるようになったら、このトークでお知らせします。\n\n${help}`,
      };
    case 'none':
      return {
        ...card,
        lead: `あなたがこの給付金の対象か、LINEでは確かめられませんでした。対象の方には、役所から手紙も届きます。手紙が届いたら、手紙の番号で申し込めます。\n\n${help}`,
        buttons: [startButton('手紙の番号で申し込む', 'letter')],
      };
  }
}

/** For a button whose program is not this city's, or no longer there. */
export function unknownCard(contact: string): Card {
  return {
    isPractice: false,
    title: '給付金が見つかりません',
    lead: `このボタンの給付金は、いまはありません。「給付金」と送ると、いま申し込めるものを見られます。\n\nわからないときは、${contact}へお問い合わせください。`,
    buttons: [startButton('給付金を見る', 'menu')],
  };
}

export function applyButton({ programId }: BenefitOffer) {
  return startButton('申し込みへ進む', 'apply', { [PROGRAM_ID]: programId });
}

/** What a program shows of itself: how much, until when. */
export function factRows({ amountYen, closesOn }: BenefitOffer): { label: string; value: string }[] {
  return [
    { label: '金額', value: yen(amountYen) },
    { label: '期限', value: longDay(closesOn) },
  ];
}

/** Where an application stands, in the resident's words. */
export const CLAIM_STATUS_TEXT: Readonly<Record<string, string>> = {
  keyed: '受け付けました。担当者が確かめています',
  claimed: '受け付けました。担当者が確かめています',
  approved: 'お支払いの準備をしています',
  paid: 'お支払いしました',
  returned: 'お支払いできませんでした。手続きが必要です',
  cancelled: '取り消されました',
};
