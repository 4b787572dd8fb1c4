// Remembers that a page with free words came in. The words stay in the form, encrypted, and never pass through here.
import { type BlockContext, type BlockResult, defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { recordAnswer } from '../record-answer.ts';
import { ASKED, FORM, questionAtHand, SURVEY_KEY, surveyKeyOf } from '../variables.ts';

const configSchema = z.strictObject({});

const definition = defineBlockDefinition({
  key: 'survey.keep-page',
  title: '入力ページの答えを受け取る',
  description: '入力ページに書かれたことを、アンケートの答えとして受け取ります。',
  category: 'action',
  config: configSchema,
  outputs: () => ['next'],
  reads: () => [SURVEY_KEY, ASKED, FORM],
  preview: () => [[]],
});

export const keepPage = defineBlock(definition, {
  enter(context: BlockContext<z.infer<typeof configSchema>>): BlockResult {
    const question = questionAtHand(context);
    const formId = z.uuid().safeParse(context.variables[FORM]?.value).data;
    if (!question || formId === undefined) return { then: 'go', output: 'next' };
    const answer = { answerId: formId, surveyKey: surveyKeyOf(context), questionKey: question.key };
    return { effects: [recordAnswer(answer)], then: 'go', output: 'next' };
  },
});
