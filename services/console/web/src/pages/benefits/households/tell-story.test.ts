import { expect, it } from 'vitest';
import type { Evidence } from '../words.ts';
import { tellStory } from './tell-story.ts';

const at = (minute: number) => `2026-12-10T01:${String(minute).padStart(2, '0')}:00.000Z`;

const EVIDENCE: Evidence = {
  household: { id: 'h', programId: 'p', letterAt: at(1) },
  portions: [],
  matches: [],
  claims: [
    {
      ...{ id: 'c', number: 'K26-00001', channel: 'paper', status: 'paid', method: 'atm-cash', accountKind: 'none' },
      ...{ amountYen: 70_000, matchReason: 'paper', byProxy: false, receivedAt: at(2), keyedBy: 'a', confirmedBy: 'b' },
      ...{ approvedBy: 'c', approvedAt: at(4), portions: [] },
    },
  ],
  messages: [
    {
      ...{ dedupeKey: 'benefit:p:payout:x:arrived', status: 'sent', sentVia: 'push', lineRequestId: 'line-1' },
      ...{ createdAt: at(6), finishedAt: at(7) },
    },
  ],
  payouts: [
    {
      ...{ id: 'x', claimId: 'c', method: 'atm-cash', amountYen: 70_000, status: 'settled', providerRef: 'r' },
      ...{ errorCode: null, reissueOf: null, createdAt: at(4), finishedAt: at(5), bankFile: null },
    },
  ],
  attempts: [
    {
      payoutId: 'x',
      number: 1,
      kind: 'submit',
      startedAt: at(5),
      finishedAt: at(5),
      outcome: 'settled',
      providerRef: 'r',
    },
  ],
  ledger: [],
  audit: [
    { sequence: 1, at: at(3), actor: 'staff:b', action: 'benefit.claim-confirmed', subject: 'claim:c', hash: '00' },
    { sequence: 2, at: at(4), actor: 'staff:c', action: 'benefit.claim-approved', subject: 'claim:c', hash: '01' },
  ],
};

it('tells everything once, in the order of time, with who did it', () => {
  const teller = { nameOf: (actor: string | null) => actor ?? '', methods: new Map() };
  const story = tellStory(EVIDENCE, teller).map(({ title, by }) => (by === undefined ? title : `${title} / ${by}`));
  expect(story).toEqual([
    '手紙をつくった',
    '申請 K26-00001 を受け付けた / aが入力',
    '紙の申請を、紙と見くらべて確かめた / staff:b',
    '申請を承認した / staff:c',
    'atm-cash：支払いを頼んだ（支払われた）',
    '支払いのお知らせを送った',
  ]);
});
