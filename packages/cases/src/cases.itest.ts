import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeCaseStatus } from './change-case-status.ts';
import { findNearbyCases } from './find-nearby-cases.ts';
import { type CaseFilter, type CasePage, listCases } from './list-cases.ts';
import { getCase } from './read-case.ts';
import {
  type CaseSubmission,
  eraseMessageFromCases,
  followCase,
  reserveCaseNumber,
  submitCase,
} from './submit-case.ts';

const NOW = new Date('2026-11-24T10:00:00+09:00');

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  residentId = (await createTestResident(database.db, tenant)).residentId;
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);

/** Reserves a number and submits under it, in one transaction, as a flow does. */
function submit(submission: Partial<CaseSubmission> = {}, now = NOW): Promise<{ caseId: string; number: string }> {
  return run(async (db) => {
    const [caseId, number] = [uuidv7(), await reserveCaseNumber(db, now)];
    const whole = { caseId, number, title: '道路のひび', fields: [], ...submission };
    await submitCase(db, whole, { residentId, featureKey: 'road' });
    return { caseId, number };
  });
}

const outbox = () =>
  run(({ sql }) =>
    sql<{ residentId: string; text: string }>(
      `select resident_id as "residentId", messages -> 0 ->> 'text' as text from outbox_message order by id`,
    ),
  );

