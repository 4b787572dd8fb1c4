// Goes from question to question, so that the flow stays data while the questions are a setting.
import { type BlockContext, type BlockResult, defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { MAX_QUESTIONS, QUESTION_TEXT_MAX_LENGTH } from '../schema.ts';
import { ASKED, askedOf, QUESTION_POSITION, QUESTION_TEXT, questionsAtHand, SURVEY_KEY } from '../variables.ts';

const configSchema = z.strictObject({});

const definition = defineBlockDefinition({
  key: 'survey.next-question',
  title: 'つぎの質問へ',
  description:
    '設定の質問を上から順に進めます。質問は {{question-text}}、何問目かは {{question-position}} に入ります。',
  category: 'logic',
  config: configSchema,
  outputs: () => ['choice', 'free-text', 'done', 'none'],
  sets: () => ({
    [ASKED]: { maxLength: MAX_QUESTIONS * 45 },
    [QUESTION_TEXT]: { maxLength: QUESTION_TEXT_MAX_LENGTH },
    [QUESTION_POSITION]: { maxLength: 5 },
  }),
  reads: () => [SURVEY_KEY],
  preview: () => [[]],
});

export const nextQuestion = defineBlock(definition, {
  enter(context: BlockContext<z.infer<typeof configSchema>>): BlockResult {
    const questions = questionsAtHand(context);
    const asked = askedOf(context);
    const next = questions.find(({ key }) => !asked.includes(key));
    if (!next) return { then: 'go', output: asked.length === 0 ? 'none' : 'done' };
    return {
      set: {
        [ASKED]: { value: [...asked, next.key] },
        [QUESTION_TEXT]: { value: next.text },
        [QUESTION_POSITION]: { value: `${questions.indexOf(next) + 1}／${questions.length}` },
      },
      then: 'go',
      output: next.choices.length === 0 ? 'free-text' : 'choice',
    };
  },
});
