import type { AnyBlock } from '@tenohira/feature-kit';
import { blockContract } from '@tenohira/feature-kit/testing';
import { largestCategories, largestItem, largestItems } from '../cards/largest.ts';
import { MAX_LENGTHS } from '../check-sizes.ts';
import type { GarbageDataset } from '../dataset/types.ts';
import { datasetPort } from '../dataset-port.ts';
import { emptyPort, keyOf, seedPort } from '../test-port.ts';
import { chooseArea } from './choose-area.ts';
import { findArea } from './find-area.ts';
import { searchItems } from './search-items.ts';
import { setReminder } from './set-reminder.ts';
import { showDays } from './show-days.ts';
import { showItem } from './show-item.ts';
import { showNext } from './show-next.ts';

const days = {
  home: { span: 'home' },
  today: { span: 'today' },
  tomorrow: { span: 'tomorrow' },
  week: { span: 'week' },
};
const blocks: readonly [AnyBlock, Record<string, unknown>][] = [
  [findArea, { plain: {} }],
  [chooseArea, { plain: { text: 'お住まいの地区はどちらですか？' } }],
  [showDays, days],
  [showNext, { plain: {} }],
  [searchItems, { plain: { text: '物の名前を送ってください。' } }],
  [showItem, { plain: {} }],
  [setReminder, { plain: { text: 'いつお知らせしますか？' } }],
];

/** As long as an import lets anything be, and 1,100 areas of it. */
const largest: GarbageDataset = {
  areas: Array.from({ length: 1100 }, (_, position) => ({
    position,
    name: `${Math.floor(position / 2)}`.padEnd(MAX_LENGTHS.areaName, '町'),
    district: `${position % 30}`.padEnd(MAX_LENGTHS.district, '区'),
    collections: largestCategories().map(({ label }) => ({
      categoryLabel: label,
      rules: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ kind: 'weekly' as const, weekday })),
      remarkIds: ['1'],
    })),
  })),
  categories: largestCategories(),
  items: [...largestItems(60), ...largestItem().map((item) => ({ ...item, name: '"'.repeat(MAX_LENGTHS.itemName) }))],
  closures: [],
  remarks: [{ id: '1', text: 'あ'.repeat(MAX_LENGTHS.remarksOfArea) }],
};

const cities = {
  short: seedPort('yukimizawa'),
  long: seedPort('minatono'),
  largest: datasetPort(largest),
};

for (const [name, port] of Object.entries(cities)) {
  const first = (await port.listAreas())[0]?.name ?? '';
  const areaKey = await keyOf(port, first);
  const resident = { areaKey, reminder: { kind: 'morning' as const, time: '06:30' } };
  for (const [block, configs] of blocks) {
    blockContract(
      { ...block, title: `${block.title}（${name}）` },
      {
        configs,
        variables: { area: { value: areaKey }, query: { value: 'あ' } },
        ports: () => ({ 'garbage-guide': { ...port, findResident: async () => resident } }),
        events: [
          { type: 'answer', value: 'p:0\n\n' },
          { type: 'answer', value: 'p:99\n\n' },
          { type: 'answer', value: `p:3\n${'あ'.repeat(40)}\n` },
          { type: 'answer', value: 'd:0' },
          { type: 'answer', value: 'again' },
          { type: 'answer', value: `i:${'"'.repeat(MAX_LENGTHS.itemName)}` },
          { type: 'answer', value: 'time:morning', params: { time: '12:00' } },
          { type: 'answer', value: 'time:evening-before', params: { time: '24:00' } },
          { type: 'text', text: '町' },
          { type: 'text', text: 'あ'.repeat(100) },
        ],
      },
    );
  }
}

// Nothing of what a city without data is asked may break; it has no samples that lead on.
for (const [block, configs] of blocks) {
  blockContract({ ...block, samples: () => [] }, { configs, ports: () => ({ 'garbage-guide': emptyPort() }) });
}
