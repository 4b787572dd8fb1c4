import { isLocalDate, type LocalDate } from '@tenohira/core';
import { z } from 'zod';
import type { CheckedMapping } from '../lists/columns.ts';

const localDate = z.string().refine(isLocalDate, 'YYYY-MM-DD の日付を入れてください');
/** LINE counts a text message in UTF-16 code units and takes 5,000; these are parts of one. */
const text = z.string().max(1_000);

/** The city's own words, each added to a message of ours. Empty: ours alone. Placeholders are not read. */
export const programTextsSchema = z.strictObject({
  /** The push to the matched. */
  notice: text.default(''),
  /** After applying. */
  received: text.default(''),
  paid: text.default(''),
  /** When a payment came back. */
  returned: text.default(''),
  declined: text.default(''),
  /** The letter. */
  letter: text.default(''),
  /** Whom to ask: department and telephone. */
  contact: text.default(''),
});
export type ProgramTexts = z.infer<typeof programTextsSchema>;

const programFields = {
  name: z.string().trim().min(1).max(60),
  /** What the payment rests on: law, ordinance, 要綱. */
  statute: z.string().trim().max(200).default(''),
  /** `household`: one portion a household, its head's; `person`: one a person. */
  amountRule: z.enum(['household', 'person']),
  /** For every portion for which the list names none. */
  amountYen: z.int().positive().max(100_000_000),
  baseDate: localDate,
  opensOn: localDate,
  /** The last day, inclusive, Asia/Tokyo. */
  closesOn: localDate,
  /** Keys of payout methods, in the order in which residents see them. */
  methods: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).max(10),
  texts: programTextsSchema,
  surveyKey: z.string().min(1).nullable().default(null),
  /** Practice: no money leaves. */
  isPractice: z.boolean().default(true),
};

export const programInputSchema = z.strictObject({
  ...programFields,
  texts: programTextsSchema.default(programTextsSchema.parse({})),
});
export type ProgramInput = z.input<typeof programInputSchema>;

/** What `updateProgram` takes: any of the fields. No defaults, so that what is not named stays. */
export const programChangeSchema = z
  .strictObject({
    ...programFields,
    statute: programFields.statute.unwrap(),
    surveyKey: programFields.surveyKey.unwrap(),
    isPractice: programFields.isPractice.unwrap(),
  })
  .partial();
export type ProgramChange = z.input<typeof programChangeSchema>;

export type Program = z.output<typeof programInputSchema> & {
  id: string;
  status: 'draft' | 'open' | 'closed';
  ruleVersion: number;
  baseDate: LocalDate;
  opensOn: LocalDate;
  closesOn: LocalDate;
  columnMapping: CheckedMapping | null;
};
