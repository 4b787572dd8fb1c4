// The app's screen, as a page without scripts.
import { createHash } from 'node:crypto';
import { escapeHtml } from '../escape-html.ts';
import type { IdentityPerson } from './people.ts';

const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: #e8eef7; color: #1a1a1c; font: 17px/1.7 "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
main { max-width: 36em; margin: 0 auto; min-height: 100vh; padding: 20px; background: #fff; }
.stage { margin: 0 0 16px; padding: 8px 12px; border-left: 6px solid #b25f00; background: #fff4e5; font-size: 15px; }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.4; }
h2 { margin: 24px 0 8px; font-size: 18px; }
ul.items { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 0; padding: 0; list-style: none; }
ul.items li { padding: 2px 12px; border: 1px solid #595959; border-radius: 999px; font-size: 15px; }
fieldset { margin: 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: bold; }
.card { display: flex; gap: 12px; align-items: flex-start; padding: 10px 12px; border: 1px solid #949494; border-radius: 8px; margin: 8px 0; }
.card:has(> input:checked) { border-color: #0017c1; outline: 2px solid #0017c1; background: #f3f5ff; }
.card input { width: 22px; height: 22px; margin: 4px 0 0; flex: none; }
.card b { display: block; font-size: 18px; }
.card small { display: block; font-size: 14px; color: #414143; overflow-wrap: anywhere; }
.typed label { display: block; margin: 8px 0 0; font-size: 15px; }
.typed input, .typed select, .search input { width: 100%; min-height: 48px; padding: 8px 12px; border: 1px solid #595959; border-radius: 8px; background: #fff; font: inherit; }
.search { display: flex; gap: 8px; margin: 8px 0; }
.search button { width: auto; min-height: 48px; margin: 0; white-space: nowrap; }
.typed { flex: 1; }
button { width: 100%; min-height: 52px; margin: 8px 0 0; padding: 8px 16px; border: 1px solid #0017c1; border-radius: 8px; background: #fff; color: #0017c1; font: inherit; font-weight: bold; }
button.main { min-height: 60px; background: #0017c1; color: #fff; font-size: 20px; }
.mishaps { display: grid; grid-template-columns: repeat(auto-fit, minmax(10em, 1fr)); gap: 0 8px; }
.problem { margin: 12px 0; padding: 10px 12px; border: 3px solid #ce0000; border-radius: 8px; color: #ce0000; font-weight: bold; }
:focus-visible { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
`;

/** Without `form-action`: browsers would hold it against the way back to the service, too. */
export const IDENTITY_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`,
} as const;

const MAX_SHOWN = 30;
const ITEMS: Readonly<Record<string, string>> = {
  name: '氏名',
  address: '住所',
  birthdate: '生年月日',
  gender: '性別',
};

export type IdentityPage = {
  clientName: string;
  scopes: readonly string[];
  people: readonly IdentityPerson[];
  search: string;
  problem?: string;
};

export function identityPage({ clientName, scopes, people, search, problem }: IdentityPage): string {
  const found = people.filter(({ key, name, address }) => `${key} ${name} ${address}`.includes(search));
  const items = scopes.flatMap((scope) => (ITEMS[scope] === undefined ? [] : [`<li>${ITEMS[scope]}</li>`]));
  return layout(
    '本人の確認',
    `<h1>マイナンバーカードで本人確認</h1>
<p><b>${escapeHtml(clientName)}</b>に、次のことを伝えます。</p>
<ul class="items">${items.join('')}</ul>
${problem === undefined ? '' : `<p class="problem" role="alert">${escapeHtml(problem)}</p>`}
<h2 id="who">どのカードを読み取りますか</h2>
<form class="search" method="get" role="search"><input name="q" value="${escapeHtml(search)}" aria-label="名前か住所でさがす"><button>さがす</button></form>
<form method="post">
<fieldset aria-labelledby="who">
${found.slice(0, MAX_SHOWN).map(cardChoice).join('\n')}
${found.length > MAX_SHOWN ? `<p>ほかに${found.length - MAX_SHOWN}枚あります。名前か住所でさがしてください。</p>` : ''}
<div class="card"><input type="radio" name="person" value="typed" id="typed"><div class="typed"><label for="typed"><b>ここにないカード</b></label>
<label>氏名<input name="name" maxlength="100" autocomplete="off"></label>
<label>住所<input name="address" maxlength="200" autocomplete="off"></label>
<label>生年月日<input name="birthdate" type="date" autocomplete="off"></label>
<label>性別<select name="gender"><option value="1">男</option><option value="2">女</option></select></label></div></div>
</fieldset>
<button class="main" name="outcome" value="verified">認証する</button>
<button name="outcome" value="declined">やめる</button>
<h2>うまくいかない場合をためす</h2>
<div class="mishaps"><button name="outcome" value="wrong-card">カードがちがう</button><button name="outcome" value="wrong-pin">暗証番号をまちがえた</button><button name="outcome" value="expired">時間切れ</button></div>
</form>`,
  );
}

/** Where oidc-provider cannot send the browser back, and where the time is over. */
export function identityErrorPage(error: string, description: string | undefined): string {
  return layout(
    '続けられません',
    `<h1>本人の確認を続けられません</h1>
<p>時間が切れたか、開き方が正しくありません。LINEのトークにもどり、はじめからやり直してください。</p>
<p><small>${escapeHtml(error)}${description === undefined ? '' : `: ${escapeHtml(description)}`}</small></p>`,
  );
}

function cardChoice({ key, name, address, birthdate, gender }: IdentityPerson): string {
  const born = `${birthdate.slice(0, 4)}年${Number(birthdate.slice(4, 6))}月${Number(birthdate.slice(6))}日生まれ`;
  return `<label class="card"><input type="radio" name="person" value="${escapeHtml(key)}"><span><b>${escapeHtml(name)}</b><small>${escapeHtml(address)}</small><small>${born}・${gender === '1' ? '男' : '女'}</small></span></label>`;
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><p class="stage">練習用の画面です。本物のデジタル認証アプリではありません。人も住所も架空です。</p>
${body}
</main></body></html>`;
}
