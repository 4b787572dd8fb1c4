// A feature of the engine's own tests: small blocks that do one thing each, some of them wrong.
import {
  type AnyBlock,
  type AnyFeature,
  defineBlock,
  defineBlockDefinition,
  defineFeature,
  defineFlow,
  type FlowInput,
  identifier,
  postbackAction,
  type ResidentEvent,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Advanced, advance } from '../advance.ts';
import { deterministicIds } from '../deterministic-ids.ts';
import { type Barred, createBlockRegistry, type InstalledFeature } from '../installed-feature.ts';
import { answerPostback } from '../postback.ts';
import { type Session, sessionSchema } from '../session.ts';
import type { AdvanceContext } from '../turn.ts';

const say = defineBlock(
  defineBlockDefinition({
    key: 'say',
    title: '言う',
    description: '',
    category: 'message',
    config: z.strictObject({ text: z.string(), times: z.int().default(1) }),
    outputs: () => ['next'],
    preview: ({ text, times }) => [Array.from({ length: times }, () => textMessage(text))],
  }),
  {
    enter: ({ config: { text, times } }) => ({
      messages: Array.from({ length: times }, () => textMessage(text)),
      then: 'go',
      output: 'next',
    }),
  },
);

/** Understands any text of at most ten characters. */
const ask = defineBlock(
  defineBlockDefinition({
    key: 'ask',
    title: '聞く',
    description: '',
    category: 'question',
    config: z.strictObject({ text: z.string(), saveAs: identifier }),
    outputs: () => ['next'],
    sets: ({ saveAs }) => ({ [saveAs]: { maxLength: 10 } }),
    preview: ({ text }) => [[textMessage(text)]],
    samples: () => [{ output: 'next', event: { type: 'text', text: 'はい' }, taps: 4 }],
  }),
  {
    enter: ({ config }) => ({ messages: [textMessage(config.text)], then: 'wait' }),
    receive: ({ config }, event) => {
      if (event.type !== 'text' || event.text.length > 10) {
        return { messages: [textMessage('10文字までの文字で送ってください。')], then: 'ask-again' };
      }
      const source = event.messageId === undefined ? {} : { messageId: event.messageId };
      return { set: { [config.saveAs]: { value: event.text, ...source } }, then: 'go', output: 'next' };
    },
  },
);

const pick = defineBlock(
  defineBlockDefinition({
    key: 'pick',
    title: 'えらぶ',
    description: '',
    category: 'question',
    config: z.strictObject({ text: z.string(), outputs: z.array(z.string()) }),
    outputs: ({ outputs }) => outputs,
    preview: ({ text, outputs }) => [
      [
        textMessage(
          text,
          outputs.map((output) => postbackAction(output, output)),
        ),
      ],
    ],
    samples: ({ outputs }) => outputs.map((output) => ({ output, event: { type: 'answer', value: output }, taps: 1 })),
  }),
  {
    enter: ({ config, answer }) => ({
      messages: [
        textMessage(
          config.text,
          config.outputs.map((output) => postbackAction(output, answer(output))),
        ),
      ],
      then: 'wait',
    }),
    receive: ({ config }, event) =>
      event.type === 'answer' && config.outputs.includes(event.value)
        ? { then: 'go', output: event.value }
        : { messages: [textMessage('えらんでください。')], then: 'ask-again' },
  },
);

const submit = defineBlock(
  defineBlockDefinition({
    key: 'submit',
    title: '出す',
    description: '',
    category: 'action',
    config: z.strictObject({}),
    outputs: () => ['next'],
    preview: () => [[]],
  }),
  {
    enter: ({ variables }) => ({
      effects: [{ type: 'sample.submit', payload: Object.keys(variables) }],
      then: 'go',
      output: 'next',
    }),
  },
);

const call = defineBlock(
  defineBlockDefinition({
    key: 'call',
    title: '呼ぶ',
    description: '',
    category: 'logic',
    config: z.strictObject({ flow: z.string(), feature: z.string().optional() }),
    outputs: () => ['next'],
    starts: ({ flow, feature }) => [feature === undefined ? { flow } : { flow, feature }],
    preview: () => [[]],
  }),
  {
    enter: ({ config: { flow, feature } }) =>
      feature === undefined ? { then: 'start', flow } : { then: 'start', flow, feature },
  },
);

