import { defineFlow } from '@tenohira/feature-kit';
import { describe, expect, it } from 'vitest';
import { erase, hashFlow, type Session, sessionSchema } from './session.ts';
import { openConversation, reportFlow, sampleFeature } from './testing/sample-feature.ts';

describe('erase', () => {
  it('forgets what came from that message, wherever it was kept, and nothing else', async () => {
    const talk = openConversation([sampleFeature('road', [reportFlow])]);
    const { session } = await talk.tap('start=road/report');
    const kept = { b: { value: 'y', messageId: 'other' }, c: { value: 'z' } };
    const variables = { a: { value: 'x', messageId: 'unsent' }, ...kept };
    const before = sessionSchema.parse({
      ...session,
      variables,
      callers: [{ featureKey: 'road', flowKey: 'report', blockId: 'kind', variables }],
      origin: { featureKey: 'road', flowKey: 'report', variables },
    } satisfies Partial<Session>);
    const after = erase(before, 'unsent');
    expect([after.variables, after.callers[0]?.variables, after.origin.variables]).toEqual([kept, kept, kept]);
    expect(after.blockId).toBe(before.blockId);
  });
});

describe('hashFlow', () => {
  it('tells an edited flow from the same one', () => {
    expect(hashFlow(defineFlow(reportFlow))).toBe(hashFlow(defineFlow(reportFlow)));
    expect(hashFlow(defineFlow({ ...reportFlow, title: '別' }))).not.toBe(hashFlow(defineFlow(reportFlow)));
  });
});
