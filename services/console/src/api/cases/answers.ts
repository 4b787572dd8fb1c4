import { CASE_STATUSES } from '@tenohira/cases';
import { caseFieldSchema } from '@tenohira/feature-kit';
import { z } from 'zod';
import { instant, page } from '../answer.ts';
import { messageStatus } from '../residents/answers.ts';

const caseStatus = z.enum(CASE_STATUSES);
const statusOption = z.object({ status: caseStatus, text: z.string() });
/** The key of a feature, and what staff call it. */
const featureName = z.object({ key: z.string(), title: z.string() });

/** To be named by whoever changes the case next. */
const version = z.int().meta({ description: '次に変えるときに渡す。古いと CASE_CHANGED' });
const notified = z.int().meta({ description: '知らせを送る住民の人数' });

/** What lists and a case of its own have in common. */
const caseFacts = {
  ...{ caseId: z.uuid(), number: z.string(), feature: featureName, category: z.string().nullable(), title: z.string() },
  ...{ status: caseStatus, statusText: z.string(), createdAt: instant, updatedAt: instant },
  department: z.object({ departmentId: z.uuid(), name: z.string() }).nullable(),
  assignee: z.object({ staffId: z.uuid(), name: z.string() }).nullable(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  followers: z.int().meta({ description: '進みぐあいの知らせを受ける住民の人数。知らせてくれた人を含む' }),
  mergedInto: z.string().nullable().meta({ description: 'まとめた先の受付番号' }),
};

const listedCase = z
  .object({
    ...caseFacts,
    photos: z.int(),
    photoId: z.uuid().nullable().meta({ description: '取り消されていない最初の写真' }),
    residentNumber: z.string(),
  })
  .meta({ id: 'ListedCase' });

export const casePage = page(listedCase).extend({
  counts: z
    .record(caseStatus, z.int())
    .nullable()
    .meta({ description: '絞り込んだ受付の、対応状況ごとの件数。2ページめからはnull' }),
});

export const caseOptions = z.object({
  statuses: z.array(statusOption),
  features: z.array(featureName),
  departments: z.array(z.object({ departmentId: z.uuid(), name: z.string() })),
  myDepartmentIds: z.array(z.uuid()),
  assignees: z.array(z.object({ staffId: z.uuid(), name: z.string(), departmentIds: z.array(z.uuid()) })),
});

const caseForm = z.object({
  ...{ formId: z.uuid(), label: z.string() },
  answers: z.array(
    z.object({
      ...{ label: z.string(), personal: z.boolean() },
      value: z.string().nullable().meta({ description: 'nullは、まだ開いていない' }),
    }),
  ),
});

const timelineEntry = z.object({
  ...{ entryId: z.uuid(), type: z.string(), at: instant },
  by: z.object({ kind: z.enum(['resident', 'staff', 'system']), staffId: z.uuid().optional(), name: z.string() }),
  text: z.string().meta({ description: '何が起きたか' }),
  body: z.string().nullable().meta({ description: '住民に送った文章、またはメモ' }),
  delivery: z
    .object({ status: messageStatus, text: z.string() })
    .nullable()
    .meta({ description: '送った返事が届いたかどうか' }),
});

export const caseDetail = z
  .object({
    ...{ ...caseFacts, version, nextStatuses: z.array(statusOption) },
    notices: z
      .object({
        reply: z.string(),
        statuses: z.array(z.object({ status: caseStatus, alone: z.string(), withComment: z.string() })),
      })
      .meta({ description: '住民に送る文章の、職員が書く言葉の前まで' }),
    fields: z.array(
      z.object({
        ...{ key: z.string(), label: z.string(), value: z.string() },
        kind: caseFieldSchema.shape.kind,
      }),
    ),
    photos: z.array(z.object({ objectId: z.uuid(), label: z.string() })),
    forms: z.array(caseForm),
    reporter: z.object({
      ...{ residentId: z.uuid(), number: z.string(), isTest: z.boolean() },
      canReply: z.boolean().meta({ description: 'falseは、ブロックまたは退会' }),
    }),
    merged: z.array(z.object({ number: z.string(), title: z.string(), createdAt: instant })),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'Case' });

export const nearbyCases = z.object({
  items: z.array(
    z.object({
      ...{
        number: z.string(),
        title: z.string(),
        distanceM: z.int(),
        reportedOn: z.iso.date(),
        statusText: z.string(),
      },
    }),
  ),
});

export const changedCase = z.object({ version });
export const changedStatus = z.object({ version, notified });
export const mergedCase = z.object({ into: z.string(), notified });

export const replyTemplates = z.object({
  items: z.array(
    z
      .object({
        templateId: z.uuid(),
        featureKey: z.string().nullable().meta({ description: 'nullは、すべての機能の受付に' }),
        ...{ title: z.string(), body: z.string(), updatedAt: instant },
      })
      .meta({ id: 'ReplyTemplate' }),
  ),
});

export const filledTemplates = z.object({
  items: z.array(z.object({ templateId: z.uuid(), title: z.string(), text: z.string() })),
});
