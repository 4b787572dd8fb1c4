// The page before the card, and the one after it. Written for the oldest resident: one thing after another, in large
// letters, without a script.
import {
  KEPT_ITEMS,
  KEPT_NUMBER,
  NOT_KEPT_ITEMS,
  type Settings,
} from '@tenohira/features/identity-registration/schema';
import type { FinishedRequest } from '@tenohira/identity';
import { backToLine } from '../pages/back-to-line.ts';
import { type Html, html } from '../pages/html.ts';
import { page } from '../pages/page.ts';

type ConsentPage = {
  cityName: string;
  /** The LINE account that will be registered, as its owner named it; undefined where LINE does not say just now. */
  lineName: string | undefined;
  settings: Settings;
  /** The text changed between reading and pressing. */
  hasChanged: boolean;
};

export function consentPage({ cityName, lineName, settings, hasChanged }: ConsentPage): string {
  const { consentVersion, purposes, contact, privacyUrl } = settings;
  return page(
    '本人確認の登録',
    html`
      <p class="city">${cityName}</p>
      <h1>本人確認の登録</h1>
      ${hasChanged && html`<div class="summary" role="alert"><p><strong>説明が新しくなりました。もう一度お読みください。</strong></p></div>`}
      <p class="intro">マイナンバーカードで、ご本人の確認をします。登録は1回だけです。</p>
      ${lineName !== undefined && html`<div class="box"><p class="caption">登録するLINEの名前</p><p class="large">${lineName}</p></div>`}
      <p class="warning">${lineName !== undefined && 'ちがう名前のときや、'}人から送られてきたページのときは、<strong>登録しないで閉じてください</strong>。</p>
      <h2>登録するもの</h2>
      ${list([...KEPT_ITEMS, KEPT_NUMBER], 'yes')}
      <h2>登録しないもの</h2>
      ${list(NOT_KEPT_ITEMS, 'no')}
      <h2>何に使うか</h2>
      ${list(purposes, 'plain')}
      <p>ほかのことには使いません。暗号にして、大切に保管します。</p>
      <h2>やめたいとき</h2>
      <p>LINEのトークで「本人確認」と送り、「登録を消す」をえらんでください。いつでも、すべて消せます。</p>
      <h2>このあと</h2>
      <ol class="steps">
        <li>下の青いボタンを押します。</li>
        <li>「デジタル認証アプリ」で、カードを読み取ります。数字4けたの暗証番号を使います。</li>
        <li>おわると、結果がLINEのトークに届きます。</li>
      </ol>
      <form method="post">
        <input type="hidden" name="consentVersion" value="${consentVersion}">
        <button type="submit">同意して本人確認へ進む</button>
      </form>
      <p class="note">同意しないときは、このページを閉じてください。何も登録されません。</p>
      <p class="note">お問い合わせ：${contact}<br>
      ${privacyUrl !== undefined && html`<a href="${privacyUrl}">個人情報の取扱い</a><br>`}この説明の版：${consentVersion}</p>
    `,
  );
}

const RESULTS = {
  registered: {
    title: '登録ができました',
    text: 'ご本人の確認ができました。\n給付金などの対象になったときは、LINEのトークでお知らせします。',
  },
  refreshed: {
    title: '登録が新しくなりました',
    text: 'ご本人の確認ができました。\n登録の内容を、いまのカードの内容に変えました。',
  },
  declined: {
    title: '登録をやめました',
    text: '本人確認をとりやめました。何も登録していません。\n登録するときは、LINEのトークで「本人確認」と送ってください。',
  },
} as const satisfies Record<FinishedRequest['outcome'], { title: string; text: string }>;

export function resultPage(outcome: FinishedRequest['outcome'], cityName: string): string {
  const { title, text } = RESULTS[outcome];
  return page(
    title,
    html`
      <p class="city">${cityName}</p>
      ${outcome !== 'declined' && html`<p class="tick" aria-hidden="true">✓</p>`}
      <h1${outcome !== 'declined' && html` class="center"`}>${title}</h1>
      <p class="intro">${text}</p>
      ${backToLine()}
    `,
  );
}

function list(items: readonly string[], kind: 'yes' | 'no' | 'plain'): Html {
  return html`<ul class="items ${kind}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