describe('numbers', () => {
  it('have no gap and no double when fifty come at once', async () => {
    const submitted = await Promise.all(Array.from({ length: 50 }, () => submit()));
    const expected = Array.from({ length: 50 }, (_, index) => `26-${String(index + 1).padStart(5, '0')}`);
    expect(submitted.map(({ number }) => number).sort()).toEqual(expected);
  });

  it('are given back by a transaction that is taken back', async () => {
    const attempt = run(async (db) => {
      await reserveCaseNumber(db, NOW);
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow();
    expect((await submit()).number).toBe('26-00001');
  });

  it.each([
    ['2027-03-31T23:59:59+09:00', '26-00002'],
    ['2027-04-01T00:00:00+09:00', '27-00001'],
  ])('at %s the next is %s: they begin anew in April', async (moment, number) => {
    await submit();
    expect((await submit({}, new Date(moment))).number).toBe(number);
  });

  it('are counted by each tenant for itself', async () => {
    await submit();
    const other = await createTestTenant(database.db);
    expect(await database.db.withTenant(other.tenantId, (db) => reserveCaseNumber(db, NOW))).toBe('26-00001');
  });
});

describe('findNearbyCases', () => {
  // A ten-thousandth of a degree of latitude is 11.1 metres.
  const HERE = { latitude: 35, longitude: 139 };
  const near = (tenThousandths: number) => ({ latitude: 35 + tenThousandths / 10_000, longitude: 139 });
  const find = (query: object = {}) =>
    run((db) =>
      findNearbyCases(db, { featureKey: 'road', category: 'crack', ...HERE, radiusM: 50, limit: 5, ...query }),
    );
  const submitAt = (title: string, place: object, category = 'crack') => submit({ title, category, ...place });

  it('finds the open ones of the category inside the radius, nearest first', async () => {
    await submitAt('44 m', near(4));
    await submitAt('11 m', near(1));
    await submitAt('56 m', near(5));
    await submitAt('another category', near(0), 'light');
    await submitAt('no place', {});
    const found = await find();
    expect(found.map(({ title }) => title)).toEqual(['11 m', '44 m']);
    expect(found[0]).toMatchObject({ number: '26-00002', status: 'received', ...near(1) });
    expect(found[0]?.distanceM).toBeCloseTo(11.12, 1);
    expect((await find({ limit: 1 })).map(({ title }) => title)).toEqual(['11 m']);
    expect(await find({ featureKey: 'park' })).toEqual([]);
  });

  it('measures in metres in every direction: a degree of longitude is shorter', async () => {
    await submitAt('46 m east', { latitude: 35, longitude: 139.0005 });
    await submitAt('inside the square, outside the circle', { latitude: 35.0004, longitude: 139.0005 });
    expect((await find()).map(({ title }) => title)).toEqual(['46 m east']);
  });

  it.each(['done', 'declined'])('leaves out what is %s', async (status) => {
    const { number } = await submitAt('closed', near(0));
    await run((db) => changeCaseStatus(db, { number, status, actor: 'staff:test' }));
    expect(await find()).toEqual([]);
  });
});

describe('changeCaseStatus', () => {
  const change = (number: string, status: string, comment?: string) =>
    run((db) =>
      changeCaseStatus(db, { number, status, actor: 'staff:test', ...(comment === undefined ? {} : { comment }) }),
    );

  it('tells everybody who follows the case, each once', async () => {
    const { caseId, number } = await submit();
    const second = await createTestResident(database.db, tenant);
    for (const follower of [second.residentId, second.residentId, residentId]) {
      await run((db) => followCase(db, caseId, follower));
    }
    expect(await change(number, 'in-progress', '明日うかがいます。')).toEqual({ notified: 2, version: 2 });
    const sent = await outbox();
    expect(sent.map((message) => message.residentId).sort()).toEqual([residentId, second.residentId].sort());
    expect(sent[0]?.text).toBe(
      `【受付番号 ${number}】\n道路のひび\n\n対応状況が「対応中」になりました。\n\n担当からのお知らせ:\n明日うかがいます。`,
    );
    expect(await change(number, 'done')).toEqual({ notified: 2, version: 3 });
    expect(await outbox()).toHaveLength(4);
    const { status, entries } = await run((db) => getCase(db, number));
    expect(status).toBe('done');
    expect(entries.map(({ type }) => type)).toEqual(['submitted', 'followed', 'status-changed', 'status-changed']);
  });

  it.each([
    ['a number that is not there', '26-99999', 'done', undefined, 'CASE_NOT_FOUND'],
    ['the status that it has', undefined, 'received', undefined, 'CASE_STATUS_UNCHANGED'],
    ['a status that is none', undefined, 'toString', undefined, 'CASE_STATUS_UNKNOWN'],
    ['a My Number in the comment', undefined, 'done', '番号 1234-5678-9018', 'CASE_MY_NUMBER'],
    ['a comment that no message holds', undefined, 'done', 'あ'.repeat(1_001), 'CASE_COMMENT_TOO_LONG'],
  ])('refuses %s and changes nothing', async (_title, number, status, comment, code) => {
    const submitted = await submit();
    await expect(change(number ?? submitted.number, status, comment)).rejects.toMatchObject({ code });
    const { status: left, entries } = await run((db) => getCase(db, submitted.number));
    expect([left, entries.length]).toEqual(['received', 1]);
    expect(await outbox()).toEqual([]);
  });

  it('tells of one change when two staff make it at once', async () => {
    const { number } = await submit();
    const results = await Promise.allSettled([change(number, 'done'), change(number, 'done')]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await outbox()).toHaveLength(1);
  });

  it("does not see another tenant's case", async () => {
    const { number } = await submit();
    const other = await createTestTenant(database.db);
    const attempt = database.db.withTenant(other.tenantId, (db) =>
      changeCaseStatus(db, { number, status: 'done', actor: 'staff:other' }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'CASE_NOT_FOUND', statusCode: 404 });
  });
});

describe('eraseMessageFromCases', () => {
  it('blanks what came with the message, the point on the map too, and nothing else', async () => {
    const field = (key: string, kind: 'text' | 'location', messageId: string) => ({
      key,
      label: key,
      kind,
      value: key,
      messageId,
    });
    const fields = [field('detail', 'text', 'm1'), field('place', 'location', 'm2')];
    const { number } = await submit({ fields, latitude: 35, longitude: 139 });
    await run((db) => eraseMessageFromCases(db, residentId, 'm1'));
    expect(await run((db) => getCase(db, number))).toMatchObject({
      fields: [
        { key: 'detail', value: '' },
        { key: 'place', value: 'place' },
      ],
      location: { latitude: 35, longitude: 139 },
    });
    await run((db) => eraseMessageFromCases(db, residentId, 'm2'));
    expect(await run((db) => getCase(db, number))).toMatchObject({
      fields: [{ value: '' }, { value: '' }],
      location: null,
      entries: [{ type: 'submitted' }, { type: 'unsent' }, { type: 'unsent' }],
    });
  });

  it("leaves another resident's case alone", async () => {
    const fields = [{ key: 'detail', label: 'x', kind: 'text' as const, value: 'kept', messageId: 'm1' }];
    const { number } = await submit({ fields });
    const stranger = await createTestResident(database.db, tenant);
    await run((db) => eraseMessageFromCases(db, stranger.residentId, 'm1'));
    expect(await run((db) => getCase(db, number))).toMatchObject({ fields: [{ value: 'kept' }] });
  });
});

it('lists the newest first, by status and with how many follow', async () => {
  const first = await submit({ title: 'one' });
  await submit({ title: 'two' });
  await run((db) => changeCaseStatus(db, { number: first.number, status: 'done', actor: 'staff:test' }));
  const titles = async (filter: CaseFilter, page: CasePage = {}) =>
    (await run((db) => listCases(db, filter, page))).map(({ title, followers }) => `${title} ${followers}`);
  expect(await titles({})).toEqual(['two 1', 'one 1']);
  expect(await titles({ statuses: ['done'] })).toEqual(['one 1']);
  expect(await titles({}, { limit: 1 })).toEqual(['two 1']);
});
