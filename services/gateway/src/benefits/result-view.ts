import { backToLine } from '../pages/back-to-line.ts';
import { html } from '../pages/html.ts';
import { benefitPage, type Frame, facts } from './frame.ts';

export function resultPage(frame: Frame, { number, isCorrection }: { number: string; isCorrection: boolean }): string {
  const title = isCorrection ? '受け取り方を直しました' : '申し込みを受け付けました';
  return benefitPage(
    frame,
    title,
    html`<p class="tick" aria-hidden="true">✓</p>
<h1 class="center">${title}</h1>
${facts([{ label: '受付番号', value: number }])}
<p class="intro">担当の職員が確かめてから、お支払いします。進んだら、LINEのトークでお知らせします。お問い合わせのときは、受付番号を伝えてください。</p>
${backToLine()}`,
  );
}
