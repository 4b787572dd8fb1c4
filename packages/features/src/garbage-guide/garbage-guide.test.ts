import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sharedBlocks } from '@tenohira/blocks';
import { featureContract } from '@tenohira/feature-kit/testing';
import { lintFeature, simulate } from '@tenohira/flow';
import { cannedPorts, conversationFiles, playConversationFile } from '@tenohira/flow/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { garbageGuide } from './index.ts';
import { REMINDER_KINDS } from './ports.ts';
import { preview } from './preview.ts';
import { emptyPort, keyOf, seedPort } from './test-port.ts';

featureContract(garbageGuide, { blocks: sharedBlocks, lint: lintFeature });

it('has no warnings of the linter either', () => {
  expect(lintFeature(garbageGuide, sharedBlocks)).toEqual([]);
});

describe('the golden conversations', () => {
  const files = conversationFiles(`${import.meta.dirname}/conversations`);
  it.each(files.map((path) => [basename(path), path]))('%s', async (_name, path) => {
    await playConversationFile(path, {
      features: [garbageGuide],
      blocks: sharedBlocks,
      ports: { 'garbage-guide': await portFor(path) },
    });
  });
});

describe('the taps', () => {
  const tapsTo = async (flow: string, area: string | undefined, city = 'minatono') => {
    const empty = seedPort(city);
    const port = area === undefined ? empty : seedPort(city, { areaKey: await keyOf(empty, area) });
    const { paths, incomplete } = await simulate(
      garbageGuide,
      sharedBlocks,
      { ...cannedPorts(), 'garbage-guide': port },
      { flow },
    );
    expect(incomplete).toBe(false);
    expect(paths.filter(({ outcome }) => outcome !== 'ended' && outcome !== 'cut')).toEqual([]);
    return Math.min(...paths.filter(({ outcome }) => outcome === 'ended').map(({ taps }) => taps));
  };

  it.each([
    ['guide', 1],
    ['today', 1],
    ['week', 1],
    ['next', 1],
    ['reminder', 2],
  ])('%s costs a resident whose area is known %d', async (flow, taps) => {
    expect(await tapsTo(flow, '羽山手')).toBe(taps);
  });

  it('costs one more where the area is chosen first, from a short list', async () => {
    expect(await tapsTo('guide', undefined, 'yukimizawa')).toBe(2);
  });
});

describe('a city without data', () => {
  it('says in every flow that the guide is being prepared', async () => {
    const ports = { ...cannedPorts(), 'garbage-guide': emptyPort() };
    const { paths } = await simulate(garbageGuide, sharedBlocks, ports);
    expect(paths.map(({ flow }) => flow)).toEqual(garbageGuide.flows.map(({ key }) => key));
    for (const { turns, outcome } of paths) {
      expect(outcome).toBe('ended');
      expect(turns.flat()).toEqual([expect.objectContaining({ text: expect.stringContaining('準備しています') })]);
    }
  });
});

const residentSchema = z.object({
  city: z.string(),
  area: z.string().optional(),
  reminder: z.object({ kind: z.enum(REMINDER_KINDS), time: z.string() }).exactOptional(),
});

/** `ports.garbage-guide.resident` of a conversation: whose city's files, and what the resident has chosen before. None: the preview's. */
async function portFor(path: string) {
  const { ports } = z
    .object({ ports: z.object({ 'garbage-guide': z.object({ resident: residentSchema }) }).optional() })
    .parse(JSON.parse(readFileSync(path, 'utf8')));
  if (!ports) return preview.port;
  const { city, area, reminder } = ports['garbage-guide'].resident;
  const areaKey = area === undefined ? {} : { areaKey: await keyOf(seedPort(city), area).catch(() => 'gone') };
  return seedPort(city, { ...areaKey, ...(reminder ? { reminder } : {}) });
}
