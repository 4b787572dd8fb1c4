import { type Html, html } from './html.ts';

/** A whole page around that body. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/pages/style.css">
</head>
<body><main>${body}</main></body>
</html>`.markup;
}

/** One thing to say, and nothing to do. */
export function messagePage(text: string): string {
  return page('お知らせ', html`<h1>お知らせ</h1><p class="intro">${text}</p>`);
}
