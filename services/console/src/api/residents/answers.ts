import { CLAIM_STATUSES } from '@tenohira/benefits';
import { CASE_STATUSES } from '@tenohira/cases';
import { z } from 'zod';
import { instant, page } from '../answer.ts';

export const friendship = z.enum(['friend', 'left', 'unknown']);

const residentFacts = {
  ...{ residentId: z.uuid(), number: z.string(), friendship, friendshipText: z.string() },
  ...{ isRegistered: z.boolean(), isTest: z.boolean() },
  firstSeenAt: instant.meta({ description: 'このアカウントと、はじめてつながったとき' }),
  deletedAt: instant.nullable(),
  caseCount: z.int().meta({ description: '知らせてくれた受付の件数' }),
};

export const residentPage = page(z.object(residentFacts).meta({ id: 'Resident' }));

export const residentOptions = z.object({
  friendships: z.array(z.object({ friendship, text: z.string() })),
  subscriptions: z.array(z.object({ key: z.string(), title: z.string() })),
});

export const messageStatus = z.enum(['pending', 'queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']);
export const messagePurpose = z.enum(['conversation', 'case', 'benefit', 'survey', 'identity', 'feature', 'other']);

const residentCase = z.object({
  ...{ number: z.string(), feature: z.object({ key: z.string(), title: z.string() }), title: z.string() },
  ...{ status: z.enum(CASE_STATUSES), statusText: z.string(), createdAt: instant },
  isReporter: z.boolean().meta({ description: 'falseは、ほかの人の受付の知らせを受けている' }),
});

const residentApplication = z.object({
  ...{ claimId: z.uuid(), number: z.string(), programId: z.uuid(), programName: z.string(), channel: z.string() },
  ...{ status: z.enum(CLAIM_STATUSES), amountYen: z.int(), receivedAt: instant },
});

const residentMessage = z.object({
  ...{ messageId: z.uuid(), createdAt: instant, purposeText: z.string() },
  ...{ status: messageStatus, statusText: z.string() },
});

export const residentHistory = z
  .object({
    ...{ ...residentFacts, cases: z.array(residentCase), applications: z.array(residentApplication) },
    messages: z.array(residentMessage),
    consent: z
      .object({ version: z.string(), consentedAt: instant, verifiedAt: instant })
      .nullable()
      .meta({ description: 'いまの同意。nullは、本人確認の登録なし' }),
    consents: z.array(
      z.object({
        ...{ at: instant, step: z.enum(['registered', 'refreshed', 'withdrawn']), version: z.string().nullable() },
      }),
    ),
    subscriptions: z.array(z.object({ featureKey: z.string(), title: z.string(), text: z.string() })),
  })
  .meta({ id: 'ResidentHistory' });

export const residentIdentity = z
  .object({ name: z.string(), address: z.string(), birthdate: z.iso.date() })
  .meta({ id: 'ResidentIdentity' });

export const deletedResident = z.object({
  ...{ wasRegistered: z.boolean(), photos: z.int(), forms: z.int(), messages: z.int() },
});

/** What a message is of, by the name that staff know it by. */
const messageSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case'), caseNumber: z.string() }),
  z.object({ kind: z.literal('program'), programId: z.uuid(), name: z.string() }),
  z.object({ kind: z.literal('feature'), key: z.string(), title: z.string() }),
]);

export type MessageSubject = z.infer<typeof messageSubject>;

export const messagePage = page(
  z
    .object({
      ...{ messageId: z.uuid(), createdAt: instant, finishedAt: instant.nullable() },
      ...{ residentId: z.uuid(), residentNumber: z.string(), isTest: z.boolean() },
      ...{ purpose: messagePurpose, purposeText: z.string(), about: messageSubject.nullable() },
      ...{ status: messageStatus, statusText: z.string() },
      problem: z.object({ text: z.string(), advice: z.string() }).nullable(),
      content: z.object({
        kinds: z.array(z.string()).meta({ description: '空は、保存期間が過ぎた' }),
        texts: z.array(z.string()).nullable().meta({ description: 'nullは、職員には見せない' }),
      }),
      sentVia: z.string().nullable(),
      resend: z
        .enum(['possible', 'risky', 'too-early', 'sent', 'under-way', 'resent', 'pointless'])
        .meta({ description: '送り直せるかどうか。riskyは、二重に届くかもしれない' }),
      resendOf: z.uuid().nullable(),
    })
    .meta({ id: 'Message' }),
);

export const messageOptions = z.object({
  statuses: z.array(z.object({ status: messageStatus, text: z.string() })),
  purposes: z.array(z.object({ purpose: messagePurpose, text: z.string() })),
});

export const messageDays = z.object({
  days: z.array(
    z.object({
      ...{ day: z.iso.date(), sent: z.int(), waiting: z.int() },
      ...{ failed: z.int(), unknown: z.int(), cancelled: z.int() },
    }),
  ),
});
