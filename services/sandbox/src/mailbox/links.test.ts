import { expect, it } from 'vitest';
import { splitAtLinks } from './links.ts';

const linksIn = (text: string) => splitAtLinks(text).flatMap((part) => (part.isLink ? [part.text] : []));

it.each([
  ['http://localhost:3001/invitations/abc?x=1&y=2#z', ['http://localhost:3001/invitations/abc?x=1&y=2#z']],
  ['次のページ（https://example.jp/a）を開いてください。', ['https://example.jp/a']],
  ['See https://example.jp/a, and http://example.jp/b.', ['https://example.jp/a', 'http://example.jp/b']],
  ['<https://example.jp/a> "https://example.jp/b"', ['https://example.jp/a', 'https://example.jp/b']],
  ['https://example.jp/a\nhttps://example.jp/b', ['https://example.jp/a', 'https://example.jp/b']],
  ['javascript:alert(1) data:text/html,x ftp://example.jp', []],
  ['https:// http://', []],
])('%j holds %j', (text, links) => expect(linksIn(text)).toEqual(links));

it('loses nothing of the text', () => {
  const text = 'あ https://example.jp/a、い\nhttps://example.jp/b.';
  expect(
    splitAtLinks(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
