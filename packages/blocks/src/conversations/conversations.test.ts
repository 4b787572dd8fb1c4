import { basename } from 'node:path';
import { featureContract } from '@tenohira/feature-kit/testing';
import { lintFeature, simulate } from '@tenohira/flow';
import { cannedPorts, conversationFiles, playConversationFile } from '@tenohira/flow/testing';
import { describe, expect, it } from 'vitest';
import { sharedBlocks } from '../index.ts';
import { exampleFeature } from './example-feature.ts';

featureContract(exampleFeature, { blocks: sharedBlocks, lint: lintFeature });

describe('shared blocks in the engine', () => {
  const files = conversationFiles(import.meta.dirname);
  it.each(files.map((file) => [basename(file), file]))('talk as written in %s', async (_name, file) => {
    await playConversationFile(file, { features: [exampleFeature], blocks: sharedBlocks });
  });

  it('come to the end on every way', async () => {
    const { paths, incomplete } = await simulate(exampleFeature, sharedBlocks, cannedPorts(), { flow: 'report' });
    expect(incomplete).toBe(false);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.flatMap(({ log }) => log.filter(({ level }) => level === 'error'))).toEqual([]);
    expect(new Set(paths.map(({ outcome }) => outcome))).toEqual(new Set(['ended']));
    expect(new Set(paths.map(({ effects }) => effects.at(-1)))).toEqual(new Set(['case.submit']));
  });

  it('have keys, each once, without the dot that marks a feature’s own', () => {
    const keys = sharedBlocks.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key.includes('.'))).toEqual([]);
  });
});
