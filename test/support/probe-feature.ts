// A feature whose effects can be counted: one case for each text it is given. What happened twice is there twice.
import {
  type CasesPort,
  defineBlock,
  defineBlockDefinition,
  defineFeature,
  defineFlow,
  platformEffect,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';

type Ports = { cases: CasesPort };

const RECORD = '記録 ';
const PUSH = '通知 ';

/** The city answers `受付 <text>` and has a case with that title. */
const record = defineBlock<z.ZodObject, Ports>(
  defineBlockDefinition({
    key: 'probe.record',
    title: '記録する',
    description: '',
    category: 'action',
    config: z.strictObject({}),
    outputs: () => ['next'],
    reads: () => ['text'],
    preview: () => [[textMessage('受付')]],
  }),
  {
    enter: async ({ variables, ports, newId }) => {
      const { value, messageId } = variables.text ?? { value: '' };
      const title = String(value);
      const field = { key: 'text', label: '内容', kind: 'text' as const, value: title };
      return {
        messages: [textMessage(`受付 ${title}`)],
        effects: [
          platformEffect('case.submit', {
            caseId: newId(),
            number: await ports.cases.reserveNumber(),
            title,
            fields: [messageId === undefined ? field : { ...field, messageId }],
          }),
        ],
        then: 'go',
        output: 'next',
      };
    },
  },
);

/** Counts what it is told, in the session: `1件目 <text>`, `2件目 <text>`. */
const count = defineBlock(
  defineBlockDefinition({
    key: 'probe.count',
    title: '数える',
    description: '',
    category: 'question',
    config: z.strictObject({}),
    outputs: () => ['next'],
    sets: () => ({ count: { maxLength: 5 } }),
    preview: () => [[textMessage('件目')]],
    samples: () => [{ output: 'next', event: { type: 'text', text: 'あ' }, taps: 1 }],
  }),
  {
    enter: ({ variables }) => ({
      messages: variables.count === undefined ? [textMessage('どうぞ')] : [],
      then: 'wait',
    }),
    receive: ({ variables }, event) => {
      if (event.type !== 'text') return { messages: [textMessage('文字で送ってください。')], then: 'ask-again' };
      const counted = Number(variables.count?.value ?? 0) + 1;
      const messages = [textMessage(`${counted}件目 ${event.text}`)];
      return { messages, set: { count: { value: counted } }, then: 'go', output: 'next' };
    },
  },
);

/** Asks for an effect of the feature's own. */
const cause = defineBlock(
  defineBlockDefinition({
    key: 'probe.cause',
    title: '起こす',
    description: '',
    category: 'action',
    config: z.strictObject({ effect: z.enum(['probe.push', 'probe.break']) }),
    outputs: () => ['next'],
    reads: () => ['text'],
    preview: () => [[]],
  }),
  {
    enter: ({ config, variables }) => ({
      effects: [{ type: config.effect, payload: { text: String(variables.text?.value ?? '') } }],
      then: 'go',
      output: 'next',
    }),
  },
);

const end = { type: 'end' };
const text = { text: { maxLength: 500 } };

const flows = [
  defineFlow({
    key: 'record',
    title: '記録',
    start: 'record',
    inputs: text,
    blocks: { record: { type: 'probe.record', next: { next: 'end' } }, end },
  }),
  defineFlow({
    key: 'count',
    title: '数える',
    start: 'count',
    blocks: { count: { type: 'probe.count', next: { next: 'count' } } },
  }),
  defineFlow({
    key: 'push',
    title: '通知',
    start: 'cause',
    inputs: text,
    blocks: { cause: { type: 'probe.cause', config: { effect: 'probe.push' }, next: { next: 'end' } }, end },
  }),
  defineFlow({
    key: 'break',
    title: '故障',
    start: 'cause',
    blocks: { cause: { type: 'probe.cause', config: { effect: 'probe.break' }, next: { next: 'end' } }, end },
  }),
];

const payloadSchema = z.strictObject({ text: z.string() });

export const probeFeature = defineFeature({
  key: 'probe',
  version: 1,
  title: 'たしかめ',
  summary: '試験のための機能です。',
  category: 'information',
  settings: z.strictObject({}),
  menu: { label: '数える', flow: 'count' },
  triggers: [
    { flow: 'count', keywords: ['数える'] },
    { flow: 'break', keywords: ['故障'] },
  ],
  flows,
  blocks: [record, count, cause],
  permissions: [],
  effects: {
    'probe.push': async ({ push, residentId }, payload) => {
      const { text } = payloadSchema.parse(payload);
      await push({ residentId, messages: [textMessage(`お知らせ ${text}`)], dedupeKey: `probe:${text}` });
    },
    'probe.break': async () => {
      throw new Error('this effect never works');
    },
  },
  recognise: async (_scope, text) => {
    if (text.startsWith(RECORD)) return { flow: 'record', variables: { text: text.slice(RECORD.length) } };
    if (text.startsWith(PUSH)) return { flow: 'push', variables: { text: text.slice(PUSH.length) } };
    return undefined;
  },
});
