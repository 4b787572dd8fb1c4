// What was issued, for the eyes of one person: large, one below the other, and how it is used.

import type { BenefitOffer, PayoutSecret } from '@tenohira/conversation';
import { formatJapaneseDay, jstDateOf } from '@tenohira/core';
import { backToLine } from '../pages/back-to-line.ts';
import { html } from '../pages/html.ts';
import { benefitPage, type Frame, facts, yen } from './frame.ts';

export type CodesPage = {
  offer: BenefitOffer;
  /** Of the method. */
  title: string;
  method: string;
  amountYen: number;
  secret: PayoutSecret;
  expiresAt?: Date;
};

const OPEN = '受け取りのページを開く';
const AT_ATM = [
  'ATMの画面で「スマートフォン出金・入金」や「現金受取」をえらびます。',
  '上の番号を、上から順に入力します。',
  '現金を受け取ります。1,000円札の単位で出ます。',
];

export function codesPage(frame: Frame, { offer, title, method, amountYen, secret, expiresAt }: CodesPage): string {
  return benefitPage(
    frame,
    title,
    html`<h1>${title}</h1>
${facts([
  { label: '給付金', value: offer.programName },
  { label: '金額', value: yen(amountYen) },
])}
<dl class="codes">${secret.values.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${hasPage(secret) && html`<p><a class="button" href="${secret.url}" rel="noreferrer noopener">${OPEN}</a></p>`}
${expiresAt && html`<p class="until">${formatExpiry(expiresAt)}までに受け取ってください。</p>`}
<h2>使い方</h2>
<ol class="steps">${howToUse(method, secret).map((step) => html`<li>${step}</li>`)}</ol>
<div class="warning"><p><strong>お金と同じものです。</strong></p><p>ほかの人に見せたり、電話やメッセージで伝えたりしないでください。役所の職員が番号を聞くことは、ありません。</p></div>
<p class="note">このページは、しばらくすると閉じます。もう一度見るときは、LINEのトークの「番号を見る」を押してください。</p>`,
  );
}

/** Nothing to show: not issued yet, used up by time, or paid into an account. */
export function noCodesPage(frame: Frame, text: string): string {
  return benefitPage(
    frame,
    '受け取りの番号',
    html`<h1>受け取りの番号</h1>
<p class="intro">${text}</p>
${backToLine()}`,
  );
}

/** An issuer gives numbers, a page, or both. */
function howToUse(method: string, secret: PayoutSecret): readonly string[] {
  if (method === 'atm-cash') return AT_ATM;
  const type = secret.values.length === 1 ? '上の番号を入力します。' : '上の番号を、上から順に入力します。';
  if (!hasPage(secret)) return ['お使いのアプリやお店の画面を開きます。', type];
  return [`「${OPEN}」を押します。`, secret.values.length === 0 ? 'ひらいたページの案内のとおりに使います。' : type];
}

function hasPage({ url }: PayoutSecret): boolean {
  return url !== undefined && /^https?:\/\//.test(url);
}

function formatExpiry(moment: Date): string {
  const day = jstDateOf(moment);
  return `${Number(day.slice(0, 4))}年${formatJapaneseDay(day)}`;
}
