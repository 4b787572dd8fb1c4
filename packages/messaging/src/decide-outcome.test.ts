import type { SendOutcome } from '@tenohira/line';
import { describe, expect, it } from 'vitest';
import { type Decision, decideOutcome } from './decide-outcome.ts';

const decide = (outcome: SendOutcome, via: 'reply' | 'push', replyUncertain = false, attempts = 0) =>
  decideOutcome({
    via,
    answer: { outcome, retry: 'never', requestId: 'request-1' },
    attempts,
    replyUncertain,
  });

type Row = [outcome: SendOutcome, via: 'reply' | 'push', replyUncertain: boolean, expected: Partial<Decision>];

const LATER = { status: 'later' } as const;
const AGAIN = { ...LATER, delayMs: expect.any(Number) as number };
// biome-ignore format: a table
const TABLE: Row[] = [
  ['sent',                'reply', false, { status: 'sent', sentVia: 'reply' }],
  ['sent',                'reply', true,  { status: 'sent', sentVia: 'reply' }],
  ['sent',                'push',  false, { status: 'sent', sentVia: 'push' }],
  ['reply-token-invalid', 'reply', true,  { status: 'sent', sentVia: 'reply' }],
  ['reply-token-invalid', 'reply', false, { ...LATER, errorCode: 'REPLY_TOKEN_INVALID', dropReply: true }],
  ['unknown',             'reply', false, { ...AGAIN, errorCode: 'UNKNOWN' }],
  ['unknown',             'reply', true,  { ...AGAIN, errorCode: 'UNKNOWN' }],
  ['unknown',             'push',  false, { ...AGAIN, errorCode: 'UNKNOWN' }],
  ['unreachable',         'reply', false, { ...AGAIN, errorCode: 'UNREACHABLE', replyNotExecuted: true }],
  ['unreachable',         'reply', true,  { ...AGAIN, errorCode: 'UNREACHABLE', replyNotExecuted: false }],
  ['unreachable',         'push',  false, { ...AGAIN, errorCode: 'UNREACHABLE' }],
  ['rate-limited',        'reply', false, { ...AGAIN, errorCode: 'RATE_LIMITED', replyNotExecuted: true }],
  ['rate-limited',        'push',  false, { ...AGAIN, errorCode: 'RATE_LIMITED' }],
  ['concurrency-limited', 'push',  false, { ...AGAIN, errorCode: 'CONCURRENCY_LIMITED' }],
  ['unauthorized',        'reply', true,  { ...LATER, delayMs: 60_000, replyNotExecuted: false, forgetClient: true }],
  ['unauthorized',        'push',  false, { ...LATER, errorCode: 'UNAUTHORIZED', delayMs: 60_000, forgetClient: true }],
  ['quota-exhausted',     'push',  false, { status: 'failed', errorCode: 'QUOTA_EXHAUSTED' }],
  ['recipient-unknown',   'push',  false, { status: 'failed', errorCode: 'RECIPIENT_UNKNOWN' }],
  ['rejected',            'reply', false, { status: 'failed', errorCode: 'REJECTED' }],
  ['rejected',            'push',  false, { status: 'failed', errorCode: 'REJECTED' }],
];

describe('decideOutcome', () => {
  it.each(TABLE)('%s by %s, an earlier reply uncertain: %s', (outcome, via, replyUncertain, expected) => {
    expect(decide(outcome, via, replyUncertain)).toMatchObject({ ...expected, requestId: 'request-1' });
  });

  it('never says that a reply was not executed while it may have been', () => {
    for (const [outcome, via, replyUncertain] of TABLE) {
      const decision = decide(outcome, via, replyUncertain);
      if (replyUncertain || outcome === 'unknown') expect(decision.replyNotExecuted ?? false).toBe(false);
    }
  });

  it('keeps the id of the request that was accepted, not of the one that said so', () => {
    const answer = { outcome: 'sent', retry: 'never', requestId: 'second', acceptedRequestId: 'first' } as const;
    expect(decideOutcome({ via: 'push', answer, attempts: 1, replyUncertain: false }).requestId).toBe('first');
  });

  it.each([
    [0, 1_000],
    [1, 2_000],
    [5, 32_000],
    [9, 300_000],
    [1_000, 300_000],
  ])('waits, after %i attempts, at most %i ms and at least three quarters of it', (attempts, longest) => {
    for (let again = 0; again < 50; again += 1) {
      const { delayMs = 0 } = decide('unknown', 'push', false, attempts);
      expect(delayMs).toBeLessThanOrEqual(longest);
      expect(delayMs).toBeGreaterThanOrEqual(longest * 0.75);
    }
  });
});
