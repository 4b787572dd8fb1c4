// How staff find cases, take them along as a file, and answer with templates.
import { listAudit } from '@tenohira/audit';
import { addDays, jstDateOf, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { addDepartment } from '@tenohira/staff';
import { createActiveStaff } from '@tenohira/staff/testing';
import { sealObject, storeObject } from '@tenohira/storage';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assignCase } from './assign-case.ts';
import { changeCaseStatus } from './change-case-status.ts';
import { exportCases } from './export-cases.ts';
import { type CaseFilter, type CasePage, countCases, listCases } from './list-cases.ts';
import { countCaseWork, findCaseNumbers, listCasesOfResident } from './look-up-cases.ts';
import { readCasePhoto } from './read-case.ts';
import {
  addReplyTemplate,
  changeReplyTemplate,
  fillTemplate,
  listReplyTemplates,
  removeReplyTemplate,
} from './reply-templates.ts';
import {
  type CaseSubmission,
  eraseMessageFromCases,
  followCase,
  reserveCaseNumber,
  submitCase,
} from './submit-case.ts';

const ACTOR = 'staff:test';

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  ({ residentId } = await createTestResident(database.db, tenant));
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const titles = async (filter: CaseFilter = {}, page: CasePage = {}) =>
  (await run((db) => listCases(db, filter, page))).map(({ title }) => title);

type More = Partial<CaseSubmission> & { featureKey?: string; departmentId?: string; daysAgo?: number };

function submit(title: string, { featureKey = 'road', departmentId, daysAgo = 0, ...more }: More = {}) {
  return run(async (db) => {
    const [caseId, number] = [uuidv7(), await reserveCaseNumber(db, new Date())];
    const origin = { residentId, featureKey, ...(departmentId === undefined ? {} : { departmentId }) };
    await submitCase(db, { caseId, number, title, fields: [], ...more }, origin);
    await db.sql(`update service_case set created_at = created_at - $2 * interval '1 day' where id = $1`, [
      caseId,
      daysAgo,
    ]);
    return { caseId, number };
  });
}

const field = (value: string, kind: CaseSubmission['fields'][number]['kind'] = 'text', label = 'くわしく') => ({
  ...{ key: 'detail', label, kind, value, messageId: 'm1' },
});
const close = (number: string) => run((db) => changeCaseStatus(db, { number, status: 'done', actor: ACTOR }));

describe('the list', () => {
  it('filters by status, feature, place, day, department and assignee', async () => {
    const roads = await run((db) => addDepartment(db, { name: '道路課' }, 'system'));
    const { staffId } = await createActiveStaff(database.db, tenant.tenantId, { name: '担当', role: 'editor' });
    const done = await submit('done', { daysAgo: 3 });
    await close(done.number);
    await submit('park', { featureKey: 'park', daysAgo: 2, latitude: 35, longitude: 139 });
    const mine = await submit('mine', { departmentId: roads.departmentId, daysAgo: 1 });
    await run((db) =>
      assignCase(db, { number: mine.number, departmentId: roads.departmentId, assigneeId: staffId, actor: ACTOR }),
    );
    const today = jstDateOf(new Date());
    expect(await titles()).toEqual(['mine', 'park', 'done']);
    expect(await titles({ statuses: ['done'] })).toEqual(['done']);
    expect(await titles({ statuses: ['received', 'done'] })).toEqual(['mine', 'park', 'done']);
    expect(await titles({ featureKey: 'park' })).toEqual(['park']);
    expect(await titles({ withLocation: true })).toEqual(['park']);
    expect(await titles({ departmentIds: [roads.departmentId] })).toEqual(['mine']);
    expect(await titles({ departmentIds: [] })).toEqual(['park', 'done']);
    expect(await titles({ assigneeId: staffId })).toEqual(['mine']);
    expect(await titles({ assigneeId: null })).toEqual(['park', 'done']);
    expect(await titles({ from: addDays(today, -2), to: addDays(today, -2) })).toEqual(['park']);
    expect(await titles({ from: addDays(today, -1), assigneeId: null })).toEqual([]);
    const [item] = await run((db) => listCases(db, { assigneeId: staffId }));
    expect(item).toMatchObject({
      ...{ status: 'received', followers: 1, photos: 0, location: null, mergedInto: null },
      ...{ department: { name: '道路課' }, assignee: { name: '担当' } },
      residentNumber: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/),
    });
  });

  it('says how many there are in each status, whatever statuses were asked for', async () => {
    const { number } = await submit('one');
    await submit('two');
    await submit('three', { featureKey: 'park' });
    await close(number);
    const none = { received: 0, 'in-progress': 0, done: 0, declined: 0, merged: 0 };
    expect(await run((db) => countCases(db, { statuses: ['declined'] }))).toEqual({ ...none, received: 2, done: 1 });
    expect(await run((db) => countCases(db, { featureKey: 'park' }))).toEqual({ ...none, received: 1 });
  });

  it('has those first that wait longest, of the open ones', async () => {
    const { number } = await submit('over', { daysAgo: 9 });
    await close(number);
    await submit('new');
    await submit('old', { daysAgo: 5 });
    expect(await titles({}, { order: 'waiting' })).toEqual(['old', 'new']);
    expect(await titles({ statuses: ['done', 'received'] }, { order: 'waiting' })).toEqual(['over', 'old', 'new']);
  });

  it.each(['newest', 'waiting'] as const)('by %s gives every case once, page by page', async (order) => {
    for (let count = 0; count < 7; count += 1) await submit(`case ${count}`, { daysAgo: count % 3 });
    const all = await titles({}, { order });
    const paged: string[] = [];
    let after: CasePage['after'];
    for (;;) {
      const page = await run((db) => listCases(db, {}, { order, limit: 2, ...(after === undefined ? {} : { after }) }));
      paged.push(...page.map(({ title }) => title));
      after = page.at(-1);
      if (after === undefined) break;
    }
    expect(paged).toEqual(all);
    expect(new Set(all).size).toBe(7);
  });
});

