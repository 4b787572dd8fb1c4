import { basename } from 'node:path';
import { sharedBlocks } from '@tenohira/blocks';
import { featureContract } from '@tenohira/feature-kit/testing';
import { lintFeature, type SimulatedPath, simulate } from '@tenohira/flow';
import { cannedPorts, conversationFiles, playConversationFile } from '@tenohira/flow/testing';
import { describe, expect, it } from 'vitest';
import { survey } from './index.ts';
import { RECORD_ANSWER } from './record-answer.ts';
import { questionsOf, settingsSchema } from './schema.ts';

featureContract(survey, { blocks: sharedBlocks, lint: lintFeature });

it('has not even a warning for the linter', () => {
  expect(lintFeature(survey, sharedBlocks)).toEqual([]);
});

describe('golden conversations', () => {
  const files = conversationFiles(`${import.meta.dirname}/conversations`);
  it.each(files.map((file) => [basename(file, '.json'), file]))('%s', async (_name, file) => {
    await playConversationFile(file, { features: [survey], blocks: sharedBlocks });
  });
});

// The counts that the README states. Opening the survey, by the button after applying, is the first tap.
describe('taps', () => {
  const walk = async (settings: unknown = {}) => {
    const { paths, incomplete } = await simulate(survey, sharedBlocks, cannedPorts(), {
      settings: settingsSchema.parse(settings),
    });
    expect(incomplete).toBe(false);
    expect(paths.filter(({ outcome }) => outcome === 'broken' || outcome === 'stuck')).toEqual([]);
    return paths.filter(({ outcome }) => outcome === 'ended');
  };
  const recorded = ({ effects }: SimulatedPath) => effects.filter((type) => type === RECORD_ANSWER).length;

  it('are 4 to answer both questions with choices, and 7 with words on the page', async () => {
    const paths = await walk();
    expect(Math.min(...paths.map(({ taps }) => taps))).toBe(4);
    expect(Math.min(...paths.filter((path) => recorded(path) === 3).map(({ taps }) => taps))).toBe(7);
  });

  it('are 2 for a single question', async () => {
    const paths = await walk({ questions: [{ key: 'ease', text: '簡単でしたか？', choices: ['はい', 'いいえ'] }] });
    expect(paths.map(({ taps }) => taps)).toEqual([2]);
    expect(paths.map(recorded)).toEqual([1]);
  });
});

describe('the settings', () => {
  it('ask three questions where the city has said nothing', () => {
    const settings = settingsSchema.parse({});
    expect(settings.questions.map(({ key, choices }) => [key, choices.length])).toEqual([
      ['ease', 5],
      ['time', 4],
      ['opinion', 0],
    ]);
    expect(settings.questions[0]?.text).toBe('申し込みは簡単でしたか？');
  });

  it('keep questions apart by survey', () => {
    const settings = settingsSchema.parse({
      questions: [
        { key: 'a', text: 'あ', surveys: ['benefit:018f0000-0000-7000-8000-000000000001'] },
        { key: 'b', text: 'い' },
      ],
    });
    expect(questionsOf(settings, 'general').map(({ key }) => key)).toEqual(['b']);
    expect(questionsOf(settings, 'benefit:018f0000-0000-7000-8000-000000000001').map(({ key }) => key)).toEqual([
      'a',
      'b',
    ]);
  });

  it.each([
    ['two questions of one name', [1, 2].map(() => ({ key: 'a', text: 'あ' }))],
    ['two choices alike', [{ key: 'a', text: 'あ', choices: ['い', 'い'] }]],
    ['more choices than LINE shows', [{ key: 'a', text: 'あ', choices: Array.from({ length: 14 }, (_, i) => `${i}`) }]],
    ['a choice that LINE would cut', [{ key: 'a', text: 'あ', choices: ['い'.repeat(21), 'う'] }]],
    ['no question', []],
    ['a survey that could not be named in a button', [{ key: 'a', text: 'あ', surveys: ['"}'] }]],
  ])('refuse %s', (_name, questions) => {
    expect(settingsSchema.safeParse({ questions }).success).toBe(false);
  });
});
