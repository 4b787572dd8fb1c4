// The ways to receive, where they are chosen on a page: after a payment came back, and with a letter.
import type { BenefitOffer } from '@tenohira/conversation';
import { html } from '../pages/html.ts';
import { link, type Onward } from './account-views.ts';
import { benefitPage, type Frame, facts, hidden, yen } from './frame.ts';

export type ChosenWay = { method: string; accountKind: 'held' | 'public' | 'none' | 'entered' };

type Way = ChosenWay & {
  title: string;
  note: string;
  /** As it is confirmed. */
  summary: string;
};

/** Without `entered`, which is a way of its own through the account's pages. */
export function waysOf({ methods, accountTail }: BenefitOffer): Way[] {
  return methods.flatMap(({ key: method, title, summary: note, asks }): Way[] => {
    if (asks === 'nothing') return [{ method, accountKind: 'none', title, note, summary: title }];
    const held: Way = {
      method,
      accountKind: 'held',
      title: '役所が知っている口座',
      note: `番号の末尾 ${accountTail} の口座に振り込みます。`,
      summary: `${title}：役所が知っている口座（番号の末尾 ${accountTail}）`,
    };
    const registered: Way = {
      method,
      accountKind: 'public',
      title: '公金受取口座',
      note: 'マイナポータルなどで国に登録した口座に振り込みます。',
      summary: `${title}：公金受取口座（国に登録した口座）`,
    };
    return accountTail === undefined ? [registered] : [held, registered];
  });
}

/** The method that pays into an account which the resident enters. */
export function accountMethodOf({ methods }: BenefitOffer): BenefitOffer['methods'][number] | undefined {
  return methods.find(({ asks }) => asks === 'account');
}

export function encodeWay({ method, accountKind }: ChosenWay): string {
  return `${method}|${accountKind}`;
}

export type ChoicePage = { offer: BenefitOffer; isCorrection: boolean; onward: Onward; action: string };

export function choicePage(frame: Frame, { offer, isCorrection, onward, action }: ChoicePage): string {
  const ways = waysOf(offer);
  const entered = accountMethodOf(offer);
  return benefitPage(
    frame,
    isCorrection ? '受け取り方を直す' : '受け取り方をえらぶ',
    html`<h1>${isCorrection ? '受け取り方を直してください' : 'どうやって受け取りますか？'}</h1>
${
  isCorrection &&
  html`<p class="intro">お支払いできませんでした。お金は、なくなっていません。口座の番号や名前を直すか、ほかの受け取り方をえらんでください。</p>`
}
${facts([
  { label: '給付金', value: offer.programName },
  { label: '金額', value: yen(offer.amountYen) },
  ...(offer.claimNumber === undefined ? [] : [{ label: '受付番号', value: offer.claimNumber }]),
])}
<form method="post" action="${action}">
  ${hidden({ letter: onward.letter })}
  <ul class="choices">
    ${entered && isCorrection && html`<li>${enterAccount(onward, '口座を入力しなおす')}</li>`}
    ${ways.map(
      (way) =>
        html`<li><button type="submit" name="way" value="${encodeWay(way)}">${way.title}<small>${way.note}</small></button></li>`,
    )}
    ${entered && !isCorrection && html`<li>${enterAccount(onward, 'ほかの口座')}</li>`}
  </ul>
</form>`,
  );
}

function enterAccount(onward: Onward, title: string) {
  return html`<a class="choice" href="${link({ ...onward, how: 'account' })}">${title}<small>銀行・支店・口座番号を入力します。</small></a>`;
}