describe('the search', () => {
  it('finds in number, title and fields, in whatever width and kana somebody types', async () => {
    const { number } = await submit('ガードレール', { fields: [field('バス停の前 3番')] });
    await submit('倒木', { fields: [field('公園の池')] });
    for (const text of ['がーどれーる', 'ｶﾞｰﾄﾞﾚｰﾙ', 'バス停', 'ばす停', '前３番', '前 3', number.replace('-', '－')]) {
      expect(await titles({ text }), text).toEqual(['ガードレール']);
    }
    expect(await titles({ text: '26-' })).toHaveLength(2);
    expect(await titles({ text: '％' })).toEqual([]);
    expect(await titles({ text: '_' })).toEqual([]);
    expect(await titles({ text: ' ' })).toHaveLength(2);
  });

  it('does not look into what a photo or a form points at', async () => {
    const id = uuidv7();
    await submit('x', { fields: [field(id, 'photo'), field(id, 'form')] });
    expect(await titles({ text: id })).toEqual([]);
  });

  it('finds nothing any more of what a resident unsent', async () => {
    await submit('x', { fields: [field('ひみつの場所')] });
    expect(await titles({ text: 'ひみつ' })).toEqual(['x']);
    await run((db) => eraseMessageFromCases(db, residentId, 'm1'));
    expect(await titles({ text: 'ひみつ' })).toEqual([]);
    expect(JSON.stringify(await run(({ sql }) => sql('select * from service_case')))).not.toContain('ひみつ');
  });

  it("finds nothing of another city's", async () => {
    const { number } = await submit('道路');
    const stranger = await createTestTenant(database.db);
    for (const text of ['道路', number]) {
      expect(await database.db.withTenant(stranger.tenantId, (db) => listCases(db, { text }))).toEqual([]);
    }
  });
});

describe('a file of cases', () => {
  const write = (filter: CaseFilter = {}, encoding: 'utf-8' | 'shift_jis' = 'utf-8') =>
    run((db) => exportCases(db, { filter, encoding, titleOf: (key) => `機能 ${key}`, actor: ACTOR }));

  it('holds what the filter finds, and nothing that a spreadsheet would run', async () => {
    await submit('=HYPERLINK("https://evil.example")', { fields: [field('@SUM(A1)'), field(uuidv7(), 'form')] });
    await submit('別のもの', { featureKey: 'park' });
    const { bytes, rows } = await write({ featureKey: 'road' });
    expect(rows).toBe(1);
    const [header, line, end] = bytes.toString().split('\r\n');
    expect(header).toMatch(/^\uFEFF"受付番号","受付日",/);
    expect(line).toContain(`"機能 road","","'=HYPERLINK(""https://evil.example"")","受付済み"`);
    expect(line?.endsWith('"くわしく:@SUM(A1)"')).toBe(true);
    expect(end).toBe('');
  });

  it('is Shift_JIS where that is asked for', async () => {
    await submit('髙い木〜');
    const { bytes } = await write({}, 'shift_jis');
    expect(new TextDecoder('shift_jis').decode(bytes)).toContain('"髙い木～"');
  });

  it('is written down with its filter and its size, but not with whom somebody looked for', async () => {
    await submit('山田');
    await write({ text: '山田', statuses: ['received'], from: '2026-01-01' });
    const [link] = await run((db) => listAudit(db, { subject: 'cases' }));
    expect(link).toMatchObject({
      ...{ actor: ACTOR, action: 'case.exported' },
      detail: { statuses: ['received'], from: '2026-01-01', hasText: true, encoding: 'utf-8', rows: 1 },
    });
    expect(JSON.stringify(link)).not.toContain('山田');
  });
});

