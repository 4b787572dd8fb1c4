import { listAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addDepartment,
  closeDepartment,
  disableStaff,
  getAssignable,
  getDepartment,
  listAssignable,
  listDepartmentsOf,
  type Role,
  setDepartmentsOf,
} from './index.ts';
import { createActiveStaff } from './testing/index.ts';

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  ({ tenantId } = await createTestTenant(database.db));
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenantId, work);
const department = async (name: string) => (await run((db) => addDepartment(db, { name }, 'system'))).departmentId;
const person = async (role: Role, name: string = role) =>
  (await createActiveStaff(database.db, tenantId, { role, name })).staffId;
const namesOf = async (staffId: string) => (await run((db) => listDepartmentsOf(db, staffId))).map(({ name }) => name);

describe('who works where', () => {
  it('is what was said last, of the departments in use', async () => {
    const [staffId, roads, parks] = [await person('editor'), await department('道路課'), await department('公園課')];
    await run((db) => setDepartmentsOf(db, staffId, [roads], 'system'));
    await run((db) => setDepartmentsOf(db, staffId, [parks, roads, parks], 'system'));
    expect(await namesOf(staffId)).toEqual(['道路課', '公園課']);
    await run((db) => closeDepartment(db, roads, 'system'));
    expect(await namesOf(staffId)).toEqual(['公園課']);
    const said = (await run((db) => listAudit(db, { subject: `staff:${staffId}` }))).at(-1);
    expect(said).toMatchObject({ action: 'staff.departments-set', detail: { departmentIds: [parks, roads] } });
  });

  it('is not said of a person or a department that is not there, nor of those of another city', async () => {
    const staffId = await person('editor');
    const roads = await department('道路課');
    await expect(run((db) => setDepartmentsOf(db, uuidv7(), [roads], 'system'))).rejects.toMatchObject({
      code: 'STAFF_PERSON_NOT_FOUND',
    });
    const other = await createTestTenant(database.db);
    const theirs = await database.db.withTenant(other.tenantId, (db) =>
      addDepartment(db, { name: '道路課' }, 'system'),
    );
    await expect(run((db) => setDepartmentsOf(db, staffId, [theirs.departmentId], 'system'))).rejects.toMatchObject({
      code: 'STAFF_DEPARTMENT_NOT_FOUND',
    });
    await run((db) => closeDepartment(db, roads, 'system'));
    await expect(run((db) => getDepartment(db, roads))).rejects.toMatchObject({ code: 'STAFF_DEPARTMENT_NOT_FOUND' });
  });
});

describe('who may be given a case', () => {
  it('is everybody here who may handle one, by name, with where they work', async () => {
    const roads = await department('道路課');
    const editor = await person('editor', 'い');
    const owner = await person('owner', 'あ');
    await person('viewer', 'う');
    const gone = await person('approver', 'え');
    await run((db) => disableStaff(db, { staffId: gone }, 'system'));
    await run((db) => setDepartmentsOf(db, editor, [roads], 'system'));
    expect(await run(listAssignable)).toEqual([
      { staffId: owner, name: 'あ', departmentIds: [] },
      { staffId: editor, name: 'い', departmentIds: [roads] },
    ]);
    expect(await run((db) => getAssignable(db, editor))).toEqual({ staffId: editor, name: 'い' });
    await expect(run((db) => getAssignable(db, gone))).rejects.toMatchObject({ code: 'STAFF_PERSON_NOT_FOUND' });
  });
});
