import { defineFlow, type FlowInput } from '@tenohira/feature-kit';
import { describe, expect, it } from 'vitest';
import { createBlockRegistry } from './installed-feature.ts';
import { fewestTaps, mostTaps } from './lint/count-taps.ts';
import { simulate } from './simulate.ts';
import { reportFlow, sampleBlocks, sampleFeature } from './testing/sample-feature.ts';

const blocks = createBlockRegistry(sampleBlocks);
const looping: FlowInput = {
  key: 'looping',
  title: '会話',
  start: 'again',
  blocks: {
    again: { type: 'pick', config: { text: 'もう一度？', outputs: ['yes', 'no'] }, next: { yes: 'again', no: 'end' } },
    end: { type: 'end' },
  },
};

describe('simulate', () => {
  it('walks every way to the end and counts its taps', async () => {
    const { paths, incomplete } = await simulate(sampleFeature('road', [reportFlow]), sampleBlocks, {});
    expect(incomplete).toBe(false);
    expect(paths.map(({ outcome, taps, effects }) => ({ outcome, taps, effects }))).toEqual([
      { outcome: 'ended', taps: 6, effects: ['sample.submit'] },
      { outcome: 'ended', taps: 6, effects: ['sample.submit'] },
    ]);
  });

  it('takes each edge of a loop twice at most', async () => {
    const { paths } = await simulate(sampleFeature('road', [looping]), sampleBlocks, {});
    expect(paths.map(({ taps }) => taps).toSorted()).toEqual([2, 3, 4]);
  });

  it('says when there are more ways than it walked', async () => {
    const { paths, incomplete } = await simulate(sampleFeature('road', [looping]), sampleBlocks, {}, { maxPaths: 2 });
    expect([paths.length, incomplete]).toEqual([2, true]);
  });

  it('says where a way breaks', async () => {
    const broken = sampleFeature('road', [
      {
        key: 'main',
        title: '会話',
        start: 'a',
        blocks: { a: { type: 'faulty', config: { fault: 'throw-on-enter' } } },
      },
    ]);
    const { paths } = await simulate(broken, sampleBlocks, {});
    expect(paths.map(({ outcome }) => outcome)).toEqual(['broken']);
  });
});

describe('counting taps', () => {
  it('agrees with the simulator', async () => {
    const { paths } = await simulate(sampleFeature('road', [reportFlow]), sampleBlocks, {});
    const taps = paths.map((path) => path.taps);
    expect(fewestTaps(defineFlow(reportFlow), { blocks })).toBe(Math.min(...taps));
    expect(mostTaps(defineFlow(reportFlow), { blocks })).toBe(Math.max(...taps));
  });

  it('takes the shorter way, and no loop', () => {
    expect([fewestTaps(defineFlow(looping), { blocks }), mostTaps(defineFlow(looping), { blocks })]).toEqual([2, 2]);
  });

  it('counts a called flow, and finds no end where flows call each other for ever', () => {
    const call = (key: string, flow: string) =>
      defineFlow({
        key,
        title: '会話',
        start: 'a',
        blocks: { a: { type: 'call', config: { flow }, next: { next: 'end' } }, end: { type: 'end' } },
      });
    const flows = [call('a', 'report'), defineFlow(reportFlow), call('x', 'y'), call('y', 'x')];
    const [outer, , endless] = flows;
    expect(outer && fewestTaps(outer, { blocks, flows })).toBe(6);
    expect(endless && fewestTaps(endless, { blocks, flows })).toBe(Number.POSITIVE_INFINITY);
  });
});
