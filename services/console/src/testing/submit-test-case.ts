// A case as a flow would have submitted it, for tests of what staff do with it.
import { type CaseSubmission, reserveCaseNumber, submitCase } from '@tenohira/cases';
import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { createTestResident, type TestTenant } from '@tenohira/testing';

export type TestCase = { caseId: string; number: string; residentId: string };

type Options = Partial<CaseSubmission> & { residentId?: string; featureKey?: string; departmentId?: string };

/** By a resident of its own, of road-damage-report, where nothing else is said. */
export async function submitTestCase(db: Database, tenant: TestTenant, options: Options = {}): Promise<TestCase> {
  const { featureKey = 'road-damage-report', departmentId, ...more } = options;
  const residentId = options.residentId ?? (await createTestResident(db, tenant)).residentId;
  return db.withTenant(tenant.tenantId, async (scope) => {
    const [caseId, number] = [uuidv7(), await reserveCaseNumber(scope, new Date())];
    const { residentId: _resident, ...submission } = more;
    await submitCase(
      scope,
      { caseId, number, title: '道路の穴・ひび割れ', fields: [], ...submission },
      { residentId, featureKey, ...(departmentId === undefined ? {} : { departmentId }) },
    );
    return { caseId, number, residentId };
  });
}
