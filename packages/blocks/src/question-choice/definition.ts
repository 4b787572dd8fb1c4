import {
  type Action,
  type BlockSample,
  defineBlockDefinition,
  identifier,
  type Message,
  postbackAction,
  QUICK_REPLY_MAX_ITEMS,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';

const choiceSchema = z.strictObject({
  label: z.string().min(1).max(40).meta({ title: '選択肢', description: '20文字まで' }),
  value: z.string().min(1).max(100).optional().meta({ title: '値', description: 'なければ選択肢の文字を使います' }),
  output: identifier.default('next').meta({ title: '行き先', description: '選択肢ごとに分けるときに名前をつけます' }),
});

export const configSchema = z.strictObject({
  text: z.string().min(1).max(1000).meta({ title: '質問' }),
  saveAs: identifier.optional().meta({ title: '答えの名前', description: 'あとで {{名前}} として使えます' }),
  choices: z.array(choiceSchema).min(1).max(50).meta({ title: '選択肢' }),
  style: z.enum(['quick-reply', 'buttons']).default('quick-reply').meta({
    title: '見せ方',
    description: 'quick-reply：画面の下に出る選択肢 ／ buttons：トークに残るボタン（13個まで）',
  }),
});

export type Config = z.infer<typeof configSchema>;
export type Choice = z.infer<typeof choiceSchema>;

/** Values of the answers: a choice, or another page of choices. */
export const CHOICE_PREFIX = 'c:';
export const PAGE_PREFIX = 'p:';

/** Beside a page's choices there is room for "next" and for the engine's やめる. */
const CHOICES_IN_PAGE = QUICK_REPLY_MAX_ITEMS - 2;
const NEXT_LABEL = 'ほかの選択肢';

export const definition = defineBlockDefinition({
  key: 'question-choice',
  title: '質問（選択）',
  description: '選択肢から1つえらんでもらいます。文字で答えても、番号で答えてもわかります。',
  category: 'question',
  config: configSchema,
  outputs: ({ choices }) => [...new Set(choices.map(({ output }) => output))],
  sets: ({ saveAs, choices }) =>
    saveAs === undefined
      ? {}
      : { [saveAs]: { maxLength: Math.max(...choices.map((choice) => choiceValue(choice).length)) } },
  preview: (config) =>
    pagesOf(config).flatMap((_page, page) => [
      [questionPage(config, page, (value) => value)],
      [questionPage({ ...config, text: retryText(config) }, page, (value) => value)],
    ]),
  samples,
});

export function choiceValue({ label, value }: Choice): string {
  return value ?? label;
}

/** The question with one page of its choices; `page` counts from 0. */
export function questionPage(config: Config, page: number, answer: (value: string) => string): Message {
  const pages = pagesOf(config);
  const choices = pages[page] ?? pages[0] ?? [];
  const actions = choices.map((choice) =>
    postbackAction(choice.label, answer(`${CHOICE_PREFIX}${choiceValue(choice)}`)),
  );
  if (pages.length > 1) actions.push(postbackAction(NEXT_LABEL, answer(`${PAGE_PREFIX}${(page + 1) % pages.length}`)));
  return config.style === 'buttons' && pages.length === 1
    ? bubble(config.text, actions)
    : textMessage(config.text, actions);
}

export function retryText({ text }: Config): string {
  return `すみません、わかりませんでした。選択肢の中からえらんでください。\n\n${text}`;
}

export function pagesOf({ choices }: Config): Choice[][] {
  if (choices.length <= QUICK_REPLY_MAX_ITEMS) return [choices];
  const pages: Choice[][] = [];
  for (let from = 0; from < choices.length; from += CHOICES_IN_PAGE)
    pages.push(choices.slice(from, from + CHOICES_IN_PAGE));
  return pages;
}

function bubble(text: string, actions: readonly Action[]): Message {
  return {
    type: 'flex',
    altText: text,
    contents: {
      type: 'bubble',
      body: {
        type: 'box',
        layout: 'vertical',
        spacing: 'sm',
        contents: [
          { type: 'text', text, wrap: true },
          ...actions.map((action) => ({
            type: 'button' as const,
            style: 'secondary' as const,
            height: 'sm' as const,
            action,
          })),
        ],
      },
    },
  };
}

/** For each way out the choice that is reached soonest: one tap, and one for each page before it. */
function samples(config: Config): BlockSample[] {
  const nearest = new Map<string, BlockSample>();
  for (const [page, choices] of pagesOf(config).entries()) {
    for (const choice of choices) {
      if (nearest.has(choice.output)) continue;
      const event = { type: 'answer' as const, value: `${CHOICE_PREFIX}${choiceValue(choice)}` };
      nearest.set(choice.output, { output: choice.output, event, taps: page + 1 });
    }
  }
  return [...nearest.values()];
}
