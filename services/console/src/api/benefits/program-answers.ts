// Of a program, its lists, and who on them is a registered resident.
import {
  CHANGED_FIELDS,
  CLAIM_STATUSES,
  LIST_COLUMNS,
  MATCH_REASONS,
  MATCH_STATUSES,
  PORTION_STATUSES,
  programTextsSchema,
  WITHDRAW_REASONS,
} from '@tenohira/benefits';
import type { NewPush } from '@tenohira/messaging';
import { z } from 'zod';
import { instant } from '../answer.ts';
import { balances, batch, payoutStatus } from '../payouts/answers.ts';

export const portionStatus = z.enum(PORTION_STATUSES).meta({ id: 'PortionStatus' });
export const claimStatus = z.enum(CLAIM_STATUSES).meta({ id: 'ClaimStatus' });
export const matchReason = z.enum([...MATCH_REASONS, 'ambiguous']).meta({ id: 'MatchReason' });
export const matchStatus = z.enum(MATCH_STATUSES).meta({
  id: 'MatchStatus',
  description: 'acceptedは照合できた。doubtfulは人が確かめる。secondedは、1人が認めた。rejectedは別の人',
});
export const withdrawReason = z.enum(WITHDRAW_REASONS);

export const actor = z.string().meta({ description: 'staff:職員のID。人でないときは system' });

export const columnMapping = z
  .object({
    columns: z.partialRecord(z.enum(LIST_COLUMNS), z.string()),
    ignored: z.array(z.string()).meta({ description: '読み込まない列' }),
    addressPrefix: z.string(),
  })
  .meta({ id: 'ColumnMapping', description: '対象者リストの、どの列に何が入っているか' });

export const program = z
  .object({
    id: z.uuid(),
    name: z.string(),
    statute: z.string(),
    status: z.enum(['draft', 'open', 'closed']),
    amountRule: z.enum(['household', 'person']).meta({ description: 'householdは1世帯に、personは1人に支給する' }),
    amountYen: z.int(),
    baseDate: z.iso.date(),
    opensOn: z.iso.date(),
    closesOn: z.iso.date(),
    methods: z.array(z.string()),
    texts: z.record(programTextsSchema.keyof(), z.string()),
    surveyKey: z.string().nullable(),
    isPractice: z.boolean().meta({ description: 'trueは練習。お金は動かない' }),
    ruleVersion: z.int(),
    columnMapping: columnMapping.nullable(),
  })
  .meta({ id: 'Program' });

const totals = z.object({ count: z.int(), amountYen: z.int() });

export const programTotals = z
  .object({ portions: z.record(portionStatus, totals), claims: z.record(claimStatus, totals) })
  .meta({ id: 'ProgramTotals' });

export const listColumn = z
  .object({ key: z.enum(LIST_COLUMNS), title: z.string(), required: z.boolean(), spellings: z.array(z.string()) })
  .meta({ id: 'ListColumn' });

const listProblem = z
  .object({
    line: z.int().meta({ description: 'ファイルの何行めか。見出しが1' }),
    column: z.string().meta({ description: '空は、行全体のこと' }),
    message: z.string(),
  })
  .meta({ id: 'ListProblem' });

const listFindings = {
  problems: z.array(listProblem).meta({ description: '初めの1,000件' }),
  problemCount: z.int(),
  warnings: z.array(listProblem).meta({ description: '初めの1,000件' }),
  warningCount: z.int(),
};

const listDifference = z
  .object({
    baseListId: z.uuid().nullable().meta({ description: 'くらべた相手。nullは、有効なリストがなかった' }),
    counts: z.object({
      ...{ added: z.int(), returned: z.int(), changed: z.int(), unchanged: z.int(), withdrawn: z.int() },
      blocked: z.int().meta({ description: '前の世帯主がもう申請したか受け取ったため、支給されない新しい世帯主' }),
      stopped: z.int().meta({ description: '止まる申請' }),
      alreadyPaid: z.int().meta({ description: 'もう支払ったか支払い中のもの。人が確かめる' }),
    }),
    amountYen: z.object({ before: z.int(), after: z.int() }),
    changedFields: z.partialRecord(z.enum(CHANGED_FIELDS), z.int()),
    withdrawnFor: z.partialRecord(withdrawReason, z.int()),
    addedLines: z.array(z.int()).meta({ description: '初めの1,000件' }),
    changes: z
      .array(z.object({ line: z.int(), entitlementId: z.uuid(), fields: z.array(z.enum(CHANGED_FIELDS)) }))
      .meta({ description: '初めの1,000件' }),
    withdrawals: z
      .array(z.object({ entitlementId: z.uuid(), reason: withdrawReason, status: portionStatus }))
      .meta({ description: '初めの1,000件' }),
  })
  .meta({ id: 'ListDifference', description: '反映すると何が変わるか' });

