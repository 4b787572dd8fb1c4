import { checkMessages } from '@tenohira/line/check';
import { describe, expect, it } from 'vitest';
import { createBlockRegistry } from '../installed-feature.ts';
import { NOW, reportFlow, sampleBlocks, sampleFeature } from '../testing/sample-feature.ts';
import { previewFeature } from './preview-feature.ts';

const conversation = {
  title: '道路の穴',
  feature: 'road',
  now: '2026-11-24T10:00:00+09:00',
  turns: [{ resident: { start: 'report' } }, { resident: { tap: 'road' } }, { resident: '穴' }],
};
const options = { blocks: createBlockRegistry(sampleBlocks), settings: {}, cityName: 'みほん市', now: NOW };

describe('previewFeature', () => {
  it('is what resident and city say to each other, as LINE gets it', async () => {
    const entries = await previewFeature(sampleFeature('road', [reportFlow], { preview: { conversation } }), options);
    expect(entries.map((entry) => (entry.from === 'resident' ? [entry.kind, entry.text] : entry.message))).toEqual([
      ['menu', 'road'],
      expect.objectContaining({ type: 'text', text: 'どれですか？' }),
      ['tap', 'road'],
      expect.objectContaining({ type: 'text', text: 'くわしく' }),
      ['text', '穴'],
      expect.objectContaining({ type: 'text', text: '「穴」を受け付けました。' }),
    ]);
    for (const entry of entries) if (entry.from === 'city') expect(checkMessages([entry.message])).toEqual([]);
  });

  it('takes place in the city that looks at it', async () => {
    const turns = [{ resident: { location: { latitude: 35, longitude: 135, address: 'みほん市中央1-1' } } }];
    const preview = { conversation: { ...conversation, turns } };
    const road = sampleFeature('road', [reportFlow], { preview });
    const [first] = await previewFeature(road, { ...options, cityName: '$&"海"市' });
    expect(first).toEqual({ from: 'resident', kind: 'location', text: '$&"海"市中央1-1' });
  });

  it('ends where the settings lead elsewhere', async () => {
    const turns = [{ resident: { start: 'report' } }, { resident: { tap: 'もうないボタン' } }, { resident: '穴' }];
    const preview = { conversation: { ...conversation, turns } };
    expect(await previewFeature(sampleFeature('road', [reportFlow], { preview }), options)).toHaveLength(2);
  });

  it('is empty for a feature that has none', async () => {
    expect(await previewFeature(sampleFeature('road', [reportFlow]), options)).toEqual([]);
  });
});
