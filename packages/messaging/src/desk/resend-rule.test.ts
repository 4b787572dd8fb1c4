import { describe, expect, it } from 'vitest';
import { type ResendFacts, resendRule } from './resend-rule.ts';

const facts = (more: Partial<ResendFacts>): ResendFacts => ({
  status: 'failed',
  purpose: 'case',
  errorCode: 'TOO_OLD',
  hasContent: true,
  residentLeft: false,
  isResent: false,
  keyForgotten: true,
  ...more,
});

describe('sending again', () => {
  it.each<[string, Partial<ResendFacts>, string]>([
    ['what never left is possible', {}, 'possible'],
    ['what the quota stopped is possible', { errorCode: 'QUOTA_EXHAUSTED' }, 'possible'],
    [
      'what waited for somebody who is back is possible',
      { status: 'cancelled', errorCode: 'RESIDENT_LEFT' },
      'possible',
    ],
    ['what may have arrived is risky once LINE has forgotten the key', { status: 'unknown' }, 'risky'],
    ['and too early before', { status: 'unknown', keyForgotten: false }, 'too-early'],
    ['what was sent never happens', { status: 'sent', errorCode: null }, 'sent'],
    ['what waits goes by itself', { status: 'pending', errorCode: 'UNREACHABLE' }, 'under-way'],
    ['what is being sent as well', { status: 'sending', errorCode: null }, 'under-way'],
    ['what was sent again already is not', { isResent: true }, 'resent'],
    ['what LINE refused would be refused again', { errorCode: 'REJECTED' }, 'pointless'],
    ['whom LINE does not know it will not know', { errorCode: 'RECIPIENT_UNKNOWN' }, 'pointless'],
    ['an answer in the chat comes too late', { purpose: 'conversation' }, 'pointless'],
    ['who has left gets nothing', { residentLeft: true }, 'pointless'],
    ['what is erased cannot be said', { hasContent: false }, 'pointless'],
  ])('%s', (_title, given, expected) => {
    expect(resendRule(facts(given))).toBe(expected);
  });
});
