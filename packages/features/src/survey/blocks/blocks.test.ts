import type { AnyBlock, Variables } from '@tenohira/feature-kit';
import { blockContract, enterBlock, playBlock } from '@tenohira/feature-kit/testing';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../schema.ts';
import { askChoice } from './ask-choice.ts';
import { keepPage } from './keep-page.ts';
import { nextQuestion } from './next-question.ts';

const settings = settingsSchema.parse({});
const FORM_ID = '018f0000-0000-7000-8000-0000000000f1';
const asked = (...keys: string[]): Variables => ({ 'survey-asked': { value: keys } });
const plain = { configs: { plain: {} }, settings };

blockContract(nextQuestion, plain);
blockContract(askChoice, { ...plain, variables: asked('ease') });
blockContract(keepPage, { ...plain, variables: { ...asked('opinion'), 'answer-form': { value: FORM_ID } } });

const enter = (block: AnyBlock, variables: Variables) =>
  enterBlock(block, block.config.parse({}), { settings, variables });
const tap = (value: string, variables: Variables) =>
  playBlock(askChoice, askChoice.config.parse({}), [{ type: 'answer', value }], { settings, variables });

describe('the next question', () => {
  it('goes through all of them, and then is done', async () => {
    expect(await enter(nextQuestion, {})).toMatchObject({
      output: 'choice',
      set: { 'survey-asked': { value: ['ease'] }, 'question-position': { value: '1／3' } },
    });
    expect(await enter(nextQuestion, asked('ease', 'time'))).toMatchObject({
      output: 'free-text',
      set: { 'question-text': { value: 'よかったことや、困ったことがあれば、教えてください。' } },
    });
    expect(await enter(nextQuestion, asked('ease', 'time', 'opinion'))).toEqual({ then: 'go', output: 'done' });
  });

  it('passes over what the city took out meanwhile', async () => {
    expect(await enter(nextQuestion, asked('ease', 'gone', 'time', 'opinion'))).toMatchObject({ output: 'done' });
    expect(await enter(askChoice, asked('gone'))).toEqual({ then: 'go', output: 'next' });
  });
});

describe('an answer', () => {
  it('is kept with the survey it belongs to', async () => {
    const variables = { ...asked('ease'), 'survey-key': { value: 'benefit:018f0000-0000-7000-8000-000000000001' } };
    expect(await tap('ease|ふつう', variables)).toMatchObject({
      then: 'go',
      effects: [
        {
          type: 'survey.record-answer',
          payload: {
            surveyKey: 'benefit:018f0000-0000-7000-8000-000000000001',
            questionKey: 'ease',
            choice: 'ふつう',
          },
        },
      ],
    });
  });

  it.each([undefined, null, '', 'あ', { a: 1 }, 'x'.repeat(81)])(
    'belongs to the general survey where the key is %j',
    async (value) => {
      const variables = { ...asked('ease'), ...(value === undefined ? {} : { 'survey-key': { value } }) };
      expect(await tap('ease|ふつう', variables)).toMatchObject({ effects: [{ payload: { surveyKey: 'general' } }] });
    },
  );

  it('to the question before is not taken for one to this', async () => {
    const result = await tap('ease|ふつう', asked('ease', 'time'));
    expect(result).toMatchObject({ then: 'wait' });
    expect(result.effects).toBeUndefined();
  });
});

it('keeps of a page its id, under which staff open the words', async () => {
  const variables = { ...asked('opinion'), 'answer-form': { value: FORM_ID } };
  expect((await enter(keepPage, variables)).effects).toEqual([
    {
      type: 'survey.record-answer',
      payload: { answerId: FORM_ID, surveyKey: 'general', questionKey: 'opinion' },
    },
  ]);
});
