// One question with its choices as quick replies; the answer is kept at once, so that who stops halfway has said that much.
import { toSearchKey } from '@tenohira/core';
import {
  type BlockContext,
  type BlockEvent,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  type Message,
  postbackAction,
  QUICK_REPLY_MAX_ITEMS,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { recordAnswer } from '../record-answer.ts';
import { MAX_QUESTIONS, QUESTION_TEXT_MAX_LENGTH, type Question } from '../schema.ts';
import { ASKED, QUESTION_POSITION, questionAtHand, SURVEY_KEY, surveyKeyOf } from '../variables.ts';

const configSchema = z.strictObject({
  sorry: z
    .string()
    .min(1)
    .max(200)
    .default('すみません、わかりませんでした。下の選択肢からえらんでください。')
    .meta({ title: 'わからないときの文章', description: '質問の上に出ます' }),
});

type Context = BlockContext<z.infer<typeof configSchema>>;

const definition = defineBlockDefinition({
  key: 'survey.ask-choice',
  title: 'アンケートの質問',
  description: '設定の質問を、選択肢で聞きます。答えはすぐに集計に入ります。もう一度答えると、置きかわります。',
  category: 'question',
  config: configSchema,
  outputs: () => ['next'],
  reads: () => [SURVEY_KEY, ASKED, QUESTION_POSITION],
  preview: ({ sorry }) => [[show(LARGEST, `${MAX_QUESTIONS}／${MAX_QUESTIONS}`, (value) => value, `${sorry}\n\n`)]],
  samples: () => [{ output: 'next', event: { type: 'text', text: '1' }, taps: 1 }],
});

export const askChoice = defineBlock(definition, {
  enter(context: Context): BlockResult {
    const question = questionAtHand(context);
    return question ? { messages: [ask(context, question)], then: 'wait' } : { then: 'go', output: 'next' };
  },
  receive(context: Context, event: BlockEvent): BlockResult {
    const question = questionAtHand(context);
    if (!question) return { then: 'go', output: 'next' };
    // A second tap on the question before: it is answered, and this one is not.
    if (event.type === 'answer' && !event.value.startsWith(`${question.key}|`)) {
      return { messages: [ask(context, question)], then: 'wait' };
    }
    const choice = readChoice(question, event);
    if (choice === undefined) {
      return { messages: [ask(context, question, `${context.config.sorry}\n\n`)], then: 'ask-again' };
    }
    const answer = { answerId: context.newId(), surveyKey: surveyKeyOf(context), questionKey: question.key, choice };
    return { effects: [recordAnswer(answer)], then: 'go', output: 'next' };
  },
});

function ask({ variables, answer }: Context, question: Question, before = ''): Message {
  const position = variables[QUESTION_POSITION]?.value;
  return show(question, typeof position === 'string' ? position : '', answer, before);
}

function show(
  { key, text, choices }: Pick<Question, 'key' | 'text' | 'choices'>,
  position: string,
  answer: (value: string) => string,
  before = '',
): Message {
  const lead = position === '' ? '' : `（${position}）`;
  return textMessage(
    `${before}${lead}${text}`,
    choices.map((label) => postbackAction(label, answer(`${key}|${label}`))),
  );
}

/** A button, the label in any spelling, or its number in the list. */
function readChoice({ key, choices }: Question, event: BlockEvent): string | undefined {
  if (event.type === 'answer') return choices.find((label) => event.value === `${key}|${label}`);
  if (event.type !== 'text') return undefined;
  const typed = toSearchKey(event.text);
  const exact = choices.find((label) => toSearchKey(label) === typed);
  const number = /^(\d{1,2})(?:番|ばん)?[.。]?$/.exec(typed)?.[1];
  return exact ?? (number === undefined ? undefined : choices[Number(number) - 1]);
}

const LARGEST = {
  key: 'k'.repeat(40),
  text: 'あ'.repeat(QUESTION_TEXT_MAX_LENGTH),
  choices: Array.from({ length: QUICK_REPLY_MAX_ITEMS }, (_, index) => String(index).padEnd(20, 'あ')),
};
