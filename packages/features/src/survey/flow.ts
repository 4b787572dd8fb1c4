// The conversation as data. Which questions there are is a setting; how one is asked is here.
import { defineFlow } from '@tenohira/feature-kit';
import { FORM, SURVEY_KEY } from './variables.ts';

export const answerFlow = defineFlow({
  key: 'answer',
  title: 'アンケート',
  start: 'pick',
  inputs: { [SURVEY_KEY]: { maxLength: 80 } },
  blocks: {
    pick: {
      type: 'survey.next-question',
      next: { choice: 'choice', 'free-text': 'offer', done: 'thanks', none: 'nothing' },
    },
    choice: { type: 'survey.ask-choice', next: { next: 'pick' } },
    offer: {
      type: 'question-choice',
      config: {
        text: '（{{question-position}}）{{question-text}}\n\n書いてくださるときは、「書く」を押してください。書いたことは、このトークには出ません。',
        choices: [
          { label: '書く', output: 'write' },
          { label: 'とくにない', output: 'skip' },
        ],
      },
      next: { write: 'page', skip: 'pick' },
    },
    page: {
      type: 'web-form',
      config: {
        text: '下のボタンを押して、ページで書いてください。',
        buttonLabel: 'ページを開く',
        saveAs: FORM,
        title: 'アンケート',
        intro: '{{question-text}}',
        fields: [
          {
            key: 'words',
            label: 'お答え',
            help: '名前や電話番号は書かないでください。',
            kind: 'long-text',
            maxLength: 1000,
          },
        ],
      },
      next: { next: 'keep' },
    },
    keep: { type: 'survey.keep-page', next: { next: 'pick' } },
    thanks: { type: 'end', config: { text: '{{settings.thanks}}' } },
    nothing: { type: 'end', config: { text: 'いま、お願いしているアンケートはありません。' } },
  },
});
