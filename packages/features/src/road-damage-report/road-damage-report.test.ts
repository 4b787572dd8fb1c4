import { basename } from 'node:path';
import { sharedBlocks } from '@tenohira/blocks';
import { featureContract } from '@tenohira/feature-kit/testing';
import { lintFeature, type SimulatedPath, simulate } from '@tenohira/flow';
import { cannedPorts, conversationFiles, playConversationFile } from '@tenohira/flow/testing';
import { describe, expect, it } from 'vitest';
import { roadDamageReport } from './index.ts';
import { settingsSchema } from './schema.ts';

featureContract(roadDamageReport, { blocks: sharedBlocks, lint: lintFeature });

it('has not even a warning for the linter', () => {
  expect(lintFeature(roadDamageReport, sharedBlocks)).toEqual([]);
});

describe('golden conversations', () => {
  const files = conversationFiles(`${import.meta.dirname}/conversations`);
  it.each(files.map((file) => [basename(file, '.json'), file]))('%s', async (_name, file) => {
    await playConversationFile(file, { features: [roadDamageReport], blocks: sharedBlocks });
  });
});

// The counts that the README states. Opening the report from the menu is the first tap.
describe('taps', () => {
  const submitted = ({ outcome, effects }: SimulatedPath) => outcome === 'ended' && effects.includes('case.submit');
  const withPhoto = ({ events }: SimulatedPath) => events.some(({ type }) => type === 'photo');
  const fewest = (paths: readonly SimulatedPath[]) => Math.min(...paths.map(({ taps }) => taps));

  async function walk(settings: unknown, similar: boolean) {
    const findNearby = similar ? [nearbyLamp] : [];
    const ports = cannedPorts({ cases: { findNearby } });
    return simulate(roadDamageReport, sharedBlocks, ports, {
      settings: settingsSchema.parse(settings),
      maxPaths: 20_000,
    });
  }

  it('are 7 to a report without photo and words, and 9 with one photo where one is allowed', async () => {
    const { paths, incomplete } = await walk({ maxPhotos: 1 }, false);
    expect(incomplete).toBe(false);
    expect(paths.filter(({ outcome }) => outcome === 'broken' || outcome === 'stuck')).toEqual([]);
    expect(fewest(paths.filter(submitted))).toBe(7);
    expect(fewest(paths.filter(submitted).filter(withPhoto))).toBe(9);
  });

  it('are 6 where the city asks for no photo, and 10 with a photo where it allows several', async () => {
    expect(fewest((await walk({ maxPhotos: 0 }, false)).paths.filter(submitted))).toBe(6);
    const several = await walk({ maxPhotos: 2 }, false);
    expect(fewest(several.paths.filter(submitted).filter(withPhoto))).toBe(10);
  });

  it('are 6 to say that it is the same as another report', async () => {
    const { paths } = await walk({ maxPhotos: 1 }, true);
    const followed = paths.filter(({ effects }) => effects.includes('case.follow'));
    expect(fewest(followed)).toBe(6);
    expect(followed.filter(submitted)).toEqual([]);
  });
});

const nearbyLamp = {
  caseId: '00000000-0000-7000-8000-0000000000c1',
  number: '26-00042',
  title: '街路灯・照明',
  status: 'received',
  latitude: 35.5,
  longitude: 135.5,
  distanceM: 12,
  reportedOn: '2026-11-20',
};
