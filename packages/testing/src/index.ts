export { openTestDatabase, type TestDatabase, useTestDatabase } from './test-database.ts';
export { createTestResident, createTestSecrets, createTestTenant, type TestTenant } from './test-tenant.ts';
