export { createDatabase, type Database, type DatabaseOptions, type TenantDb } from './database.ts';
export { planAfresh, planForMany, withFreshPlans } from './fresh-plans.ts';
export { ensureDatabase, openServiceLogins, type ServiceUrls } from './logins.ts';
export { type MigrationResult, migrate } from './migrate.ts';
export type { Backlog } from './platform/backlog.ts';
export type { ClaimedRow, ClaimOptions } from './platform/claims.ts';
export type { DueInboxEvent, NewInboxEvent } from './platform/inbox.ts';
export type { PlatformDb } from './platform/platform-db.ts';
export type { ChannelAddress, NewTenant, TenantRow, WrappedKeyRow } from './platform/tenants.ts';
