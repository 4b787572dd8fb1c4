import {
  type BlockSample,
  defineBlockDefinition,
  identifier,
  postbackAction,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';

/** What a text may look like, the rule in words, and an example that the simulator types. */
export const PATTERNS = {
  any: { title: '何でも', rule: '', test: /^/, example: 'れい' },
  hiragana: { title: 'ひらがな', rule: 'ひらがなで', test: /^[ぁ-ゖー\s]+$/, example: 'やまだ' },
  katakana: { title: 'カタカナ', rule: 'カタカナで', test: /^[ァ-ヺー\s]+$/, example: 'ヤマダ' },
  digits: { title: '数字だけ', rule: '数字だけで', test: /^\d+$/, example: '12' },
  tel: {
    title: '電話番号',
    rule: '電話番号を（例：03-1234-5678）',
    test: /^0\d{1,4}-?\d{1,4}-?\d{3,4}$/,
    example: '0312345678',
  },
  'postal-code': {
    title: '郵便番号',
    rule: '郵便番号を7けたで（例：123-4567）',
    test: /^\d{3}-?\d{4}$/,
    example: '1234567',
  },
  email: {
    title: 'メールアドレス',
    rule: 'メールアドレスを',
    test: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    example: 'a@example.jp',
  },
} as const;

export type PatternKey = keyof typeof PATTERNS;
const patternKeys = Object.keys(PATTERNS) as [PatternKey, ...PatternKey[]]; // Object.keys forgets the names

export const configSchema = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .max(4000)
      .meta({ title: '質問', description: '住所や名前など個人の情報は「入力ページ」で聞いてください' }),
    saveAs: identifier.meta({ title: '答えの名前', description: 'あとで {{名前}} として使えます' }),
    minLength: z.int().min(1).max(1000).default(1).meta({ title: '最も短い文字数' }),
    maxLength: z.int().min(1).max(1000).default(500).meta({ title: '最も長い文字数' }),
    pattern: z.enum(patternKeys).default('any').meta({ title: '文字の種類' }),
    skipLabel: z
      .string()
      .min(1)
      .max(20)
      .optional()
      .meta({ title: '答えないときのボタン', description: '入れると、答えずに先へ進めます（例：とくにない）' }),
  })
  .refine(({ minLength, maxLength }) => minLength <= maxLength, {
    message: '最も短い文字数が、最も長い文字数より大きいです。',
  });

export type Config = z.infer<typeof configSchema>;

export const SKIP = 'skip';

export const definition = defineBlockDefinition({
  key: 'question-text',
  title: '質問（文字）',
  description: '文字で答えてもらいます。',
  category: 'question',
  config: configSchema,
  outputs: ({ skipLabel }) => (skipLabel === undefined ? ['next'] : ['next', 'skipped']),
  sets: ({ saveAs, maxLength }) => ({ [saveAs]: { maxLength } }),
  preview: (config) => [[question(config, SKIP)], [textMessage(guidance(config), skipActions(config, SKIP))]],
  samples: (config) => [sampleText(config), ...sampleSkip(config)],
});

export function question(config: Config, skipData: string) {
  return textMessage(config.text, skipActions(config, skipData));
}

/** What would be understood, in one sentence. */
export function guidance({ pattern, minLength, maxLength }: Config): string {
  const length = minLength > 1 ? `${minLength}文字から${maxLength}文字まで` : `${maxLength}文字まで`;
  const { rule } = PATTERNS[pattern];
  return `すみません、${rule === '' ? '' : `${rule}、`}${length}の文字で送ってください。`;
}

export function skipActions({ skipLabel }: Config, data: string) {
  return skipLabel === undefined ? [] : [postbackAction(skipLabel, data)];
}

function sampleText({ pattern, minLength, maxLength }: Config): BlockSample {
  const { example } = PATTERNS[pattern];
  const text =
    pattern === 'any' || example.length < minLength
      ? example.repeat(minLength).slice(0, Math.max(minLength, 2))
      : example;
  const typed = text.slice(0, maxLength);
  // One tap opens the keyboard, one a character, one sends.
  return { output: 'next', event: { type: 'text', text: typed }, taps: typed.length + 2 };
}

function sampleSkip({ skipLabel }: Config): BlockSample[] {
  return skipLabel === undefined ? [] : [{ output: 'skipped', event: { type: 'answer', value: SKIP }, taps: 1 }];
}