describe('a photo', () => {
  it('is shown with its own case and with no other, and to no other city', async () => {
    const sealed = await sealObject(tenant.secrets, tenant.tenantId, {
      bytes: Buffer.from('jpeg'),
      thumbnail: Buffer.from('small'),
      contentType: 'image/jpeg',
    });
    await run((db) => storeObject(db, sealed, { residentId }));
    const own = await submit('x', { fields: [field(sealed.id, 'photo')] });
    const other = await submit('y', { fields: [field(sealed.id, 'text')] });
    const read = (number: string, tenantId = tenant.tenantId) =>
      database.db.withTenant(tenantId, (db) => readCasePhoto(db, tenant.secrets, number, sealed.id));
    expect(await read(own.number)).toMatchObject({ contentType: 'image/jpeg', bytes: Buffer.from('jpeg') });
    const small = await run((db) => readCasePhoto(db, tenant.secrets, own.number, sealed.id, 'thumbnail'));
    expect(small).toMatchObject({ contentType: 'image/jpeg', bytes: Buffer.from('small') });
    await expect(read(other.number)).rejects.toMatchObject({ code: 'CASE_PHOTO_NOT_FOUND', statusCode: 404 });
    const stranger = await createTestTenant(database.db);
    await expect(read(own.number, stranger.tenantId)).rejects.toMatchObject({
      code: 'CASE_NOT_FOUND',
      statusCode: 404,
    });
  });
});

describe('what other places say of cases', () => {
  it('counts what waits for somebody, of the open ones', async () => {
    const [roads, parks] = await run(async (db) => [
      await addDepartment(db, { name: '道路課' }, 'system'),
      await addDepartment(db, { name: '公園課' }, 'system'),
    ]);
    const { staffId } = await createActiveStaff(database.db, tenant.tenantId, { name: '担当', role: 'editor' });
    const departmentId = roads?.departmentId ?? '';
    const mine = await submit('mine', { departmentId });
    await run((db) => assignCase(db, { number: mine.number, departmentId, assigneeId: staffId, actor: ACTOR }));
    await submit('of my department', { departmentId });
    await submit('of another', { departmentId: parks?.departmentId ?? '' });
    await submit('nobody');
    await close((await submit('over')).number);
    expect(await run((db) => countCaseWork(db, { staffId, departmentIds: [departmentId] }))).toEqual({
      ...{ mine: 1, ofMyDepartments: 1, unassigned: 1 },
    });
  });

  it('lists what a resident reported and follows', async () => {
    const { residentId: other } = await createTestResident(database.db, tenant);
    const own = await submit('own');
    await run((db) => followCase(db, own.caseId, other));
    const of = async (resident: string) =>
      (await run((db) => listCasesOfResident(db, resident))).map(({ number, isReporter }) => [number, isReporter]);
    expect(await of(residentId)).toEqual([[own.number, true]]);
    expect(await of(other)).toEqual([[own.number, false]]);
    expect(await run((db) => findCaseNumbers(db, [own.caseId, uuidv7()]))).toEqual(new Map([[own.caseId, own.number]]));
  });
});

describe('reply templates', () => {
  const input = { featureKey: null, title: 'お礼', body: '{title}({number})をありがとうございました。' };

  it('are kept for one feature or for all, changed and removed', async () => {
    const { templateId } = await run((db) => addReplyTemplate(db, input, ACTOR));
    await run((db) => addReplyTemplate(db, { ...input, featureKey: 'road', title: '道路' }, ACTOR));
    const of = async (key?: string) => (await run((db) => listReplyTemplates(db, key))).map(({ title }) => title);
    expect(await of()).toEqual(['お礼', '道路']);
    expect(await of('road')).toEqual(['お礼', '道路']);
    expect(await of('park')).toEqual(['お礼']);
    await run((db) => changeReplyTemplate(db, templateId, { ...input, title: '受付のお礼' }, ACTOR));
    expect(await of('park')).toEqual(['受付のお礼']);
    await run((db) => removeReplyTemplate(db, templateId, ACTOR));
    expect(await of('park')).toEqual([]);
    await expect(run((db) => removeReplyTemplate(db, templateId, ACTOR))).rejects.toMatchObject({
      ...{ code: 'CASE_TEMPLATE_NOT_FOUND', statusCode: 404 },
    });
    expect(await run((db) => listAudit(db, { subject: `reply-template:${templateId}` }))).toHaveLength(3);
  });

  it('are filled with number and title, whatever these hold', () => {
    const values = { number: '26-00001', title: '$& {number}' };
    expect(fillTemplate('{title} / {number} / {number}', values)).toBe('$& {number} / 26-00001 / 26-00001');
  });

  it.each([
    [{ body: '{name} 様' }, 'CASE_TEMPLATE_PLACEHOLDER'],
    [{ body: ' ' }, 'CASE_TEXT_EMPTY'],
    [{ title: '' }, 'CASE_TEXT_EMPTY'],
    [{ body: '1234 5678 9018' }, 'CASE_MY_NUMBER'],
  ])('with %j are refused', async (more, code) => {
    await expect(run((db) => addReplyTemplate(db, { ...input, ...more }, ACTOR))).rejects.toMatchObject({ code });
  });
});
