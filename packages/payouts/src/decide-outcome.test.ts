import { describe, expect, it } from 'vitest';
import { type Asked, decideOutcome, type ProviderAnswer } from './decide-outcome.ts';

const timing = { callMs: 1, leaseMs: 1, backOffMs: [5, 60, 900], personAfter: 6 };
const decide = (asked: Asked, answer: ProviderAnswer) => decideOutcome(asked, answer, timing);
const submit: Asked = { kind: 'submit', status: 'submitting', number: 1, wasAccepted: false, unanswered: 0 };
const unknown: Asked = { kind: 'query', status: 'unknown', number: 2, wasAccepted: false, unanswered: 0 };
const submitted: Asked = { kind: 'query', status: 'submitted', number: 2, wasAccepted: true, unanswered: 0 };

const settled: ProviderAnswer = { status: 'settled', providerRef: 'r' };
const accepted: ProviderAnswer = { status: 'submitted', providerRef: 'r' };
const rejected: ProviderAnswer = { status: 'rejected', code: 'c' };
const retry: ProviderAnswer = { status: 'retry', code: 'c' };
const silence: ProviderAnswer = { status: 'unknown', code: 'c' };
const absent: ProviderAnswer = { status: 'absent' };
const expired: ProviderAnswer = { status: 'expired' };

describe('an answer', () => {
  it.each([
    [submit, settled, 'settled', undefined],
    [submit, accepted, 'submitted', 5],
    [submit, rejected, 'rejected', undefined],
    [submit, retry, 'ready', 5],
    [submit, silence, 'unknown', 5],
    [submit, absent, 'unknown', 5],
    [submit, expired, 'unknown', 5],
    [unknown, settled, 'settled', undefined],
    [unknown, accepted, 'submitted', 60],
    [unknown, rejected, 'rejected', undefined],
    [unknown, retry, 'unknown', 60],
    [unknown, silence, 'unknown', 60],
    [unknown, absent, 'ready', 0],
    [unknown, expired, 'expired', undefined],
    [submitted, settled, 'settled', undefined],
    [submitted, accepted, 'submitted', 60],
    [submitted, rejected, 'rejected', undefined],
    [submitted, retry, 'submitted', 60],
    [submitted, silence, 'submitted', 60],
    [submitted, absent, 'unknown', 60],
    [submitted, expired, 'expired', undefined],
  ] as const)('to %o that is %o makes it %s', (asked, answer, to, delayMs) => {
    const decision = decide(asked, answer);
    expect(decision.to).toBe(to);
    expect(decision.delayMs).toBe(delayMs);
    expect(decision.outcome).toBe(answer.status);
  });

  it('lets the next attempt wait longer each time, and then as long as the last', () => {
    const delays = [1, 2, 3, 4, 50].map((number) => decide({ ...submit, number }, silence).delayMs);
    expect(delays).toEqual([5, 60, 900, 900, 900]);
  });

  it('"never heard of it" is not answered by calling at once for ever', () => {
    expect(decide({ ...unknown, number: 4 }, absent)).toMatchObject({ to: 'ready', delayMs: 900 });
  });

  it('"never heard of it" about what was accepted before never leads to another submit', () => {
    expect(decide({ ...unknown, wasAccepted: true }, absent)).toMatchObject({
      to: 'unknown',
      delayMs: 60,
      errorCode: 'ABSENT_AFTER_ACCEPTED',
    });
  });

  it.each([silence, retry])('that is missing (%o) makes what was accepted unknown when it was the sixth', (answer) => {
    const moves = [0, 4, 5, 6].map((unanswered) => decide({ ...submitted, number: 20, unanswered }, answer).to);
    expect(moves).toEqual(['submitted', 'submitted', 'unknown', 'unknown']);
    expect(decide({ ...submitted, unanswered: 5 }, answer)).toMatchObject({ errorCode: 'c', delayMs: 60 });
  });

  it('is no silence: what the provider still has in hand stays accepted however often it is asked', () => {
    expect(decide({ ...submitted, number: 50, unanswered: 5 }, accepted).to).toBe('submitted');
  });

  it('carries what was issued', () => {
    const secret = { values: [{ label: '番号', value: '1' }] };
    const expiresAt = new Date(0);
    expect(decide(submit, { ...settled, secret, expiresAt })).toMatchObject({ secret, expiresAt, providerRef: 'r' });
  });
});
