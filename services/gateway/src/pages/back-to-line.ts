import { html } from './html.ts';

/** The list of chats: https://developers.line.biz/en/docs/line-login/using-line-url-scheme/ */
const LINE_CHATS = 'https://line.me/R/nv/chat';

/** The way on from a page that is the last. */
export function backToLine() {
  return html`<p><a class="button" href="${LINE_CHATS}">LINEに戻る</a></p>
<p class="note">ボタンで戻れないときは、このページを閉じて、LINEを開いてください。</p>`;
}
