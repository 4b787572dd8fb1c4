import { expect, it } from 'vitest';
import { recogniseReport } from './recognise-report.ts';

it.each([
  '道路に穴があいています',
  '家の前の街灯が切れています',
  'ｶﾞｰﾄﾞﾚｰﾙが曲がってる',
  'カーブミラーがこわれている',
  '公園の遊具がぐらぐらして危ない',
  '木が倒れて通れません',
])('takes "%s" for a report and keeps the words', (text) => {
  expect(recogniseReport(text)).toEqual({ flow: 'report', variables: { detail: text } });
});

it.each(['公園の予約をしたい', '道路工事はいつまでですか', 'ごみの日はいつ', '電話が壊れた', '', 'こんにちは'])(
  'leaves "%s" to others',
  (text) => {
    expect(recogniseReport(text)).toBeUndefined();
  },
);

it('leaves a text alone that is longer than a description may be', () => {
  expect(recogniseReport(`道路に穴${'あ'.repeat(500)}`)).toBeUndefined();
});
