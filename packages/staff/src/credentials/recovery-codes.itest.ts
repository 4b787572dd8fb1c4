import type { TenantDb } from '@tenohira/db';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createActiveStaff } from '../testing/index.ts';
import { replaceRecoveryCodes, spendRecoveryCode } from './recovery-codes.ts';

let database: TestDatabase;
let city: TestTenant;
let staffId: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  city = await createTestTenant(database.db);
  staffId = (await createActiveStaff(database.db, city.tenantId, { role: 'viewer' })).staffId;
});
afterAll(() => database.drop());

const inCity = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(city.tenantId, work);

describe('recovery codes', () => {
  it('have more than 112 random bits, and are ten', async () => {
    const codes = await inCity((db) => replaceRecoveryCodes(db, staffId));
    expect(new Set(codes).size).toBe(10);
    // Of 31 letters each.
    const letters = 24;
    expect(letters * Math.log2(31)).toBeGreaterThan(112);
    for (const code of codes) {
      expect(code).toMatch(/^([2-9a-hjkmnp-z]{4}-){5}[2-9a-hjkmnp-z]{4}$/);
      expect(code.replaceAll('-', '')).toHaveLength(letters);
    }
  });

  it('are good once each, however they are written, and say how many are left', async () => {
    const [code = ''] = await inCity((db) => replaceRecoveryCodes(db, staffId));
    const spend = (text: string) => inCity((db) => spendRecoveryCode(db, staffId, text));
    expect(await spend(code.toUpperCase().replaceAll('-', ' '))).toBe(9);
    expect(await spend(code)).toBeUndefined();
  });

  it('of before stop working with new ones', async () => {
    const [before = ''] = await inCity((db) => replaceRecoveryCodes(db, staffId));
    await inCity((db) => replaceRecoveryCodes(db, staffId));
    expect(await inCity((db) => spendRecoveryCode(db, staffId, before))).toBeUndefined();
  });
});
