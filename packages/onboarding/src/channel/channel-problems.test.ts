import type { ChannelCheck } from '@tenohira/db';
import { expect, it } from 'vitest';
import { WEBHOOK_FAILURES } from './ask-line.ts';
import { channelProblems } from './channel-problems.ts';

const well: ChannelCheck = {
  checkedAt: new Date('2026-12-01T00:00:00Z'),
  ...{ lineError: null, chatMode: 'bot', isVerified: true, webhookIsOurs: true, webhookIsActive: true },
  ...{ webhookTest: 'ok', webhookStatus: 200, quotaLimit: null, quotaUsed: 12 },
};
const codesOf = (change: Partial<ChannelCheck>) => channelProblems({ ...well, ...change }).map(({ code }) => code);

it('has nothing to say of a channel that is well', () => {
  expect(channelProblems(well)).toEqual([]);
});

it.each([
  [{ lineError: 'LINE_TOKEN_REFUSED' }, ['secret-refused']],
  [{ lineError: 'LINE_UNAUTHORIZED' }, ['secret-refused']],
  [{ lineError: 'LINE_TIMEOUT' }, ['line-unavailable']],
  [{ webhookIsOurs: false, webhookIsActive: true, webhookTest: null }, ['webhook-elsewhere']],
  [{ webhookIsActive: false }, ['webhook-off']],
  [{ webhookIsActive: false, webhookTest: 'unclassified' }, ['webhook-off', 'webhook-unclassified']],
  [{ webhookTest: null }, []],
  [{ chatMode: 'chat' }, ['chat-on']],
  [{ isVerified: false }, ['not-verified']],
  [{ isVerified: null, webhookIsOurs: null, webhookIsActive: null, webhookTest: null, quotaUsed: null }, []],
  [{ quotaLimit: 200, quotaUsed: 179 }, []],
  [{ quotaLimit: 200, quotaUsed: 180 }, ['quota-low']],
  [{ quotaLimit: 200, quotaUsed: 200 }, ['quota-exhausted']],
  [{ quotaLimit: 0, quotaUsed: 0 }, ['quota-exhausted']],
])('of %j it says %j', (change, codes) => {
  expect(codesOf(change)).toEqual(codes);
});

it.each(WEBHOOK_FAILURES)('says of %s by its name what to do', (reason) => {
  const [problem] = channelProblems({ ...well, webhookTest: reason });
  expect(problem).toMatchObject({ severity: 'must', text: expect.stringContaining(reason) });
  expect(problem?.text).toMatch(/ください/);
});
