import { basename } from 'node:path';
import { sharedBlocks } from '@tenohira/blocks';
import type { IdentityPort } from '@tenohira/feature-kit';
import { blockContract, enterBlock, featureContract } from '@tenohira/feature-kit/testing';
import { lintFeature, simulate } from '@tenohira/flow';
import { cannedPorts, conversationFiles, playConversationFile } from '@tenohira/flow/testing';
import { describe, expect, it } from 'vitest';
import { checkState } from './blocks/check-state.ts';
import { openPage } from './blocks/open-page.ts';
import { withdraw } from './blocks/withdraw.ts';
import { identityRegistration } from './index.ts';
import { settingsSchema } from './schema.ts';

const registered = { verifiedOn: '2026-04-01', consentVersion: '1' };
const portsWith = (found: Awaited<ReturnType<IdentityPort['find']>>) => () => ({
  identity: { find: async () => found, pageUrl: (token: string) => `https://city.example/i/${token}` },
});
const settings = settingsSchema.parse({});

featureContract(identityRegistration, { blocks: sharedBlocks, lint: lintFeature });
blockContract(checkState, { configs: { plain: {} }, settings, ports: portsWith(registered) });
blockContract(openPage, { configs: { plain: { text: '登録する' } }, settings, ports: portsWith(undefined) });
blockContract(withdraw, { configs: { plain: {} }, settings, ports: portsWith(registered) });

it('has not even a warning for the linter', () => {
  expect(lintFeature(identityRegistration, sharedBlocks)).toEqual([]);
});

describe('golden conversations', () => {
  const files = conversationFiles(`${import.meta.dirname}/conversations`);
  it.each(files.map((file) => [basename(file, '.json'), file]))('%s', async (_name, file) => {
    await playConversationFile(file, { features: [identityRegistration], blocks: sharedBlocks });
  });
});

it('opens the page by one tap, and no path is stuck', async () => {
  for (const find of [null, registered]) {
    const ports = cannedPorts(find ? { identity: { find } } : {});
    const { paths, incomplete } = await simulate(identityRegistration, sharedBlocks, ports, { settings });
    expect(incomplete).toBe(false);
    expect(paths.filter(({ outcome }) => outcome === 'broken' || outcome === 'stuck')).toEqual([]);
    const opening = paths.filter(({ effects }) => effects.includes('identity.open-page'));
    expect(Math.min(...opening.map(({ taps }) => taps))).toBe(find ? 2 : 1);
  }
});

it('gives the page a token of its own each time, and 60 minutes', async () => {
  const config = openPage.config.parse({ text: '登録する', validMinutes: 60 });
  const now = new Date('2026-11-24T01:00:00Z');
  const result = await enterBlock(openPage, config, { settings, ports: portsWith(undefined), now });
  expect(result.effects).toEqual([
    {
      type: 'identity.open-page',
      payload: {
        requestId: expect.any(String),
        token: expect.any(String),
        expiresAt: '2026-11-24T02:00:00.000Z',
      },
    },
  ]);
});

it('asks for nothing to be deleted where there is nothing', async () => {
  const result = await enterBlock(withdraw, {}, { settings, ports: portsWith(undefined) });
  expect(result).toEqual({ then: 'go', output: 'none' });
});
