// Small features for the tests of this package: a report with a photo, a page to fill in, and one that breaks on demand.
import {
  type AnyFeature,
  defineBlock,
  defineBlockDefinition,
  defineFeature,
  defineFlow,
  type FlowInput,
} from '@tenohira/feature-kit';
import { z } from 'zod';

const end = { type: 'end' } as const;

const report: FlowInput = {
  key: 'main',
  title: '報告',
  start: 'detail',
  blocks: {
    detail: {
      type: 'question-text',
      config: { text: 'どうしましたか？', saveAs: 'detail', maxLength: 200 },
      next: { next: 'photo' },
    },
    photo: {
      type: 'question-photo',
      config: { text: '写真を送ってください。', saveAs: 'photo', skipLabel: '写真なし' },
      next: { next: 'submit', skipped: 'submit' },
    },
    submit: {
      type: 'case',
      config: {
        title: '報告',
        fields: [
          { variable: 'detail', label: 'くわしく' },
          { variable: 'photo', label: '写真', kind: 'photo' },
        ],
      },
      next: { next: 'thanks' },
    },
    thanks: {
      type: 'message',
      config: { kind: 'text', text: '受け付けました。番号は {{case-number}} です。' },
      next: { next: 'end' },
    },
    end,
  },
};

const apply: FlowInput = {
  key: 'main',
  title: '申し込み',
  start: 'form',
  blocks: {
    form: {
      type: 'web-form',
      config: {
        text: 'ページで入力してください。',
        saveAs: 'applicant',
        title: '申し込む人',
        validHours: 1,
        fields: [
          { key: 'name', label: 'なまえ', maxLength: 20 },
          { key: 'tel', label: '電話', kind: 'tel', required: false },
          { key: 'mail', label: 'メール', kind: 'email', required: false },
          { key: 'birthday', label: '誕生日', kind: 'date', required: false },
          { key: 'size', label: '大きさ', kind: 'choice', choices: ['大', '小'], sensitive: false },
        ],
      },
      next: { next: 'thanks' },
    },
    thanks: {
      type: 'message',
      config: { kind: 'text', text: '大きさ{{size}}で申し込みました。' },
      next: { next: 'end' },
    },
    end,
  },
};

/** Counts what it is sent, one message after another, and never ends. */
const count: FlowInput = {
  key: 'main',
  title: '数える',
  start: 'ask',
  blocks: {
    ask: { type: 'question-text', config: { text: '次は？', saveAs: 'last' }, next: { next: 'record' } },
    record: { type: 'count.record', next: { next: 'ask' } },
  },
};

const record = defineBlock(
  defineBlockDefinition({
    key: 'count.record',
    title: '記録',
    description: '',
    category: 'action',
    config: z.strictObject({}),
    outputs: () => ['next'],
    preview: () => [[]],
  }),
  {
    enter: ({ variables }) => ({
      effects: [{ type: 'count.record-text', payload: { text: variables.last?.value ?? null } }],
      then: 'go',
      output: 'next',
    }),
  },
);

const fragile: FlowInput = {
  key: 'main',
  title: 'こわれもの',
  start: 'touch',
  blocks: {
    touch: { type: 'fragile.touch', next: { next: 'submit' } },
    submit: { type: 'case', config: { title: 'こわれもの' }, next: { next: 'break' } },
    break: { type: 'fragile.break', next: { next: 'end' } },
    end: { type: 'end', config: { text: 'こわれませんでした。' } },
  },
};

type FragilePorts = { fragile: { touch(): Promise<void> } };

const touch = defineBlock<z.ZodObject, FragilePorts>(
  defineBlockDefinition({
    key: 'fragile.touch',
    title: '触る',
    description: '',
    category: 'logic',
    config: z.strictObject({}),
    outputs: () => ['next'],
    preview: () => [[]],
  }),
  {
    enter: async ({ ports }) => {
      await ports.fragile.touch();
      return { then: 'go', output: 'next' };
    },
  },
);

const breakIt = defineBlock(
  defineBlockDefinition({
    key: 'fragile.break',
    title: 'こわす',
    description: '',
    category: 'action',
    config: z.strictObject({}),
    outputs: () => ['next'],
    preview: () => [[]],
  }),
  { enter: () => ({ effects: [{ type: 'fragile.break-it', payload: null }], then: 'go', output: 'next' }) },
);

/** What breaks, set by the test. */
export type Faults = { port?: 'throws' | 'aborts'; effect?: boolean };

export function createSampleFeatures(faults: Faults): AnyFeature[] {
  const feature = (key: string, keyword: string, flow: FlowInput, more: Partial<AnyFeature> = {}): AnyFeature =>
    defineFeature({
      key,
      version: 1,
      title: keyword,
      summary: '',
      category: 'report',
      settings: z.strictObject({}),
      menu: { label: keyword, flow: 'main' },
      triggers: [{ flow: 'main', keywords: [keyword] }],
      flows: [defineFlow(flow)],
      blocks: [],
      permissions: [],
      ...more,
    });
  return [
    feature('report', '報告', report),
    feature('apply', '申し込み', apply),
    feature('count', '数える', count, {
      blocks: [record],
      effects: {
        'count.record-text': async ({ db, residentId }, payload) => {
          await db.sql(
            `insert into scheduled_job (id, feature_key, name, dedupe_key, payload, run_at)
             select gen_random_uuid(), 'count', $1, count(*)::text, $2, now() from scheduled_job where name = $1`,
            [residentId, JSON.stringify(payload)],
          );
        },
      },
    }),
    feature('fragile', 'こわれもの', fragile, {
      blocks: [touch, breakIt],
      ports: ({ db }) => ({
        touch: async () => {
          if (faults.port === 'throws') throw new Error('the port is broken');
          if (faults.port === 'aborts') await db.sql('select 1 / 0');
        },
      }),
      effects: {
        'fragile.break-it': async ({ push, residentId }) => {
          await push({ residentId, messages: [{ type: 'text', text: '効果' }], dedupeKey: `effect:${residentId}` });
          if (faults.effect) throw new Error('the effect is broken');
        },
      },
    }),
  ];
}
