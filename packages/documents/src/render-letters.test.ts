import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { breakLines } from './break-lines.ts';
import { hasGlyphs } from './has-glyphs.ts';
import type { Letter, LetterContent } from './letter.ts';
import { renderLetters } from './render-letters.ts';

const CONTENT: LetterContent = {
  programName: '物価高騰対策給付金',
  closesOn: '2027-01-29',
  issuedOn: '2026-11-24',
  sender: { city: 'みどり市', department: '給付金担当', phone: '0000-00-0000' },
  isPractice: false,
};

const letter = (number: number): Letter => ({
  reference: String(number).padStart(5, '0'),
  address: 'みどり市中央一丁目2番3号',
  name: '髙橋 花子',
  amountYen: 70_000,
  code: 'ABCD-EFGH-JKMN',
  url: `https://city.example/benefits/t/letter/${number}`,
});

async function render(letters: Iterable<Letter>, content: Partial<LetterContent> = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of renderLetters(letters, { ...CONTENT, ...content })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe('renderLetters', () => {
  it('makes one A4 page a letter, with the fonts inside', async () => {
    const pdf = await render([letter(1), letter(2), letter(3)]);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(pagesOf(pdf)).toBe(3);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 595\.27\d* 841\.88\d*\]/);
    expect(pdf.toString('latin1').match(/\/FontFile2/g)).toHaveLength(2);
  });

  it('gives the same bytes for the same letters, and others for another code', async () => {
    const first = hash(await render([letter(1)]));
    expect(hash(await render([letter(1)]))).toBe(first);
    expect(hash(await render([{ ...letter(1), url: 'https://city.example/2' }]))).not.toBe(first);
    expect(hash(await render([letter(1)], { isPractice: true }))).not.toBe(first);
  });

  it('hands bytes over while it works, and holds no letter that it has drawn', async () => {
    let drawn = 0;
    const letters = (function* () {
      for (drawn = 0; drawn < 50; drawn += 1) yield letter(drawn);
    })();
    const stream = renderLetters(letters, CONTENT);
    await stream.next();
    expect(drawn).toBeLessThan(5);
    await stream.return(undefined);
  });

  it('draws a hundred in less than five seconds, also on a busy machine', async () => {
    const start = performance.now();
    expect(pagesOf(await render(Array.from({ length: 100 }, (_, index) => letter(index))))).toBe(100);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('breakLines', () => {
  const wide = (text: string) => [...text].length;
  it.each([
    ['あいうえおかきくけこ', ['あいうえお', 'かきくけこ']],
    ['あいうえお、かきく', ['あいうえ', 'お、かきく']],
    ['あいうえ「おか」', ['あいうえ', '「おか」']],
    ['あいう2027年', ['あいう', '2027年']],
    ['あい\nうえ', ['あい', 'うえ']],
    ['abcdefgh', ['abcde', 'fgh']],
    ['', ['']],
  ])('breaks %j into %j', (text, lines) => {
    expect(breakLines(text, 5, wide)).toEqual(lines);
  });
});

describe('hasGlyphs', () => {
  it.each([
    ['髙橋 﨑 𠮷田 渡邉', true],
    ['葛\u{E0100}城', true],
    ['\u{E000}', false],
    ['\u{2F00}\u{10FFFD}', false],
  ])('%j: %s', (text, known) => {
    expect(hasGlyphs(text)).toBe(known);
  });
});
