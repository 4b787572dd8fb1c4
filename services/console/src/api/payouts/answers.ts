import { DEAD_STATUSES, LEDGER_ACCOUNTS, LIVE_STATUSES } from '@tenohira/payouts';
import { z } from 'zod';
import { instant } from '../answer.ts';

export const bankEntry = z.object({ code: z.string(), name: z.string(), kana: z.string() });

export const yuchoAccount = z.object({
  ...{ bankCode: z.string(), bankName: z.string(), branchCode: z.string(), branchName: z.string() },
  type: z.enum(['1', '2', '4']),
  number: z.string(),
});

export const payoutStatus = z.enum([...LIVE_STATUSES, ...DEAD_STATUSES]).meta({ id: 'PayoutStatus' });

export const ledgerAccount = z.enum(LEDGER_ACCOUNTS).meta({ id: 'LedgerAccount' });

export const balances = z
  .record(ledgerAccount, z.int())
  .meta({ id: 'Balances', description: '帳簿の勘定ごとの残高(円)。入れた予算の分だけ、appropriationは負になる' });

export const counted = z.object({ count: z.int(), totalYen: z.int() });

export const payoutMethod = z
  .object({
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    mode: z.enum(['instant', 'file']),
    asks: z.enum(['account', 'nothing']),
    isPractice: z.boolean(),
    amount: z.object({ minYen: z.int(), maxYen: z.int(), stepYen: z.int() }),
    settings: z.record(z.string(), z.unknown()).meta({ description: '設定の項目のJSON Schema' }),
    setUp: z
      .object({
        setAt: instant,
        setBy: z.string(),
        values: z.record(z.string(), z.unknown()),
        hidden: z.array(z.string()).meta({ description: '値があり、見せない項目の名前' }),
      })
      .nullable()
      .meta({ description: 'nullは未設定' }),
  })
  .meta({ id: 'PayoutMethod' });

export const payout = z
  .object({
    payoutId: z.uuid(),
    claimId: z.uuid(),
    claimNumber: z.string(),
    method: z.string(),
    amountYen: z.int(),
    status: payoutStatus,
    attempts: z.int(),
    errorCode: z.string().nullable(),
    isReissue: z.boolean().meta({ description: '戻ってきた支払いの代わり' }),
    createdAt: instant,
    finishedAt: instant.nullable(),
    batchId: z.uuid().nullable(),
    line: z.int().nullable().meta({ description: '振込データの何行めか' }),
  })
  .meta({ id: 'Payout' });

export const stuckPayout = payout
  .pick({
    ...{ payoutId: true, claimId: true, claimNumber: true, method: true, amountYen: true, status: true },
    ...{ attempts: true, errorCode: true, createdAt: true },
  })
  .extend({ programId: z.uuid() })
  .meta({ id: 'StuckPayout' });

export const payoutAttempt = z
  .object({
    number: z.int(),
    kind: z.enum(['submit', 'query', 'evidence']).meta({ description: 'evidenceは、職員が証拠とともに記録したもの' }),
    startedAt: instant,
    finishedAt: instant.nullable(),
    outcome: z.enum(['settled', 'submitted', 'rejected', 'retry', 'unknown', 'absent', 'expired']).nullable(),
    providerRef: z.string().nullable().meta({ description: '相手の番号。evidenceでは、職員が見たもの' }),
    errorCode: z.string().nullable(),
  })
  .meta({ id: 'PayoutAttempt' });

export const batch = z
  .object({
    batchId: z.uuid(),
    programId: z.uuid(),
    method: z.string(),
    status: z.enum(['draft', 'released', 'settled', 'cancelled']),
    payOn: z.iso.date().meta({ description: '振込指定日' }),
    count: z.int(),
    totalYen: z.int(),
    fileName: z.string(),
    fileHash: z.string().meta({ description: 'ファイルのSHA-256(16進)' }),
    preparedBy: z.uuid(),
    releasedBy: z.uuid().nullable(),
    handedOut: z.int().meta({ description: 'ファイルを渡した回数' }),
    handedOutBy: z.uuid().nullable(),
  })
  .meta({ id: 'Batch' });

export const batchLine = payout
  .pick({ payoutId: true, claimId: true, claimNumber: true, amountYen: true, status: true, errorCode: true })
  .extend({ line: z.int() })
  .meta({ id: 'BatchLine' });

export const preflight = counted
  .extend({
    problems: z.array(
      z.object({
        key: z.string().meta({ description: '警告を認めるとき、confirmedWarningsに入れる' }),
        code: z.string(),
        message: z.string(),
        severity: z.enum(['error', 'warning']),
        payout: z
          .object({ payoutId: z.uuid(), claimId: z.uuid().nullable(), claimNumber: z.string().nullable() })
          .nullable()
          .meta({ description: 'nullは、ファイル全体のこと' }),
      }),
    ),
  })
  .meta({ id: 'Preflight' });

export const mismatch = z
  .object({
    kind: z.enum([
      'balance',
      'ledger-total',
      'payout-money',
      'no-attempt',
      'no-proof',
      'claim-live-twice',
      'claim-overpaid',
      'batch-total',
    ]),
    subject: z.string().meta({ description: 'payout:<id>、claim:<id>、program:<id>、payout-batch:<id>' }),
    detail: z.string(),
  })
  .meta({ id: 'BookMismatch' });
