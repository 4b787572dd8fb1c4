// The mailboxes of all recipients, as a page without scripts.
import { createHash } from 'node:crypto';
import { escapeHtml } from '../escape-html.ts';
import { splitAtLinks } from './links.ts';
import type { MailboxLetter } from './mailbox.ts';

const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: #f1f3f7; color: #1a1a1c; font: 16px/1.7 "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
header { background: #00118f; color: #fff; }
header > div, main { max-width: 52rem; margin: 0 auto; padding: 0 20px; }
header > div { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 24px; padding-top: 18px; padding-bottom: 18px; }
h1 { flex: 1; margin: 0; font-size: 24px; line-height: 1.4; white-space: nowrap; }
header form { display: flex; flex: 2; gap: 8px; min-width: 16em; }
header input { flex: 1; min-width: 0; min-height: 44px; padding: 6px 12px; border: 1px solid #fff; border-radius: 8px; background: #fff; color: #1a1a1c; font: inherit; }
header button { min-height: 44px; padding: 6px 16px; border: 1px solid #fff; border-radius: 8px; background: transparent; color: #fff; font: inherit; font-weight: bold; cursor: pointer; white-space: nowrap; }
main { padding-top: 16px; padding-bottom: 64px; }
.stage { margin: 0 0 8px; padding: 8px 12px; border-left: 6px solid #b25f00; background: #fff4e5; font-size: 15px; }
h2 { display: flex; align-items: baseline; gap: 12px; margin: 32px 0 8px; font-size: 18px; overflow-wrap: anywhere; }
h2 small { color: #414143; font-size: 14px; font-weight: normal; white-space: nowrap; }
details { margin: 0 0 12px; border: 1px solid #d8d8db; border-radius: 12px; background: #fff; box-shadow: 0 1px 3px rgb(0 0 0 / 8%); overflow: hidden; }
summary { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; padding: 14px 20px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: #f3f5ff; }
summary b { font-size: 17px; line-height: 1.5; overflow-wrap: anywhere; }
summary time { color: #414143; font-size: 14px; white-space: nowrap; }
summary span { grid-column: 1 / -1; color: #414143; font-size: 14px; overflow-wrap: anywhere; }
.words { margin: 0; padding: 16px 20px 22px; border-top: 1px solid #d8d8db; white-space: pre-wrap; overflow-wrap: anywhere; }
.words a { color: #0017c1; text-underline-offset: 3px; }
.words a:hover { text-decoration-thickness: 3px; }
.empty { margin: 48px 0; text-align: center; color: #414143; }
.empty b { display: block; color: #1a1a1c; font-size: 20px; }
:focus-visible { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; border-radius: 4px; }
`;

/** The links are the letters' own, so where they lead is not restricted; nothing is loaded from anywhere. */
export const MAILBOX_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
} as const;

const TIME = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'medium', timeStyle: 'short' });
const MAX_SHOWN = 200;

/** @param page.letters oldest first; @param page.to the recipient that was asked for, or nothing */
export function mailboxPage({ letters, to }: { letters: readonly MailboxLetter[]; to: string }): string {
  const shown = letters.slice(-MAX_SHOWN).reverse();
  const boxes = [...Map.groupBy(shown, (letter) => letter.to)];
  const [newest] = shown;
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>メールボックス</title><style>${STYLE}</style></head>
<body><header><div><h1>メールボックス</h1>
<form method="get" role="search"><input name="to" type="email" value="${escapeHtml(to)}" placeholder="メールアドレスでさがす" aria-label="メールアドレスでさがす" autocomplete="off"><button>さがす</button></form></div></header>
<main><p class="stage">練習用の画面です。手のひら市役所が送ったメールは、外には出ず、すべてここに届きます。新しいメールを見るには、画面を読み込み直してください。</p>
${boxes.map(([recipient, own]) => mailbox(recipient, own, newest)).join('\n')}
${shown.length === 0 ? nothing(to) : ''}
${letters.length > MAX_SHOWN ? `<p>ほかに${letters.length - MAX_SHOWN}通あります。メールアドレスでさがしてください。</p>` : ''}
</main></body></html>`;
}

function mailbox(recipient: string, letters: readonly MailboxLetter[], newest: MailboxLetter | undefined): string {
  return `<section><h2>${escapeHtml(recipient)}<small>${letters.length}通</small></h2>
${letters.map((letter) => paper(letter, letter === newest)).join('\n')}</section>`;
}

function paper({ subject, from, receivedAt, text }: MailboxLetter, open: boolean): string {
  const words = splitAtLinks(text.trim()).map((part) => {
    const escaped = escapeHtml(part.text);
    return part.isLink ? `<a href="${escaped}" rel="noreferrer">${escaped}</a>` : escaped;
  });
  return `<details${open ? ' open' : ''}><summary><b>${escapeHtml(subject)}</b><time datetime="${receivedAt}">${TIME.format(new Date(receivedAt))}</time><span>${escapeHtml(from)}</span></summary>
<p class="words">${words.join('')}</p></details>`;
}

function nothing(to: string): string {
  return to === ''
    ? '<p class="empty"><b>まだメールはありません</b>職員を招待すると、招待のメールがここに届きます。</p>'
    : `<p class="empty"><b>${escapeHtml(to)} へのメールはありません</b><a href="/mailbox">すべてのメールを見る</a></p>`;
}
