// Of claims, of those who make them, and of what became of them.
import { ACCOUNT_KINDS, CHANNELS, PROXY_KINDS, WITHDRAW_REASONS } from '@tenohira/benefits';
import { MESSAGE_STATUS_TEXT, type MessageStatus } from '@tenohira/messaging';
import { z } from 'zod';
import { instant } from '../answer.ts';
import { ledgerAccount, payout, payoutAttempt, payoutStatus } from '../payouts/answers.ts';
import { actor, claimStatus, matchReason, matchStatus, portionStatus } from './program-answers.ts';

const channel = z.enum(CHANNELS).meta({
  id: 'ClaimChannel',
  description: 'super-fast-passはLINE、fast-passは手紙の番号、paperは紙の申請書',
});

const accountKind = z.enum(ACCOUNT_KINDS).meta({
  id: 'AccountKind',
  description: 'heldは役所が知っている口座、publicは公金受取口座、enteredは申請で書かれた口座、noneは口座を使わない',
});

const claimFields = {
  number: z.string(),
  channel,
  method: z.string(),
  accountKind,
  amountYen: z.int(),
  receivedAt: instant,
  byProxy: z.boolean(),
};

const wayOfMatching = z.string().nullable().meta({ description: '本人と認めたわけ。MatchReason、letter-code、paper' });

const hands = {
  keyedBy: z.uuid().nullable(),
  confirmedBy: z.uuid().nullable(),
  approvedBy: z.uuid().nullable(),
  approvedAt: instant.nullable(),
};

const waitsForAccount = z.boolean().meta({ description: '公金受取口座の書き入れを待つ' });

export const claimReceipt = z
  .object({ claimId: z.uuid(), number: z.string(), amountYen: z.int(), isNew: z.boolean() })
  .meta({ id: 'ClaimReceipt' });

export const claim = z
  .object({
    ...{ claimId: z.uuid(), programId: z.uuid(), householdId: z.uuid() },
    ...claimFields,
    status: claimStatus,
    waitsForAccount,
    ...hands,
    residentNumber: z.string().nullable().meta({ description: 'LINEで申請した住民の番号' }),
  })
  .meta({ id: 'Claim' });

const portion = z.object({
  ...{ entitlementId: z.uuid(), name: z.string(), birthdate: z.iso.date(), amountYen: z.int() },
  ...{ isHead: z.boolean(), isFenced: z.boolean() },
});

export const claimDetail = claim
  .extend({
    matchReason: wayOfMatching,
    portions: z.array(portion.extend({ live: z.boolean().meta({ description: 'falseは、申請から外れた' }) })),
    payouts: z.array(payout),
  })
  .meta({ id: 'ClaimDetail' });

export const claimRecipient = z
  .object({
    account: z
      .object({
        ...{ bankCode: z.string(), bankName: z.string().nullable() },
        ...{ branchCode: z.string(), branchName: z.string().nullable() },
        type: z.enum(['1', '2', '4']).meta({ description: '1は普通、2は当座、4は貯蓄' }),
        number: z.string(),
        holderKana: z.string(),
      })
      .nullable(),
    proxy: z.object({ kind: z.enum(PROXY_KINDS), name: z.string(), ground: z.string() }).nullable(),
  })
  .meta({ id: 'ClaimRecipient' });

export const claimsToApprove = z.object({
  claims: z.array(
    z
      .object({
        claimId: z.uuid(),
        ...claimFields,
        matchReason: wayOfMatching,
        waitsForAccount,
        isReissue: z.boolean().meta({ description: '前の支払いが戻ってきた' }),
        preparedBy: z.array(z.uuid()).meta({ description: 'この申請にかかわった職員。承認できない' }),
        isMatchRefused: z.boolean().meta({ description: '照合が認められなかった。承認できない' }),
        seal: z.string().meta({ description: '承認するときに添える印' }),
      })
      .meta({ id: 'ClaimToApprove' }),
  ),
  count: z.int(),
  totalYen: z.int(),
});

export const household = z
  .object({
    householdId: z.uuid(),
    programId: z.uuid(),
    letterAt: instant.nullable(),
    portions: z.array(
      portion.extend({
        status: portionStatus,
        claimId: z.uuid().nullable(),
        claimNumber: z.string().nullable(),
        claimStatus: claimStatus.nullable(),
      }),
    ),
  })
  .meta({ id: 'Household' });

const evidencePortion = z.object({
  id: z.uuid(),
  rowHash: z.string().meta({ description: 'リストの行のSHA-256(16進)' }),
  ruleVersion: z.int(),
  listId: z.uuid(),
  listNumber: z.int(),
  listFileHash: z.string(),
  amountYen: z.int(),
  isHead: z.boolean(),
  isFenced: z.boolean(),
  status: portionStatus,
  withdrawnFor: z.enum([...WITHDRAW_REASONS, 'paid-beside']).nullable(),
});

const evidenceMatch = z.object({
  ...{ id: z.uuid(), entitlementId: z.uuid(), registrationId: z.uuid(), residentId: z.uuid() },
  reason: matchReason,
  status: matchStatus,
  decidedBy: z.uuid().nullable(),
  secondBy: z.uuid().nullable(),
  decidedAt: instant.nullable(),
});

const evidenceClaim = z.object({
  id: z.uuid(),
  ...claimFields,
  status: claimStatus,
  matchReason: wayOfMatching,
  ...hands,
  portions: z.array(z.object({ entitlementId: z.uuid(), amountYen: z.int(), live: z.boolean() })),
});

const MESSAGE_STATUSES = Object.keys(MESSAGE_STATUS_TEXT) as MessageStatus[]; // Object.keys forgets the keys

const evidenceMessage = z.object({
  dedupeKey: z.string(),
  status: z.enum(MESSAGE_STATUSES),
  sentVia: z.string().nullable(),
  lineRequestId: z.string().nullable().meta({ description: 'LINEのX-Line-Request-Id。LINEへの問い合わせに使う' }),
  createdAt: instant,
  finishedAt: instant.nullable(),
});

const evidencePayout = z.object({
  ...{ id: z.uuid(), claimId: z.uuid(), method: z.string(), amountYen: z.int(), status: payoutStatus },
  providerRef: z.string().nullable(),
  errorCode: z.string().nullable(),
  reissueOf: z.uuid().nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  bankFile: z
    .object({
      ...{ batchId: z.uuid(), fileName: z.string(), fileHash: z.string(), line: z.int(), payOn: z.iso.date() },
    })
    .nullable(),
});

export const evidence = z
  .object({
    household: z.object({ id: z.uuid(), programId: z.uuid(), letterAt: instant.nullable() }),
    portions: z.array(evidencePortion),
    matches: z.array(evidenceMatch),
    claims: z.array(evidenceClaim),
    messages: z.array(evidenceMessage),
    payouts: z.array(evidencePayout),
    attempts: z.array(payoutAttempt.omit({ errorCode: true }).extend({ payoutId: z.uuid() })),
    ledger: z.array(
      z.object({
        at: instant,
        kind: z.string(),
        actor,
        account: ledgerAccount,
        amountYen: z.int(),
        payoutId: z.uuid(),
      }),
    ),
    audit: z.array(
      z.object({
        sequence: z.int(),
        at: instant,
        actor,
        action: z.string(),
        subject: z.string(),
        hash: z.string().meta({ description: '記録のSHA-256(16進)。前の記録とつながる' }),
      }),
    ),
  })
  .meta({ id: 'Evidence', description: '一世帯の、はじめから終わりまで。氏名と口座はふくまない' });
