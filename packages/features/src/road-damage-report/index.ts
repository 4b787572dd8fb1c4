import { defineFeature } from '@tenohira/feature-kit';
import { checkArea } from './blocks/check-area.ts';
import { chooseBySetting } from './blocks/choose-by-setting.ts';
import { describeReport } from './blocks/describe-report.ts';
import { findSimilar } from './blocks/find-similar.ts';
import conversation from './conversations/full-report.json' with { type: 'json' };
import { reportFlow } from './flow.ts';
import { recogniseReport } from './recognise-report.ts';
import { settingsSchema } from './schema.ts';

export const roadDamageReport = defineFeature({
  key: 'road-damage-report',
  version: 1,
  title: '道路の不具合通報',
  summary:
    '道路の穴や街路灯の故障などを、写真と地図で知らせてもらいます。近くに同じ通報があれば、二重にならないように案内します。',
  highlights: [
    '種類・写真・場所を順に送る',
    '近くの同じ通報を見て、二重にしない',
    '対応が進むとトークで知らせがとどく',
  ],
  preview: { conversation },
  category: 'report',
  settings: settingsSchema,
  menu: { label: '道路の不具合通報', flow: 'report' },
  triggers: [
    {
      flow: 'report',
      keywords: [
        '道路通報',
        '道路',
        '道路の不具合',
        '道路の不具合通報',
        '道路の穴',
        '穴',
        '陥没',
        'ひび割れ',
        '側溝',
        '街灯',
        '街路灯',
        '外灯',
        'カーブミラー',
        'ガードレール',
        '道路標識',
        '倒木',
        '落石',
        '通報',
      ],
    },
  ],
  flows: [reportFlow],
  blocks: [chooseBySetting, checkArea, findSimilar, describeReport],
  permissions: [],
  recognise: async (_scope, text) => recogniseReport(text),
});
