import { playBlock } from '@tenohira/feature-kit/testing';
import { describe, expect, it } from 'vitest';
import { questionChoice } from './index.ts';

const config = questionChoice.config.parse({
  text: 'どれですか？',
  saveAs: 'kind',
  choices: [
    { label: 'もえるごみ', value: 'burnable' },
    { label: 'ペットボトル' },
    { label: '3丁目' },
    { label: '粗大ごみ' },
  ],
});

describe('a typed answer', () => {
  it.each([
    ['ペットボトル', 'ペットボトル'],
    ['ﾍﾟｯﾄﾎﾞﾄﾙ', 'ペットボトル'],
    ['ぺっと ぼとる', 'ペットボトル'],
    ['2', 'ペットボトル'],
    ['２番', 'ペットボトル'],
    ['①', 'burnable'],
    ['3丁目', '3丁目'],
    ['もえる', 'burnable'],
  ])('%s is understood', async (text, value) => {
    const result = await playBlock(questionChoice, config, [{ type: 'text', text }], {});
    expect(result).toMatchObject({ then: 'go', set: { kind: { value } } });
  });

  it.each(['ごみ', '5', '0', 'も', ''])('%j is asked again, as it could be several or none', async (text) => {
    expect((await playBlock(questionChoice, config, [{ type: 'text', text }], {})).then).toBe('ask-again');
  });
});
