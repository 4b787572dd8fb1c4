import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startData } from './buttons.ts';
import { showCard } from './card.ts';
import { contrast, lettersOn, toLongColour } from './colour.ts';
import { packTexts } from './pack-texts.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

it('puts letters on every colour so that they can be read', () => {
  fc.assert(fc.property(colour, (background) => contrast(background, lettersOn(background)) >= 4.5));
});

it('writes short colours as LINE wants them', () => {
  expect(toLongColour('#1af')).toBe('#11aaff');
  expect(toLongColour('#123456')).toBe('#123456');
});

it('keeps the longest button within 300 code units of data', () => {
  expect(startData('item', { item: '"'.repeat(120) }).length).toBeLessThanOrEqual(300);
});

describe('packTexts', () => {
  it('loses nothing, and makes no text that LINE refuses', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.integer({ min: 1, max: 9000 }).map((length) => '👍'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const texts = packTexts(lines);
        expect(texts.join('').replaceAll('\n', '')).toBe(lines.join('').replaceAll('\n', ''));
        for (const text of texts) {
          expect(text.length).toBeLessThanOrEqual(5000);
          expect(text.length).toBeGreaterThan(0);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('showCard', () => {
  it('says the same in texts where a card would be too large', () => {
    const remark = 'あ'.repeat(12_000);
    const messages = showCard({ title: '見出し', parts: [{ kind: 'text', text: remark }], buttons: [] });
    expect(messages.map(({ type }) => type)).toEqual(['text', 'text', 'text']);
    expect(JSON.stringify(messages).match(/あ/g)).toHaveLength(12_000);
  });
});
