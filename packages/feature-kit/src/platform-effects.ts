// What the platform itself offers to every block: ports to read by, and effects to ask for.
import { z } from 'zod';
import type { Effect } from './block.ts';

/** An open case near a place, as it may be shown to another resident: nothing of the reporter. */
export type NearbyCase = {
  caseId: string;
  number: string;
  title: string;
  status: string;
  latitude: number;
  longitude: number;
  distanceM: number;
  reportedOn: string;
};

/** Under the key `cases` of every block's ports. */
export type CasesPort = {
  /** The next number of the tenant, for a case that is submitted in this same step: `26-00123` (fiscal year, count). */
  reserveNumber(): Promise<string>;
  /** Open cases of the running feature and that category within the radius, nearest first. */
  findNearby(query: {
    category: string;
    latitude: number;
    longitude: number;
    radiusM: number;
    limit: number;
  }): Promise<readonly NearbyCase[]>;
};

/** Under the key `forms`: the address of a form page. */
export type FormsPort = { formUrl(token: string): string };

export type PlatformPorts = { cases: CasesPort; forms: FormsPort };

export const caseFieldSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'choice', 'number', 'date', 'photo', 'location', 'form']),
  /** What staff read. For `photo` the photo's id, for `form` the form's id. */
  value: z.string(),
  messageId: z.string().optional(),
});

/** `case.submit`: a case (受付) with the number that the block reserved. */
export const caseSubmitSchema = z.strictObject({
  caseId: z.uuid(),
  number: z.string(),
  title: z.string(),
  category: z.string().optional(),
  fields: z.array(caseFieldSchema),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
});

/** `case.follow`: the resident is told of an existing case's progress too. */
export const caseFollowSchema = z.strictObject({ caseId: z.uuid() });

/** `form.open`: a single-use page, bound to this resident, whose answer comes back as a `form` event. */
export const formOpenSchema = z.strictObject({
  formId: z.uuid(),
  token: z.string(),
  title: z.string(),
  intro: z.string(),
  fields: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      help: z.string(),
      kind: z.enum(['text', 'long-text', 'tel', 'email', 'date', 'choice']),
      required: z.boolean(),
      maxLength: z.int(),
      choices: z.array(z.string()),
      /** Not given to the flow: kept encrypted, shown to staff only. */
      sensitive: z.boolean(),
    }),
  ),
  expiresAt: z.iso.datetime(),
});

/** `job.schedule`: see JobIntent. */
export const jobScheduleSchema = z.strictObject({
  name: z.string(),
  runAt: z.iso.datetime(),
  dedupeKey: z.string(),
  payload: z.json(),
});

/** `job.cancel`: forgets a job that has not run yet. */
export const jobCancelSchema = z.strictObject({ dedupeKey: z.string() });

export const PLATFORM_EFFECTS = {
  'case.submit': caseSubmitSchema,
  'case.follow': caseFollowSchema,
  'form.open': formOpenSchema,
  'job.schedule': jobScheduleSchema,
  'job.cancel': jobCancelSchema,
} as const;

type PlatformEffects = typeof PLATFORM_EFFECTS;

/** Makes a platform effect, checked against its schema. */
export function platformEffect<Type extends keyof PlatformEffects>(
  type: Type,
  payload: z.infer<PlatformEffects[Type]>,
): Effect {
  return { type, payload: PLATFORM_EFFECTS[type].parse(payload) };
}
