import { defineFeature } from '@tenohira/feature-kit';
import { askChoice } from './blocks/ask-choice.ts';
import { keepPage } from './blocks/keep-page.ts';
import { nextQuestion } from './blocks/next-question.ts';
import conversation from './conversations/after-applying.json' with { type: 'json' };
import { answerFlow } from './flow.ts';
import { answerSchema, RECORD_ANSWER } from './record-answer.ts';
import { saveAnswer } from './repository.ts';
import { settingsSchema } from './schema.ts';

export const survey = defineFeature({
  key: 'survey',
  version: 1,
  title: 'アンケート',
  summary: '申し込みなどのすぐあとに、1〜3問のアンケートに答えてもらいます。結果は、答えがとどくたびに集計されます。',
  highlights: ['ボタンを押して答える', '自由な意見は入力ページで書く', '申し込みのすぐあとに聞かれる'],
  preview: { conversation },
  category: 'information',
  settings: settingsSchema,
  menu: { label: 'アンケート', flow: 'answer' },
  triggers: [{ flow: 'answer', keywords: ['アンケート', 'アンケートに答える'] }],
  flows: [answerFlow],
  blocks: [nextQuestion, askChoice, keepPage],
  permissions: ['survey:read-results'],
  effects: {
    [RECORD_ANSWER]: async ({ db, residentId, now }, payload) =>
      saveAnswer(db, residentId, answerSchema.parse(payload), now),
  },
});
