import { listAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDepartment, changeDepartment, closeDepartment, listDepartments } from './departments.ts';

const actor = 'staff:018f0000-0000-7000-8000-000000000001';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const add = (name: string, phone?: string) =>
  run((db) => addDepartment(db, { name, ...(phone === undefined ? {} : { phone }) }, actor));
const names = async () => (await run(listDepartments)).map(({ name }) => name);

describe('departments', () => {
  it('are listed in the order in which they were added, of this city alone', async () => {
    const roads = await add('道路課', '00-0000-0000');
    await add('環境課');
    expect(await run(listDepartments)).toEqual([roads, expect.objectContaining({ name: '環境課', phone: null })]);
    const other = await createTestTenant(database.db);
    expect(await database.db.readTenant(other.tenantId, listDepartments)).toEqual([]);
  });

  it('have one name each, as long as they are in use', async () => {
    const { departmentId } = await add('道路課');
    const environment = await add('環境課');
    const exists = { code: 'STAFF_DEPARTMENT_EXISTS', statusCode: 409 };
    await expect(add('道路課')).rejects.toMatchObject(exists);
    await expect(
      run((db) => changeDepartment(db, environment.departmentId, { name: '道路課' }, actor)),
    ).rejects.toMatchObject(exists);
    await run((db) => closeDepartment(db, departmentId, actor));
    await add('道路課');
    expect(await names()).toEqual(['環境課', '道路課']);
  });

  it('have one name each, also of several that take it at the same moment', async () => {
    const several = await Promise.all(['道路課', '河川課', '公園課', '住宅課'].map((name) => add(name)));
    const rename = (departmentId: string) =>
      run((db) => changeDepartment(db, departmentId, { name: '土木課' }, actor)).then(
        () => 'renamed',
        ({ code }: { code: string }) => code,
      );
    const outcomes = await Promise.all(several.map(({ departmentId }) => rename(departmentId)));
    expect(outcomes.sort()).toEqual([...Array(3).fill('STAFF_DEPARTMENT_EXISTS'), 'renamed']);
  });

  it('are renamed under the same id, and lose a number that is not given again', async () => {
    const { departmentId } = await add('道路課', '00-0000-0000');
    await run((db) => changeDepartment(db, departmentId, { name: '道路河川課' }, actor));
    expect(await run(listDepartments)).toEqual([{ departmentId, name: '道路河川課', phone: null }]);
    await run((db) => changeDepartment(db, departmentId, { name: '道路河川課', phone: '00-1111-1111' }, actor));
    expect(await run(listDepartments)).toMatchObject([{ phone: '00-1111-1111' }]);
  });

  it('that are closed, or of another city, are not there', async () => {
    const { departmentId } = await add('道路課');
    const missing = { code: 'STAFF_DEPARTMENT_NOT_FOUND', statusCode: 404 };
    const other = await createTestTenant(database.db);
    const fromOutside = database.db.withTenant(other.tenantId, (db) => closeDepartment(db, departmentId, actor));
    await expect(fromOutside).rejects.toMatchObject(missing);
    expect(await names()).toEqual(['道路課']);
    await run((db) => closeDepartment(db, departmentId, actor));
    await expect(run((db) => closeDepartment(db, departmentId, actor))).rejects.toMatchObject(missing);
    await expect(run((db) => changeDepartment(db, departmentId, { name: 'x' }, actor))).rejects.toMatchObject(missing);
  });

  it('leave a trace of who did what', async () => {
    const { departmentId } = await add('道路課');
    await run((db) => changeDepartment(db, departmentId, { name: '道路河川課' }, actor));
    await run((db) => closeDepartment(db, departmentId, actor));
    const entries = await run((db) => listAudit(db));
    expect(entries.map(({ action }) => action)).toEqual([
      'staff.department-added',
      'staff.department-changed',
      'staff.department-closed',
    ]);
    for (const entry of entries) expect(entry).toMatchObject({ actor, subject: `department:${departmentId}` });
  });
});
