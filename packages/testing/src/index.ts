export { openTestDatabase, type TestDatabase } from './test-database.ts';
export { createTestResident, createTestSecrets, createTestTenant, type TestTenant } from './test-tenant.ts';
