// What the platform itself offers to every block: ports to read by, and effects to ask for.
import type { LocalDate } from '@tenohira/core';
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

/** Where a resident stands with one benefit. Nothing of a fenced portion is ever in it, but to the one whose it is. */
export type BenefitOffer = {
  programId: string;
  programName: string;
  /**
   * `open`: may apply now; `applied`: by this resident; `taken`: by another way or another person of the household;
   * `declined`: refused; `over`, `not-yet`: outside the period; `none`: not among those concerned (also before a match is sure)
   */
  state: 'open' | 'applied' | 'taken' | 'declined' | 'over' | 'not-yet' | 'none';
  amountYen: number;
  /** Last day, inclusive. */
  closesOn: LocalDate;
  /** Practice: said on every screen and in every message. */
  isPractice: boolean;
  methods: readonly { key: string; title: string; summary: string; asks: 'account' | 'nothing' }[];
  /** The last two digits of the account that the city holds, where it holds one. */
  accountTail?: string;
  /** Of the resident's own application. */
  claimNumber?: string;
  claimStatus?: string;
  surveyKey?: string;
  texts: Readonly<Record<string, string>>;
};

/** Under the key `benefits`. */
export type BenefitsPort = {
  /** What this resident may see of a program. */
  findOffer(programId: string): Promise<BenefitOffer>;
  /** The same, holding the household until this step is done: what it says stays true for an effect of this step. */
  lockOffer(programId: string): Promise<BenefitOffer>;
  /** Programs in which this resident can do or see something, newest first. */
  listOffers(): Promise<readonly BenefitOffer[]>;
  /** The next number, for a claim of this same step: `K26-00012`. */
  reserveClaimNumber(): Promise<string>;
  /** The address of a page made by `benefit.open-page` in this step. */
  pageUrl(token: string): string;
};

/** Under the key `identity`. */
export type IdentityPort = {
  /** The resident's registration, without anything that identifies them. */
  find(): Promise<{ verifiedOn: LocalDate; consentVersion: string } | undefined>;
  /** The address of a page made by `identity.open-page` in this step. */
  pageUrl(token: string): string;
};

export type PlatformPorts = { cases: CasesPort; forms: FormsPort; benefits: BenefitsPort; identity: IdentityPort };

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

/** `identity.open-page`: a single-use page, bound to this resident, on which they consent and show who they are. */
export const identityOpenPageSchema = z.strictObject({
  requestId: z.uuid(),
  token: z.string(),
  expiresAt: z.iso.datetime(),
});

/** `identity.withdraw`: the registration is deleted, and with it everything that was kept of the person. */
export const identityWithdrawSchema = z.strictObject({});

/** `benefit.claim`: the resident applies. `held`: to the account that the city holds; `public`: 公金受取口座. */
export const benefitClaimSchema = z.strictObject({
  claimId: z.uuid(),
  programId: z.uuid(),
  number: z.string(),
  method: z.string(),
  accountKind: z.enum(['held', 'public', 'none']),
});

/** `benefit.decline`: the resident refuses the benefit (辞退). */
export const benefitDeclineSchema = z.strictObject({ programId: z.uuid() });

const newPage = { pageId: z.uuid(), token: z.string(), expiresAt: z.iso.datetime() };

/**
 * `benefit.open-page`: a single-use page bound to this resident: to enter or correct an account, to see a code, or to
 * apply by the code of a letter, which alone knows its program.
 */
export const benefitOpenPageSchema = z.discriminatedUnion('purpose', [
  z.strictObject({ ...newPage, purpose: z.enum(['account', 'correction', 'codes']), programId: z.uuid() }),
  z.strictObject({ ...newPage, purpose: z.literal('letter') }),
]);

export const PLATFORM_EFFECTS = {
  'identity.open-page': identityOpenPageSchema,
  'identity.withdraw': identityWithdrawSchema,
  'benefit.claim': benefitClaimSchema,
  'benefit.decline': benefitDeclineSchema,
  'benefit.open-page': benefitOpenPageSchema,
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