const end = defineBlock(
  defineBlockDefinition({
    key: 'end',
    title: 'おわり',
    description: '',
    category: 'logic',
    config: z.strictObject({}),
    outputs: () => [],
    preview: () => [[]],
  }),
  { enter: () => ({ then: 'end' }) },
);

/** Waits, and then does what the config says is wrong. */
const faulty = defineBlock(
  defineBlockDefinition({
    key: 'faulty',
    title: 'こわれた部品',
    description: '',
    category: 'logic',
    config: z.strictObject({
      fault: z.enum(['throw-on-enter', 'throw-on-receive', 'unknown-output', 'nonsense', 'bad-message']),
    }),
    outputs: () => ['next'],
    preview: () => [[]],
  }),
  {
    enter: ({ config: { fault } }) => {
      if (fault === 'throw-on-enter') throw new Error('an error that names 山田 太郎');
      if (fault === 'unknown-output') return { then: 'go', output: 'nowhere' };
      if (fault === 'nonsense') return {} as never; // what a block in plain JavaScript could return
      if (fault === 'bad-message') return { messages: [textMessage('あ'.repeat(5001))], then: 'go', output: 'next' };
      return { messages: [textMessage('どうぞ')], then: 'wait' };
    },
    receive: () => {
      throw new Error('an error that names 山田 太郎');
    },
  },
);

export const sampleBlocks: readonly AnyBlock[] = [say, ask, pick, submit, call, end, faulty];

/** Asks for a kind and a detail, submits, thanks. */
export const reportFlow: FlowInput = {
  key: 'report',
  title: '報告',
  start: 'kind',
  blocks: {
    kind: {
      type: 'pick',
      config: { text: 'どれですか？', outputs: ['road', 'park'] },
      next: { road: 'detail', park: 'detail' },
    },
    detail: { type: 'ask', config: { text: 'くわしく', saveAs: 'detail' }, next: { next: 'submit' } },
    submit: { type: 'submit', next: { next: 'thanks' } },
    thanks: { type: 'say', config: { text: '「{{detail}}」を受け付けました。' }, next: { next: 'end' } },
    end: { type: 'end' },
  },
};

export function sampleFeature(key: string, flows: readonly FlowInput[], more: Partial<AnyFeature> = {}): AnyFeature {
  const [first] = flows;
  return defineFeature({
    key,
    version: 1,
    title: `${key}のこと`,
    summary: '',
    category: 'report',
    settings: z.strictObject({ phone: z.string().max(20).default('00-0000-0000') }),
    menu: { label: key, flow: first?.key ?? 'none' },
    triggers: [],
    flows: flows.map(defineFlow),
    blocks: [],
    permissions: [],
    ...more,
  });
}

export const NOW = new Date('2026-11-24T10:00:00+09:00');

/** A conversation to talk to: keeps the session between events, as the runtime does. */
export function openConversation(features: readonly AnyFeature[], context: Partial<AdvanceContext> = {}) {
  const installed: InstalledFeature[] = features.map((feature, menuOrder) => ({
    feature,
    settings: feature.settings.parse({}),
    flows: feature.flows,
    menuOrder,
  }));
  const ids = deterministicIds();
  let session: Session | undefined;
  let now = NOW;
  const send = async (event: ResidentEvent): Promise<Advanced> => {
    const advanced = await advance({
      features: installed,
      blocks: createBlockRegistry(sampleBlocks),
      session,
      event,
      context: { resident: { id: 'resident-1' }, now, cityName: 'みほん市', ports: () => ({}), ...ids, ...context },
    });
    session = advanced.session && sessionSchema.parse(JSON.parse(JSON.stringify(advanced.session)));
    return advanced;
  };
  return {
    send,
    say: (text: string) => send({ type: 'text', text, messageId: `message-${text}` }),
    tap: (data: string) => send({ type: 'postback', data }),
    answer: (value: string) =>
      send({ type: 'postback', data: answerPostback(session?.id ?? '', session?.blockId ?? '', value) }),
    wait: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    replaceFlows: (flows: readonly FlowInput[]) => {
      const [first] = installed;
      if (first) first.flows = flows.map(defineFlow);
    },
    /** From now on the resident may not begin that feature; without a reason they may again. */
    bar: (key: string, barred?: Barred) => {
      for (const [index, { barred: _before, ...open }] of installed.entries())
        if (open.feature.key === key) installed[index] = barred === undefined ? open : { ...open, barred };
    },
    session: () => session,
  };
}
