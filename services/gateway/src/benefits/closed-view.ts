// Why a page has nothing to offer, and what to do.
import type { BenefitOffer, BenefitPagePurpose } from '@tenohira/conversation';
import { backToLine } from '../pages/back-to-line.ts';
import { html } from '../pages/html.ts';
import { benefitPage, type Frame } from './frame.ts';

const WHY: Readonly<Record<BenefitOffer['state'], string>> = {
  open: 'この給付金は、まだ申し込まれていません。',
  applied: 'あなたの申し込みは、もう届いています。もう一度申し込まなくて、だいじょうぶです。',
  taken:
    'この給付金は、もう申し込みが届いています（郵便で送った書類や、ご家族からの申し込みなど）。二回受け取ることはできません。',
  declined:
    'この給付金は、「受け取らない（辞退）」という申し出を受けています。まちがいのときは、市へお問い合わせください。',
  over: '申し込みの期限が過ぎたため、申し込むことができません。申し訳ありません。わからないときは、市へお問い合わせください。',
  'not-yet': '申し込みは、まだ始まっていません。',
  none: 'この給付金の対象か、確かめられませんでした。わからないときは、市へお問い合わせください。',
};
const NOT_RETURNED = '受け取り方を直すことは、いまは必要ありません。';

export function closedPage(frame: Frame, offer: BenefitOffer, purpose: BenefitPagePurpose): string {
  const text = purpose === 'correction' && offer.state === 'applied' ? NOT_RETURNED : WHY[offer.state];
  return benefitPage(
    frame,
    'お知らせ',
    html`<h1>${offer.programName || 'お知らせ'}</h1>
<p class="intro">${text}</p>
${backToLine()}`,
  );
}
