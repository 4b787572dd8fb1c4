export { openTestDatabase, type TestDatabase, withTestDatabase } from './test-database.ts';
export { createTestResident, createTestSecrets, createTestTenant, type TestTenant } from './test-tenant.ts';
