// A feature that uses every shared block once, for the tests of this package.
import { defineFeature, defineFlow } from '@tenohira/feature-kit';
import { z } from 'zod';
import conversation from './every-question.json' with { type: 'json' };

const report = defineFlow({
  key: 'report',
  title: '公園の報告',
  start: 'kind',
  maxTaps: 25,
  blocks: {
    kind: {
      type: 'question-choice',
      config: {
        text: 'どうしましたか？',
        saveAs: 'kind',
        choices: [{ label: 'こわれている' }, { label: 'よごれている' }, { label: 'その他', output: 'other' }],
      },
      next: { next: 'place', other: 'detail' },
    },
    detail: {
      type: 'question-text',
      config: { text: 'くわしく教えてください。', saveAs: 'detail', maxLength: 200, skipLabel: 'とくにない' },
      next: { next: 'place', skipped: 'place' },
    },
    place: {
      type: 'question-location',
      config: { text: 'どこですか？', saveAs: 'place' },
      next: { next: 'photo' },
    },
    photo: {
      type: 'question-photo',
      config: { text: '写真を送ってください。', saveAs: 'photo', maxPhotos: 2, skipLabel: '写真なし' },
      next: { next: 'count', skipped: 'count' },
    },
    count: {
      type: 'question-number',
      config: { text: 'いくつありますか？', saveAs: 'count', min: 1, max: 99, unit: '個' },
      next: { next: 'day' },
    },
    day: {
      type: 'question-date',
      config: { text: 'いつ気がつきましたか？', saveAs: 'day', minDays: -30, maxDays: 0 },
      next: { next: 'many' },
    },
    many: {
      type: 'condition',
      config: { tests: [{ variable: 'count', is: 'greater', value: '10' }] },
      next: { yes: 'urgent', no: 'title' },
    },
    urgent: { type: 'set', config: { values: [{ variable: 'urgency', value: '急ぎ：' }] }, next: { next: 'title' } },
    title: {
      type: 'set',
      config: { values: [{ variable: 'title', value: '{{urgency|}}{{kind}}（{{count}}個）' }] },
      next: { next: 'contact' },
    },
    contact: { type: 'start-flow', config: { flow: 'contact' }, next: { next: 'submit' } },
    submit: {
      type: 'case',
      config: {
        title: '{{title}}',
        category: 'park',
        locationVariable: 'place',
        fields: [
          { variable: 'detail', label: 'くわしく' },
          { variable: 'place', label: '場所', kind: 'location' },
          { variable: 'photo', label: '写真', kind: 'photo' },
          { variable: 'day', label: '気がついた日', kind: 'date' },
          { variable: 'contact', label: '連絡先', kind: 'form' },
        ],
      },
      next: { next: 'thanks' },
    },
    thanks: {
      type: 'message',
      config: {
        kind: 'text',
        text: '{{title}}を受け付けました。番号は {{case-number}} です。お急ぎのときは {{settings.phone}} へお電話ください。',
      },
      next: { next: 'end' },
    },
    end: { type: 'end' },
  },
});

const contact = defineFlow({
  key: 'contact',
  title: '連絡先',
  start: 'form',
  blocks: {
    form: {
      type: 'web-form',
      config: {
        text: '連絡先を入力してください。',
        saveAs: 'contact',
        title: '連絡先',
        fields: [
          { key: 'name', label: 'なまえ' },
          { key: 'reply-wanted', label: '返事', kind: 'choice', choices: ['いる', 'いらない'], sensitive: false },
        ],
      },
      next: { next: 'end' },
    },
    end: { type: 'end', config: { text: 'ありがとうございます。' } },
  },
});

export const exampleFeature = defineFeature({
  key: 'park-report',
  version: 1,
  title: '公園の報告',
  summary: '公園のこまったことを、写真と場所で知らせられます。',
  highlights: ['こまったことを知らせる', '写真と場所を送る'],
  preview: { conversation },
  category: 'report',
  settings: z.strictObject({
    phone: z.string().max(20).default('00-0000-0000').meta({ title: '電話番号' }),
  }),
  menu: { label: '公園の報告', flow: 'report' },
  triggers: [{ flow: 'report', keywords: ['公園', '公園の報告'] }],
  flows: [report, contact],
  blocks: [],
  permissions: [],
});
