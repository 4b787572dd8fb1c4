// What staff see before they have given any files: three districts of nowhere, collected every week.
import type { FeaturePreview } from '@tenohira/feature-kit';
import conversation from './conversations/preview.json' with { type: 'json' };
import type { Area, GarbageDataset } from './dataset/types.ts';
import { datasetPort } from './dataset-port.ts';

/** Weekdays, 0 = Sunday, of each category. */
const DISTRICTS: readonly { name: string; days: Readonly<Record<string, readonly number[]>> }[] = [
  { name: '本町', days: { 燃やすごみ: [1, 3, 5], プラスチック: [2, 4], 'びん・缶': [6], 有害ごみ: [0] } },
  { name: '緑町', days: { 燃やすごみ: [2, 4, 6], プラスチック: [1, 5], 'びん・缶': [3], 有害ごみ: [0] } },
  { name: '駅前', days: { 燃やすごみ: [1, 4], プラスチック: [3], 'びん・缶': [5], 有害ごみ: [2] } },
];

const sample: GarbageDataset = {
  areas: DISTRICTS.map(
    ({ name, days }, position): Area => ({
      position,
      name,
      collections: Object.entries(days).map(([categoryLabel, weekdays]) => ({
        categoryLabel,
        rules: weekdays.map((weekday) => ({ kind: 'weekly', weekday })),
        remarkIds: [],
      })),
    }),
  ),
  categories: [
    { label: '燃やすごみ', sublabel: '指定の袋', description: '', bgColor: '#c0392b' },
    { label: 'プラスチック', sublabel: '指定の袋', description: '', bgColor: '#1f6fb2' },
    { label: 'びん・缶', sublabel: '回収かごへ', description: '', bgColor: '#2e7d4f' },
    { label: '有害ごみ', sublabel: '透明な袋', description: '', bgColor: '#8a5a00' },
  ],
  items: [
    { label: '有害ごみ', name: '乾電池', notice: '透明な袋に入れて出してください。', furigana: 'かんでんち' },
    { label: '燃やすごみ', name: '生ごみ', notice: '水をよく切ってください。', furigana: 'なまごみ' },
  ],
  closures: [],
  remarks: [],
};

export const preview: FeaturePreview = { conversation, port: datasetPort(sample) };
