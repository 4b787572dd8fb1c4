// A page of ours for what must not be in a chat: account numbers and the codes of gifts.
import {
  type BenefitOffer,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  platformEffect,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Card, showCard, startButton } from '../card.ts';
import { closedPreviews, LARGEST_CONTACT, largestOffer } from '../largest.ts';
import { CLAIM_STATUS_TEXT, PROGRAM_ID } from '../offer-words.ts';
import { type BenefitContext, type BenefitPorts, contactOf, findOffer, sayClosed } from '../ports.ts';
import { mayEnterAccount } from '../receiving-options.ts';

const configSchema = z.strictObject({
  purpose: z
    .enum(['account', 'correction', 'codes'])
    .meta({ title: '何のページ', description: 'account：口座の入力 ／ correction：口座の直し ／ codes：番号を見る' }),
  text: z.string().min(1).max(400).meta({ title: '文章' }),
  label: z.string().min(1).max(20).meta({ title: 'ボタン' }),
});
type Config = z.infer<typeof configSchema>;

/** Of the link; the page itself stays open a little longer. */
export const LINK_MINUTES = 30;
export const LINK_NOTE = `ボタンは${LINK_MINUTES}分間、1回だけ使えます。使えなくなったら、もう一度このトークからやり直せます。`;
export const LARGEST_URL = `https://${'x'.repeat(300)}`;

const definition = defineBlockDefinition({
  key: 'benefit-application.open-page',
  title: '給付金のページを開く',
  description: '口座の入力や、番号の表示のために、その住民だけのページを開きます。',
  category: 'action',
  config: configSchema,
  outputs: () => [],
  reads: () => [PROGRAM_ID],
  preview: (config) => [
    [showCard(linkCard(largestOffer(), config, LARGEST_URL))],
    [showCard(notNeeded(largestOffer('applied'), config.purpose, LARGEST_CONTACT))],
    ...closedPreviews(),
  ],
});

export const openPage = defineBlock<typeof configSchema, BenefitPorts>(definition, {
  enter: async (context) => {
    const { purpose } = context.config;
    const { offer, ended } = await findOffer(context);
    if (ended) return ended;
    if (offer.state !== (purpose === 'account' ? 'open' : 'applied')) return sayClosed(context, offer);
    if (!isNeeded(offer, purpose)) {
      return { messages: [showCard(notNeeded(offer, purpose, contactOf(context, offer)))], then: 'end' };
    }
    return open(context, offer);
  },
});

function isNeeded(offer: BenefitOffer, purpose: Config['purpose']): boolean {
  switch (purpose) {
    case 'account':
      return mayEnterAccount(offer);
    case 'correction':
      return offer.claimStatus === 'returned';
    case 'codes':
      return mayHaveCodes(offer);
  }
}

/** A code can be there from the approval on, and only of a method that needs no account: the page knows. */
export function mayHaveCodes({ claimStatus, methods }: BenefitOffer): boolean {
  return (claimStatus === 'approved' || claimStatus === 'paid') && methods.some(({ asks }) => asks === 'nothing');
}

function open({ config, now, newId, newToken, ports }: BenefitContext<Config>, offer: BenefitOffer): BlockResult {
  const token = newToken();
  const { programId } = offer;
  const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000).toISOString();
  return {
    effects: [
      platformEffect('benefit.open-page', { pageId: newId(), token, purpose: config.purpose, programId, expiresAt }),
    ],
    messages: [showCard(linkCard(offer, config, ports.benefits.pageUrl(token)))],
    then: 'end',
  };
}

function linkCard({ isPractice, programName }: BenefitOffer, { text, label }: Config, uri: string): Card {
  return {
    isPractice,
    title: programName,
    lead: `${text}\n\n${LINK_NOTE}`,
    buttons: [{ type: 'uri', label, uri }],
  };
}

function notNeeded(offer: BenefitOffer, purpose: Config['purpose'], contact: string): Card {
  const { isPractice, programName, claimStatus = '' } = offer;
  const status = CLAIM_STATUS_TEXT[claimStatus] ?? '受け付けました';
  const lead = {
    account: 'この給付金では、口座への振り込みはえらべません。ほかの受け取り方をえらんでください。',
    correction: `口座を直すことは、いまは必要ありません。\nいまのようす：${status}。\n\n口座がまちがっているかもしれないときは、${contact}へお問い合わせください。`,
    codes: `番号は、まだ届いていません。\nいまのようす：${status}。\n\n届いたら、このトークでお知らせします。口座への振り込みのときは、番号はありません。`,
  }[purpose];
  return { isPractice, title: programName, lead, buttons: [startButton('いまのようすを見る', 'status')] };
}
