import { describe, expect, it } from 'vitest';
import { isItemQuestion } from './item-question.ts';
import { searchItems } from './search-items.ts';
import type { Item } from './types.ts';

const item = (name: string, furigana = ''): Item => ({ label: '燃やさないごみ', name, notice: '', furigana });

const ITEMS = [
  item('ボタン電池', 'ぼたんでんち'),
  item('乾電池（アルカリ・マンガン）', 'かんでんち'),
  item('電池式の時計', 'でんちしきのとけい'),
  item('電池', 'でんち'),
  item('スプレー缶', 'すぷれーかん'),
  item('ペットボトル', 'ぺっとぼとる'),
  item('ペットボトルのキャップ', 'ぺっとぼとるのきゃっぷ'),
  item('傘', 'かさ'),
  item('いか', 'いか'),
  item('茶わん・皿', 'ちゃわん さら'),
  item('灰皿', 'は'),
  item('LED電球', 'えるいーでぃーでんきゅう'),
];

const namesOf = (query: string, limit = 10) => searchItems(ITEMS, query, limit).map(({ item: { name } }) => name);

describe('searchItems', () => {
  it('puts exact before prefix, contained and reading, each in the order of the file', () => {
    expect(searchItems(ITEMS, '電池', 10).map(({ item: { name }, score }) => [name, score])).toEqual([
      ['電池', 'exact'],
      ['電池式の時計', 'prefix'],
      ['ボタン電池', 'contains'],
      ['乾電池（アルカリ・マンガン）', 'contains'],
    ]);
    expect(searchItems(ITEMS, 'でんち', 10)[0]).toMatchObject({ item: { name: '電池' }, score: 'furigana' });
  });

  it.each([
    ['電池はどこに捨てる?', '電池'],
    ['ﾃﾞﾝﾁ', '電池'],
    ['デンチ', '電池'],
    ['でんち　の　捨て方', '電池'],
    ['乾電池 捨て方', '乾電池（アルカリ・マンガン）'],
    ['かんでんち', '乾電池（アルカリ・マンガン）'],
    ['乾電池って何ゴミですか？', '乾電池（アルカリ・マンガン）'],
    ['古い乾電池を捨てたいです', '乾電池（アルカリ・マンガン）'],
    ['スプレ-缶', 'スプレー缶'],
    ['すぷれー缶はいつ出せばいいですか', 'スプレー缶'],
    ['ペットボトルのキャップは？', 'ペットボトルのキャップ'],
    ['カサの分別を教えてください', '傘'],
    ['いか', 'いか'],
    ['皿を捨てるには', '茶わん・皿'],
    ['ｌｅｄ電球', 'LED電球'],
    ['灰皿', '灰皿'],
  ])('finds for %s first %s', (query, name) => {
    expect(namesOf(query)[0]).toBe(name);
  });

  it('finds by shared words and by likeness, last', () => {
    expect(searchItems(ITEMS, '電池 壊れた', 10)[0]?.score).toBe('overlap');
    expect(searchItems(ITEMS, 'スプレイ缶', 10)).toMatchObject([{ item: { name: 'スプレー缶' }, score: 'overlap' }]);
  });

  it('keeps to the limit, and finds nothing for nothing', () => {
    expect(namesOf('電池', 2)).toEqual(['電池', '電池式の時計']);
    expect(namesOf('')).toEqual([]);
    expect(namesOf('？')).toEqual([]);
    expect(namesOf('どこに捨てる？')).toEqual([]);
    expect(namesOf('ピアノ')).toEqual([]);
  });

  it('finds every item by its own name, with or without a question', () => {
    for (const { name } of ITEMS) {
      expect(namesOf(name)[0], name).toBe(name);
      expect(namesOf(`${name}は何ごみですか？`)[0], name).toBe(name);
    }
  });
});

describe('isItemQuestion', () => {
  it.each([
    '電池はどこに捨てる?',
    'テレビを捨てたい',
    'テレビの処分方法',
    '傘は何ごみ',
    'CDは何ごみになりますか',
    'フライパンを捨てるには',
    '乾電池 捨て方',
    '灰皿の分別',
    'おむつは燃えるごみですか？',
    '蛍光灯はどうやって捨てればいいの？',
  ])('takes %s for one', (text) => {
    expect(isItemQuestion(text)).toBe(true);
  });

  it.each([
    'こんにちは',
    '電池',
    '市役所はどこ？',
    '申請書の出し方',
    'ごみの出し方',
    '次の収集日',
    '明日は何のごみ？',
    '燃えるごみはいつ？',
    '捨て方',
    '',
  ])('does not take %s for one', (text) => {
    expect(isItemQuestion(text)).toBe(false);
  });
});
