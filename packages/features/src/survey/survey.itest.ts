import { uuidv7 } from '@tenohira/core';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { survey } from './index.ts';
import type { Answer } from './record-answer.ts';
import { RECORD_ANSWER } from './record-answer.ts';
import { settingsSchema } from './schema.ts';
import { listSurveyFreeAnswers, readLatestSurvey, readSurveyResults, readSurveyRevision } from './staff.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});

const settings = settingsSchema.parse({});
const NOON = new Date('2026-11-24T12:00:00+09:00');

const newResident = async (): Promise<string> => (await createTestResident(database.db, tenant)).residentId;

/** Carries the effect out as the conversation does. */
async function answer(residentId: string, given: Partial<Answer>, now = NOON, by = tenant): Promise<void> {
  const payload = { answerId: uuidv7(), surveyKey: 'after-applying', questionKey: 'ease', ...given };
  await database.db.withTenant(by.tenantId, async (db) =>
    survey.effects?.[RECORD_ANSWER]?.(
      { db, settings, now, residentId, push: async () => {}, schedule: async () => {} },
      payload,
    ),
  );
}

const results = (surveyKey = 'after-applying', by = tenant) =>
  database.db.readTenant(by.tenantId, (db) => readSurveyResults(db, surveyKey));
const revision = () => database.db.readTenant(tenant.tenantId, (db) => readSurveyRevision(db, 'after-applying'));

describe('the results', () => {
  it('show every question and choice before anybody has answered', async () => {
    const { respondents, questions } = await results();
    expect(respondents).toBe(0);
    expect(questions.map(({ key, kind, answers }) => [key, kind, answers])).toEqual([
      ['ease', 'choice', 0],
      ['time', 'choice', 0],
      ['opinion', 'free-text', 0],
    ]);
    expect(questions[1]?.choices.map(({ label, count }) => [label, count])).toEqual([
      ['3分まで', 0],
      ['10分まで', 0],
      ['30分まで', 0],
      ['30分より長い', 0],
    ]);
  });

  it('count each resident once a question, with the later answer', async () => {
    const [first, second, third] = [await newResident(), await newResident(), await newResident()];
    await answer(first, { choice: 'ふつう' });
    await answer(second, { choice: '簡単だった' });
    await answer(third, { choice: '簡単だった' });
    await answer(first, { choice: 'とても簡単だった' });
    await answer(first, { questionKey: 'time', choice: '3分まで' });
    await answer(second, { questionKey: 'opinion' });
    const { respondents, questions } = await results();
    expect(respondents).toBe(3);
    expect(questions.map(({ answers }) => answers)).toEqual([3, 1, 1]);
    expect(questions[0]?.choices.filter(({ count }) => count > 0)).toEqual([
      { label: 'とても簡単だった', count: 1 },
      { label: '簡単だった', count: 2 },
    ]);
  });

  it('are of one survey and of one city', async () => {
    const residentId = await newResident();
    await answer(residentId, { choice: 'ふつう' });
    await answer(residentId, { choice: 'ふつう', surveyKey: 'general' });
    expect((await results()).respondents).toBe(1);
    expect((await results('road-repaired')).respondents).toBe(0);
    expect((await results('after-applying', await createTestTenant(database.db))).respondents).toBe(0);
  });

  it('follow the city’s questions, and keep what was answered to those it no longer asks', async () => {
    const residentId = await newResident();
    await answer(residentId, { choice: 'まあまあ' });
    await answer(residentId, { questionKey: 'colour', choice: 'みどり' });
    await install({ questions: [{ key: 'ease', text: 'どうでしたか？', choices: ['よい', 'わるい'] }] });
    expect((await results()).questions).toEqual([
      {
        key: 'ease',
        text: 'どうでしたか？',
        kind: 'choice',
        answers: 1,
        choices: [
          { label: 'よい', count: 0 },
          { label: 'わるい', count: 0 },
          { label: 'まあまあ', count: 1 },
        ],
      },
      { key: 'colour', kind: 'choice', answers: 1, choices: [{ label: 'みどり', count: 1 }] },
    ]);
  });

  it('count right when many answer at the same moment, some of them twice', async () => {
    const residents = await Promise.all(Array.from({ length: 20 }, newResident));
    await Promise.all([...residents, ...residents].map((residentId) => answer(residentId, { choice: 'ふつう' })));
    expect(await results()).toMatchObject({ respondents: 20, questions: [{ answers: 20 }, {}, {}] });
  });
});

it('shows the survey that was answered last, and none where there is none', async () => {
  const latest = () => database.db.readTenant(tenant.tenantId, readLatestSurvey);
  expect(await latest()).toBeUndefined();
  await answer(await newResident(), { choice: 'ふつう' });
  await answer(await newResident(), { choice: 'ふつう', surveyKey: 'general' });
  expect(await latest()).toMatchObject({ surveyKey: 'general', respondents: 1 });
});

describe('the revision', () => {
  it('changes with each answer, replaced ones too, and with nothing else', async () => {
    const residentId = await newResident();
    const seen = [await revision()];
    await answer(residentId, { choice: 'ふつう' }, new Date(NOON.getTime() + 5_000));
    seen.push(await revision());
    await answer(residentId, { choice: '簡単だった' }, new Date(NOON.getTime() + 6_000));
    seen.push(await revision());
    // An earlier moment that is committed later.
    await answer(await newResident(), { choice: '簡単だった' }, NOON);
    seen.push(await revision());
    expect(new Set(seen).size).toBe(4);
    await answer(residentId, { choice: 'ふつう', surveyKey: 'general' });
    expect(await revision()).toBe(seen.at(-1));
  });
});

it('leads staff to the forms with free words, the newest first', async () => {
  const [first, second] = [uuidv7(), uuidv7()];
  await answer(await newResident(), { questionKey: 'opinion', answerId: first });
  await answer(await newResident(), { questionKey: 'opinion', answerId: second }, new Date(NOON.getTime() + 1_000));
  const listed = await database.db.readTenant(tenant.tenantId, (db) =>
    listSurveyFreeAnswers(db, { surveyKey: 'after-applying', questionKey: 'opinion' }),
  );
  expect(listed.map(({ formId }) => formId)).toEqual([second, first]);
});

it('goes with the resident', async () => {
  const residentId = await newResident();
  await answer(residentId, { choice: 'ふつう' });
  await database.db.withTenant(tenant.tenantId, ({ prisma }) =>
    prisma.resident.deleteMany({ where: { id: residentId } }),
  );
  expect((await results()).respondents).toBe(0);
});

async function install(stored: object): Promise<void> {
  await database.db.withTenant(tenant.tenantId, ({ prisma }) =>
    prisma.featureInstall.create({
      data: { featureKey: 'survey', version: 1, settings: stored, menuOrder: 1 },
    }),
  );
}
