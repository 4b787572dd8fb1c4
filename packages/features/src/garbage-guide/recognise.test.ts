import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';
import { emptyPort, seedPort } from './test-port.ts';

const port = seedPort('minatono');

describe('recognise', () => {
  it.each([
    ['電池はどこに捨てる?', 'item'],
    ['でんち', 'item'],
    ['ﾃﾞﾝﾁ', 'item'],
    ['缶', undefined],
    ['空き缶', 'item'],
    ['ふとんの捨て方', 'item'],
    ['ほげほげの捨て方', 'item'],
    ['明日は何のごみ？', 'tomorrow'],
    ['きょうは ゴミ の日ですか', 'today'],
    ['今週の収集', 'week'],
    ['古紙', 'item'],
    ['粗大ごみの出し方', 'item'],
    ['燃やすごみはいつですか', 'next'],
    ['ごみのこと', 'guide'],
    ['はい', undefined],
    ['こんにちは', undefined],
    ['ありがとうございました', undefined],
    ['道路に穴があいています', undefined],
    [
      '隣の空き地にごみを捨てていく人がいて困っています。毎日のように増えるので、一度見に来ていただけないでしょうか。よろしくお願いいたします。',
      undefined,
    ],
    ['', undefined],
  ])('%s → %s', async (text, flow) => expect((await recognise(text, port))?.flow).toBe(flow));

  it('hands on what was asked', async () => {
    expect((await recognise('電池はどこに捨てる?', port))?.variables).toEqual({ query: '電池はどこに捨てる?' });
  });

  it('leaves bare words alone where the city has given no data', async () => {
    expect(await recognise('でんち', emptyPort())).toBeUndefined();
  });
});
