import { type Effect, identifier } from '@tenohira/feature-kit';
import { z } from 'zod';
import { surveyKeySchema } from './schema.ts';

/** `survey.record-answer`: one resident's answer to one question, in place of an earlier one. */
export const answerSchema = z.strictObject({
  /** For free words the id of the form that holds them. */
  answerId: z.uuid(),
  surveyKey: surveyKeySchema,
  questionKey: identifier,
  /** The choice's label; absent for free words. */
  choice: z.string().min(1).max(40).exactOptional(),
});

export type Answer = z.infer<typeof answerSchema>;

export const RECORD_ANSWER = 'survey.record-answer';

export function recordAnswer(answer: Answer): Effect {
  return { type: RECORD_ANSWER, payload: answerSchema.parse(answer) };
}
