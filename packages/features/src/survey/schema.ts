// What a city asks. Browser-safe: the console draws its form from it.
import { countGraphemes } from '@tenohira/core';
import { identifier, QUICK_REPLY_MAX_ITEMS } from '@tenohira/feature-kit';
import { z } from 'zod';

export const QUESTION_TEXT_MAX_LENGTH = 100;
export const MAX_QUESTIONS = 10;

/** The survey that is meant where nobody says which. */
export const GENERAL_SURVEY = 'general';

/** `benefit:<program id>`, or whatever the flow that offers the survey calls it. */
export const surveyKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,79}$/, '英数字と「:」「.」「_」「-」で、80文字までです。');

const choiceSchema = z
  .string()
  .min(1)
  .max(40)
  .refine((label) => countGraphemes(label) <= 20, '20文字まで'); // label: developers.line.biz/en/reference/messaging-api/#action-objects

const questionSchema = z.strictObject({
  key: identifier.meta({
    title: '質問の名前',
    description: '英小文字・数字・ハイフン。集計はこの名前ごとにするので、質問の意味を変えるときは名前も変えます',
  }),
  text: z.string().min(1).max(QUESTION_TEXT_MAX_LENGTH).meta({ title: '質問', description: '100文字まで' }),
  choices: z
    .array(choiceSchema)
    .max(QUICK_REPLY_MAX_ITEMS)
    .refine((labels) => new Set(labels).size === labels.length, '同じ選択肢が2つあります。')
    .default([])
    .meta({
      title: '選択肢',
      description: '13個まで、それぞれ20文字まで。なければ、入力ページで自由に書いてもらいます',
    }),
  surveys: z
    .array(surveyKeySchema)
    .default([])
    .meta({ title: '聞くアンケート', description: 'アンケートの名前。なければ、どのアンケートでも聞きます' }),
});

export type Question = z.infer<typeof questionSchema>;

const DEFAULT_QUESTIONS: readonly z.input<typeof questionSchema>[] = [
  {
    key: 'ease',
    text: '申し込みは簡単でしたか？',
    choices: ['とても簡単だった', '簡単だった', 'ふつう', 'むずかしかった', 'とてもむずかしかった'],
  },
  {
    key: 'time',
    text: '申し込みにかかった時間は、どれくらいでしたか？',
    choices: ['3分まで', '10分まで', '30分まで', '30分より長い'],
  },
  { key: 'opinion', text: 'よかったことや、困ったことがあれば、教えてください。' },
];

export const settingsSchema = z.strictObject({
  questions: z
    .array(questionSchema)
    .min(1)
    .max(MAX_QUESTIONS)
    .refine((questions) => new Set(questions.map(({ key }) => key)).size === questions.length, {
      error: '質問の名前が同じものがあります。',
    })
    .prefault(DEFAULT_QUESTIONS.map((question) => ({ ...question })))
    .meta({ title: '質問', description: '上から順に聞きます。2、3個までにすると、答えてもらいやすくなります' }),
  thanks: z
    .string()
    .min(1)
    .max(300)
    .default('アンケートにご協力くださり、ありがとうございました。いただいた声は、サービスをよくするために使います。')
    .meta({ title: 'お礼の文章' }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The questions of one survey, in order. */
export function questionsOf({ questions }: Settings, surveyKey: string): Question[] {
  return questions.filter(({ surveys }) => surveys.length === 0 || surveys.includes(surveyKey));
}
