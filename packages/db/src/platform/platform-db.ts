// All that crosses tenants, on the second role. Its grants (prisma/migrations) allow this list and nothing more:
// a new function here usually needs a new grant, and that is the moment to ask whether it has to cross tenants.
import type pg from 'pg';
import { toDatabaseError } from '../errors.ts';
import { type Backlog, readBacklog } from './backlog.ts';
import { findTenantOfCustomer } from './billing.ts';
import { type CityHealth, type CityHealthQuery, readCityHealth } from './city-health.ts';
import {
  type ClaimedRow,
  type ClaimOptions,
  claimDueMail,
  claimDuePayouts,
  claimOutboxMessages,
  claimScheduledJobs,
  releaseExpiredLeases,
} from './claims.ts';
import { countFeatureUse, type FeatureUse } from './feature-use.ts';
import { type DueInboxEvent, insertInboxEvents, listDueInboxEvents, type NewInboxEvent } from './inbox.ts';
import {
  type ChannelAddress,
  type CityKey,
  createTenant,
  findChannel,
  findCity,
  findTenant,
  listAllTenants,
  listTenantKeys,
  listTenants,
  type NewTenant,
  type TenantRow,
  type WrappedKeyRow,
} from './tenants.ts';
import { readTime } from './time.ts';

export type PlatformDb = {
  /** @returns false, and changes nothing, where the slug or the municipality has a tenant */
  createTenant(tenant: NewTenant): Promise<boolean>;
  /** Of either kind. */
  findTenant(slug: string): Promise<TenantRow | undefined>;
  findCity(key: CityKey): Promise<TenantRow | undefined>;
  /** The cities: who has residents, features and a channel. */
  listTenants(): Promise<TenantRow[]>;
  /** And the platform's own tenant, which has people and letters like any other. */
  listAllTenants(): Promise<TenantRow[]>;
  /** How cities are, a page of them in the order of their slugs. */
  readCityHealth(query: CityHealthQuery): Promise<CityHealth[]>;
  /** How many cities have which features on, by the version that they installed. */
  countFeatureUse(): Promise<FeatureUse[]>;
  /** A tenant's wrapped data keys, oldest first. */
  listTenantKeys(tenantId: string): Promise<WrappedKeyRow[]>;
  findChannel(webhookKey: string): Promise<ChannelAddress | undefined>;
  /** Whom an event of Stripe's is about. */
  findTenantOfCustomer(customerId: string): Promise<string | undefined>;
  /** Writes events of many tenants at once; an event that is there already is left alone. Durable when it returns. */
  insertInboxEvents(events: readonly NewInboxEvent[]): Promise<void>;
  /** Events that nobody has processed in time: the oldest of each resident, of those that have been due longest. */
  listDueInboxEvents(limit: number): Promise<DueInboxEvent[]>;
  /** Gives turns to waiting messages, every tenant its share, and marks them `queued` under a lease. */
  claimOutboxMessages(options: ClaimOptions): Promise<ClaimedRow[]>;
  claimScheduledJobs(options: ClaimOptions): Promise<ClaimedRow[]>;
  /** Gives turns to payouts that are due. The lease is the turn: their status is the money's and stays as it is. */
  claimDuePayouts(options: ClaimOptions): Promise<ClaimedRow[]>;
  /** Gives turns to letters that are due. */
  claimDueMail(options: ClaimOptions): Promise<ClaimedRow[]>;
  /** Takes back what a crashed process held. Returns how many rows. */
  releaseExpiredLeases(): Promise<number>;
  /** What the time is, by the database. */
  readTime(): Promise<Date>;
  /** What waits, for the metrics. */
  readBacklog(): Promise<Backlog>;
};

export function createPlatformDb(pool: pg.Pool): PlatformDb {
  const bind =
    <Args extends unknown[], Result>(work: (pool: pg.Pool, ...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> =>
      work(pool, ...args).catch(toDatabaseError);
  return {
    createTenant: bind(createTenant),
    findTenant: bind(findTenant),
    findCity: bind(findCity),
    listTenants: bind(listTenants),
    listAllTenants: bind(listAllTenants),
    listTenantKeys: bind(listTenantKeys),
    readCityHealth: bind(readCityHealth),
    countFeatureUse: bind(countFeatureUse),
    findChannel: bind(findChannel),
    findTenantOfCustomer: bind(findTenantOfCustomer),
    insertInboxEvents: bind(insertInboxEvents),
    listDueInboxEvents: bind(listDueInboxEvents),
    claimOutboxMessages: bind(claimOutboxMessages),
    claimScheduledJobs: bind(claimScheduledJobs),
    claimDuePayouts: bind(claimDuePayouts),
    claimDueMail: bind(claimDueMail),
    releaseExpiredLeases: bind(releaseExpiredLeases),
    readTime: bind(readTime),
    readBacklog: bind(readBacklog),
  };
}
