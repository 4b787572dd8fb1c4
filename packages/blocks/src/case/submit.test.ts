import { enterBlock } from '@tenohira/feature-kit/testing';
import { expect, it } from 'vitest';
import { submitCase } from './index.ts';

it('puts the answers into a case with the number that was reserved, and leaves out what is not there', async () => {
  const config = submitCase.config.parse({
    title: '道路の穴',
    locationVariable: 'place',
    fields: [
      { variable: 'detail', label: 'くわしく' },
      { variable: 'skipped', label: 'ほか' },
      { variable: 'photo', label: '写真', kind: 'photo' },
      { variable: 'place', label: '場所', kind: 'location' },
    ],
  });
  const result = await enterBlock(submitCase, config, {
    variables: {
      detail: { value: '深い', messageId: 'm-1' },
      skipped: { value: null },
      photo: { value: 'photo-a' },
      'photo-2': { value: 'photo-b', messageId: 'm-3' },
      place: { value: { latitude: 35.5, longitude: 139.5 } },
    },
  });
  expect(result.set).toEqual({ 'case-number': { value: '26-00001' } });
  expect(result.effects).toMatchObject([
    {
      type: 'case.submit',
      payload: {
        number: '26-00001',
        title: '道路の穴',
        latitude: 35.5,
        longitude: 139.5,
        fields: [
          { key: 'detail', label: 'くわしく', kind: 'text', value: '深い', messageId: 'm-1' },
          { key: 'photo', label: '写真', kind: 'photo', value: 'photo-a' },
          { key: 'photo-2', label: '写真', kind: 'photo', value: 'photo-b', messageId: 'm-3' },
          { key: 'place', label: '場所', kind: 'location', value: '35.5, 139.5' },
        ],
      },
    },
  ]);
});