/** Right after it was read. */
export const listReport = z
  .object({
    listId: z.uuid(),
    status: z.enum(['staged', 'refused', 'unchanged']).meta({ description: 'unchangedは、同じファイルがもうある' }),
    message: z.string(),
    rowCount: z.int(),
    ...listFindings,
    difference: listDifference.optional(),
  })
  .meta({ id: 'ListReport' });

export const benefitList = z
  .object({
    id: z.uuid(),
    programId: z.uuid(),
    number: z.int(),
    fileName: z.string(),
    fileHash: z.string().meta({ description: 'ファイルのSHA-256(16進)' }),
    status: z.enum(['reading', 'refused', 'staged', 'applied', 'superseded']),
    rowCount: z.int().meta({ description: '読み込み中は、およその行数' }),
    progressRows: z.int().meta({ description: '読み込んだ行数' }),
    report: z.object(listFindings).nullable(),
    difference: listDifference.nullable(),
    uploadedBy: actor,
    createdAt: instant,
    appliedBy: actor.nullable(),
    appliedAt: instant.nullable(),
  })
  .meta({ id: 'BenefitList' });

const listSummary = benefitList
  .omit({ report: true, difference: true })
  .extend({ problemCount: z.int(), warningCount: z.int() })
  .meta({ id: 'BenefitListSummary' });

export const appliedList = z
  .object({
    ...{ listId: z.uuid(), added: z.int(), changed: z.int(), withdrawn: z.int(), blocked: z.int() },
    stoppedClaims: z.object({
      cancelled: z.array(z.uuid()),
      replaced: z.array(z.object({ claimId: z.uuid(), byClaimId: z.uuid() })),
      reduced: z.array(z.uuid()),
    }),
    alreadyPaid: z
      .array(z.object({ entitlementId: z.uuid(), reason: z.enum([...WITHDRAW_REASONS, 'changed']) }))
      .meta({ description: 'もう支払ったか支払い中のもの。人が確かめる' }),
  })
  .meta({ id: 'AppliedList' });

export const matchCounts = z
  .object({
    ...{ accepted: z.int(), doubtful: z.int(), seconded: z.int(), rejected: z.int() },
    byReason: z.partialRecord(matchReason, z.int()),
  })
  .meta({ id: 'MatchCounts' });

const person = z.object({ name: z.string(), birthdate: z.iso.date(), address: z.string() });

export const doubtfulMatch = z
  .object({
    matchId: z.uuid(),
    reason: matchReason,
    reasonText: z.string(),
    status: z.enum(['doubtful', 'seconded']),
    decidedBy: z.uuid().nullable(),
    listed: person.extend({ kana: z.string() }),
    registered: person,
  })
  .meta({ id: 'DoubtfulMatch' });

export const reach = z
  .object({
    households: z.int(),
    done: z.int().meta({ description: '申請か辞退が済んだ世帯' }),
    superFastPass: z.int().meta({ description: 'LINEのお知らせで届く世帯' }),
    letter: z.int(),
    nobody: z.int().meta({ description: '届ける方法のない世帯' }),
    fenced: z
      .object({ portions: z.int(), done: z.int(), superFastPass: z.int(), nobody: z.int() })
      .meta({ description: '世帯から切り離した人' }),
    portions: z.int(),
    amountYen: z.int(),
    openYen: z.object({ superFastPass: z.int(), letter: z.int(), nobody: z.int(), fenced: z.int() }),
    doubtfulMatches: z.int(),
  })
  .meta({ id: 'Reach' });

export const programProgress = programTotals
  .extend({
    matching: matchCounts.extend({ ranAt: instant.nullable() }),
    notices: z.object({ stored: z.int(), sent: z.int(), underWay: z.int(), failed: z.int() }),
    letters: z.object({ households: z.int(), lastAt: instant.nullable() }),
    waitsForAccount: z.int().meta({ description: '公金受取口座の書き入れを待つ申請' }),
    balances,
    reach,
    lists: z.object({ inForce: listSummary.nullable(), newest: listSummary.nullable() }),
    payouts: z.array(z.object({ method: z.string(), status: payoutStatus, count: z.int(), amountYen: z.int() })),
    stuck: z.int().meta({ description: '人が見なければならない支払い' }),
    batches: z.array(batch),
  })
  .meta({ id: 'ProgramProgress' });

export const noticePreview = z.object({
  messages: z.array(z.custom<NewPush['messages'][number]>().meta({ description: 'LINEのメッセージ' })),
  recipients: z.int(),
});
