// The variables by which the blocks of this feature hand on what they know.
import type { Variables } from '@tenohira/feature-kit';
import { z } from 'zod';
import { GENERAL_SURVEY, type Question, questionsOf, settingsSchema, surveyKeySchema } from './schema.ts';

/** Which survey; brought along by whoever starts the flow. */
export const SURVEY_KEY = 'survey-key';
/** Keys of the questions that were asked, in order; the last one is being asked. */
export const ASKED = 'survey-asked';
export const QUESTION_TEXT = 'question-text';
/** `2／3` */
export const QUESTION_POSITION = 'question-position';
/** The id of the page that came in last. */
export const FORM = 'answer-form';

type Surroundings = { variables: Variables; settings: unknown };

export function surveyKeyOf({ variables }: Pick<Surroundings, 'variables'>): string {
  return surveyKeySchema.safeParse(variables[SURVEY_KEY]?.value).data ?? GENERAL_SURVEY;
}

export function askedOf({ variables }: Pick<Surroundings, 'variables'>): string[] {
  return z.array(z.string()).safeParse(variables[ASKED]?.value).data ?? [];
}

/** The questions of the survey that is under way, as the city has them now. */
export function questionsAtHand(surroundings: Surroundings): Question[] {
  return questionsOf(settingsSchema.parse(surroundings.settings), surveyKeyOf(surroundings));
}

/** The question that is being asked; undefined where the city has taken it out meanwhile. */
export function questionAtHand(surroundings: Surroundings): Question | undefined {
  const key = askedOf(surroundings).at(-1);
  return questionsAtHand(surroundings).find((question) => question.key === key);
}
