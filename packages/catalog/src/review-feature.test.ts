import { sharedBlocks } from '@tenohira/blocks';
import { defineFeature, defineFlow } from '@tenohira/feature-kit';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createCatalog } from './catalog.ts';
import { reviewFeature } from './review-feature.ts';

const featureOf = (key: string, keywords: string[], next: string) =>
  defineFeature({
    ...{ key, version: 1, title: key, summary: '', category: 'information', blocks: [], permissions: [] },
    settings: z.strictObject({}),
    menu: { label: key, flow: 'main' },
    triggers: [{ flow: 'main', keywords }],
    flows: [defineFlow({ key: 'main', title: '案内', start: 'end', blocks: { end: { type: next } } })],
  });

const catalog = createCatalog(
  [featureOf('road', ['道路'], 'end'), featureOf('park', ['公園', '道路'], 'end'), featureOf('broken', [], 'nowhere')],
  sharedBlocks,
);

it('counts the taps from the menu to the end, and names the words that begin it', () => {
  expect(reviewFeature(catalog, 'road')).toMatchObject({
    flows: [{ key: 'main', title: '案内', fewestTaps: 1, mostTaps: 1 }],
    keywords: ['道路'],
  });
});

it('says what the linter finds, also against the features beside it', () => {
  expect(reviewFeature(catalog, 'park').problems).toMatchObject([{ code: 'KEYWORD_TAKEN' }]);
  const { problems, flows } = reviewFeature(catalog, 'broken');
  expect(problems.map(({ code }) => code)).toContain('BLOCK_KIND_UNKNOWN');
  expect(flows).toMatchObject([{ fewestTaps: null, mostTaps: null }]);
});

it('knows no other feature', () => {
  expect(() => reviewFeature(catalog, 'none')).toThrow(expect.objectContaining({ code: 'CATALOG_FEATURE_UNKNOWN' }));
});
