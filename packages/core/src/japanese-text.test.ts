import { expect, it } from 'vitest';
import { countGraphemes, toHiragana, toSearchKey } from './japanese-text.ts';

it.each([
  ['', 0],
  ['ごみ', 2],
  ['か\u3099', 1],
  ['👨‍👩‍👧‍👦', 1],
  ['🇯🇵', 1],
  ['葛󠄀', 1],
  ['\r\n', 1],
])('%j is %i characters to a person', (text, count) => {
  expect(countGraphemes(text)).toBe(count);
});

it('turns katakana into hiragana and leaves the rest', () => {
  expect(toHiragana('ペットボトル・ヴィーナス ABC 市役所')).toBe('ぺっとぼとる・ゔぃーなす ABC 市役所');
});

it.each([
  ['ﾍﾟｯﾄﾎﾞﾄﾙ', 'ペットボトル'],
  ['ｒｅｃｙｃｌｅ', 'Recycle'],
  ['粗大 ごみ', '粗大ごみ'],
  ['粗大\u3000ゴミ', '粗大ごみ'],
  ['スプレ-缶', 'スプレー缶'],
  ['スプレ―缶', 'スプレー缶'],
  ['スプレｰ缶', 'スプレー缶'],
  ['プラ〜ク', 'プラーク'],
  ['か\u3099す', 'がす'],
])('reads %j and %j as one word', (one, other) => {
  expect(toSearchKey(one)).toBe(toSearchKey(other));
});

it.each([
  ['ハハ', 'パパ'],
  ['びょういん', 'びよういん'],
  ['1-2', '12'],
])('keeps %j and %j apart', (one, other) => {
  expect(toSearchKey(one)).not.toBe(toSearchKey(other));
});
