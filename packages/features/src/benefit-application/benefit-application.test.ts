import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sharedBlocks } from '@tenohira/blocks';
import { defineFlow } from '@tenohira/feature-kit';
import { sampleOffer } from '@tenohira/feature-kit/sample-platform-ports';
import { blockContract, featureContract } from '@tenohira/feature-kit/testing';
import { createBlockRegistry, fewestTaps, lintFeature, type SimulatedPath, simulate } from '@tenohira/flow';
import { cannedPorts, conversationFiles, playConversationFile } from '@tenohira/flow/testing';
import { describe, expect, it } from 'vitest';
import { CHOICE } from './blocks/choose-method.ts';
import { applyFlow } from './flow.ts';
import { benefitApplication } from './index.ts';

featureContract(benefitApplication, { blocks: sharedBlocks, lint: lintFeature });

it('has not even a warning for the linter', () => {
  expect(lintFeature(benefitApplication, sharedBlocks)).toEqual([]);
});

const files = conversationFiles(`${import.meta.dirname}/conversations`);

describe('golden conversations', () => {
  it.each(files.map((file) => [basename(file, '.json'), file]))('%s', async (_name, file) => {
    await playConversationFile(file, { features: [benefitApplication], blocks: sharedBlocks });
  });
});

const PROGRAM = '018f0000-0000-7000-8000-000000000001';
const variables = { 'program-id': { value: PROGRAM }, [CHOICE]: { value: 'gift-code|none' } };
const configOf = (type: string): unknown =>
  benefitApplication.flows.flatMap(({ blocks }) => Object.values(blocks)).find((block) => block.type === type)?.config;

for (const block of benefitApplication.blocks) {
  blockContract(block, { configs: { 'of the flow': configOf(block.key) }, variables, settings: {} });
}

describe('taps', () => {
  const applied = ({ outcome, effects }: SimulatedPath) => outcome === 'ended' && effects.includes('benefit.claim');
  const blocks = createBlockRegistry(sharedBlocks, benefitApplication.blocks);

  it('are four to "applied" by every way of receiving, counted by walking the blocks', async () => {
    const { paths, incomplete } = await simulate(benefitApplication, sharedBlocks, cannedPorts(), { flow: 'menu' });
    expect(incomplete).toBe(false);
    expect(paths.filter(({ outcome }) => outcome === 'broken' || outcome === 'stuck')).toEqual([]);
    expect(Math.min(...paths.filter(applied).map(({ taps }) => taps))).toBe(4);
  });

  it('are four by the graph too, which is what publishing looks at', () => {
    expect(fewestTaps(applyFlow, { blocks, flows: benefitApplication.flows })).toBe(4);
  });

  it('may not become five: such a flow is refused', () => {
    const oneMore = defineFlow({
      ...applyFlow,
      blocks: {
        ...applyFlow.blocks,
        'one-more': {
          type: 'question-choice',
          config: { text: '給付金を何に使いますか？', choices: [{ label: '食べ物' }, { label: 'そのほか' }] },
          next: { next: 'apply' },
        },
        confirm: { ...required(applyFlow.blocks.confirm), next: { yes: 'one-more', no: 'method' } },
      },
    });
    const flows = benefitApplication.flows.map((flow) => (flow.key === 'apply' ? oneMore : flow));
    expect(lintFeature({ ...benefitApplication, flows }, sharedBlocks)).toEqual([
      expect.objectContaining({ severity: 'error', flow: 'apply', code: 'TOO_MANY_TAPS' }),
    ]);
  });
});

describe('a practice run', () => {
  const goldens = files.map((file) => readFileSync(file, 'utf8'));

  it('says so first, in the notification and on the card, whatever the state', async () => {
    for (const state of ['open', 'applied', 'taken', 'declined', 'over', 'not-yet'] as const) {
      const offer = JSON.parse(
        JSON.stringify(
          sampleOffer(PROGRAM, { isPractice: true, state, claimNumber: 'K26-00001', claimStatus: 'paid' }),
        ),
      );
      const ports = cannedPorts({ benefits: { findOffer: offer, lockOffer: offer, listOffers: [offer] } });
      const { paths } = await simulate(benefitApplication, sharedBlocks, ports);
      const cards = paths.flatMap(({ turns }) => turns.flat()).filter(({ type }) => type === 'flex');
      const about = cards.filter((card) => JSON.stringify(card).includes(offer.programName));
      expect(about.length).toBeGreaterThan(0);
      for (const card of about) {
        expect(card).toMatchObject({ altText: expect.stringMatching(/^【練習】/) });
        expect(JSON.stringify(card)).toContain('【練習】お金は動きません');
      }
    }
  });

  it('is not spoken of otherwise', () => {
    for (const golden of goldens.filter((text) => !text.includes('"isPractice": true'))) {
      expect(golden).not.toContain('【練習】');
    }
  });
});

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('expected a value');
  return value;
}
