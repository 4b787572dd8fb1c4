// What staff, live views and tests ask of the surveys.
import type { TenantDb } from '@tenohira/feature-kit';
import {
  type Count,
  countAnswers,
  findNewestKey,
  listFreeAnswers,
  readRevision,
  readStoredSettings,
} from './repository.ts';
import { type Question, questionsOf, settingsSchema } from './schema.ts';

export { GENERAL_SURVEY, surveyKeySchema } from './schema.ts';

export type SurveyQuestionResult = {
  key: string;
  /** As it is asked now; undefined where the city no longer asks it. */
  text?: string;
  kind: 'choice' | 'free-text';
  answers: number;
  /** In the order in which they are offered, also those that nobody chose; then those that are no longer offered. */
  choices: { label: string; count: number }[];
};

export type SurveyResults = {
  surveyKey: string;
  /** Residents who answered at least one question. */
  respondents: number;
  questions: SurveyQuestionResult[];
};

/** The counts of one survey. A resident who answered twice counts once, with the later answer. */
export async function readSurveyResults(db: TenantDb, surveyKey: string): Promise<SurveyResults> {
  const counts = await countAnswers(db, surveyKey);
  const settings = settingsSchema.safeParse(await readStoredSettings(db)).data ?? settingsSchema.parse({});
  const asked = questionsOf(settings, surveyKey);
  const known = new Set(asked.map(({ key }) => key));
  const dropped = counts.flatMap(({ questionKey }) =>
    questionKey === null || known.has(questionKey) ? [] : questionKey,
  );
  return {
    surveyKey,
    respondents: counts.find(({ questionKey }) => questionKey === null)?.residents ?? 0,
    questions: [
      ...asked.map((question) => resultOf(question.key, question, counts)),
      ...[...new Set(dropped)].toSorted().map((key) => resultOf(key, undefined, counts)),
    ],
  };
}

/** The results of the survey that somebody answered last; undefined where nobody has answered any. */
export async function readLatestSurvey(db: TenantDb): Promise<SurveyResults | undefined> {
  const surveyKey = await findNewestKey(db);
  return surveyKey === undefined ? undefined : readSurveyResults(db, surveyKey);
}

/**
 * For a live view: ask every second or two, and read the results where the text is another. One row by an index, for
 * as many answers as the survey has.
 */
export async function readSurveyRevision(db: TenantDb, surveyKey: string): Promise<string> {
  return readRevision(db, surveyKey);
}

/**
 * Who wrote free words, newest first. The words are in the forms: `readFormAnswers(db, secrets, formId)` of
 * `@tenohira/conversation` opens one.
 */
export async function listSurveyFreeAnswers(
  db: TenantDb,
  { surveyKey, questionKey, limit = 100 }: { surveyKey: string; questionKey: string; limit?: number },
): Promise<{ formId: string; answeredAt: Date }[]> {
  return listFreeAnswers(db, surveyKey, questionKey, limit);
}

function resultOf(key: string, question: Question | undefined, counts: readonly Count[]): SurveyQuestionResult {
  const own = counts.filter(({ questionKey }) => questionKey === key);
  const chosen = new Map(own.flatMap(({ choice, answers }) => (choice === null ? [] : [[choice, answers] as const])));
  const offered = question?.choices ?? [];
  const gone = [...chosen.keys()].filter((label) => !offered.includes(label)).toSorted();
  const labels = [...offered, ...gone];
  return {
    key,
    ...(question === undefined ? {} : { text: question.text }),
    kind: labels.length === 0 ? 'free-text' : 'choice',
    answers: own.reduce((sum, { answers }) => sum + answers, 0),
    choices: labels.map((label) => ({ label, count: chosen.get(label) ?? 0 })),
  };
}
