// Whom staff may look for, and what a list shows of them: a number and a state, no name, no LINE account.
import type { Catalog } from '@tenohira/catalog';
import { type Conditions, createConditions, type TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

export const FRIENDSHIP_TEXT = { friend: '友だち', left: 'ブロック・退会', unknown: '友だちかどうか不明' } as const;
export type Friendship = keyof typeof FRIENDSHIP_TEXT;

export type ResidentFilter = {
  /** `7KQ2-M9XD` */
  number?: string;
  /** Who reported or follows that case. */
  caseNumber?: string;
  /** Who applied under that number. */
  claimNumber?: string;
  friendship?: Friendship;
  /** Has registered who they are. */
  isRegistered?: boolean;
  /** Key of a feature whose notices they asked for. */
  wants?: string;
  isTest?: boolean;
  /** Only those that were deleted; without it only those that were not. */
  isDeleted?: boolean;
};

export type ListedResident = {
  residentId: string;
  number: string;
  friendship: Friendship;
  friendshipText: string;
  isRegistered: boolean;
  isTest: boolean;
  /** When they first met the account. */
  firstSeenAt: Date;
  deletedAt: Date | null;
  /** How many cases they reported. */
  caseCount: number;
};

type Row = Omit<ListedResident, 'friendshipText'>;

const COLUMNS = `r.id as "residentId", r.number, r.status as friendship, r.is_test as "isTest", r.created_at as "firstSeenAt",
  r.deleted_at as "deletedAt", exists (select from identity_registration i where i.resident_id = r.id) as "isRegistered",
  (select count(*)::int from service_case c where c.resident_id = r.id) as "caseCount"`;

/**
 * The newest first. `after` is the `next` of the page before. With `wants` a page may be shorter than its limit and still have
 * one behind it.
 * @throws AppError CATALOG_FEATURE_UNKNOWN, RESIDENT_NO_SUBSCRIPTIONS
 */
export async function listResidents(
  db: TenantDb,
  catalog: Catalog,
  filter: ResidentFilter,
  { after, limit }: { after?: string; limit: number },
): Promise<{ residents: ListedResident[]; next: string | null }> {
  const conditions = conditionsOf(filter);
  if (filter.wants !== undefined) {
    const page = { limit, ...(after === undefined ? {} : { after }) };
    const wanting = await subscriptionsOf(catalog, filter.wants).list(db, page);
    conditions.add('r.id = any($?::uuid[])', wanting);
    const residents = await read(db, conditions, limit);
    return { residents, next: wanting.length === limit ? (wanting.at(-1) ?? null) : null };
  }
  if (after !== undefined) conditions.add('r.id < $?', after);
  const rows = await read(db, conditions, limit + 1);
  const residents = rows.slice(0, limit);
  return { residents, next: rows.length > limit ? (residents.at(-1)?.residentId ?? null) : null };
}

/** @throws AppError RESIDENT_NOT_FOUND */
export async function getResident(db: TenantDb, residentId: string): Promise<ListedResident> {
  const [row] = await db.sql<Row>(`select ${COLUMNS} from resident r where r.id = $1`, [residentId]);
  if (!row) throw errors.NOT_FOUND();
  return withWords(row);
}

async function read(db: TenantDb, conditions: Conditions, limit: number): Promise<ListedResident[]> {
  const rows = await db.sql<Row>(
    `select ${COLUMNS} from resident r ${conditions.where()} order by r.id desc limit ${conditions.param(limit)}`,
    conditions.values,
  );
  return rows.map(withWords);
}

function withWords(row: Row): ListedResident {
  return { ...row, friendshipText: FRIENDSHIP_TEXT[row.friendship] };
}

function conditionsOf(filter: ResidentFilter): Conditions {
  const { number, caseNumber, claimNumber, friendship, isRegistered, isTest, isDeleted = false } = filter;
  const conditions = createConditions();
  conditions.add(isDeleted ? 'r.deleted_at is not null' : 'r.deleted_at is null');
  if (number !== undefined) conditions.add('r.number = $?', number);
  if (caseNumber !== undefined) {
    conditions.add(
      `r.id in (select c.resident_id from service_case c where c.number = $?
                union select f.resident_id from case_follower f join service_case c on c.id = f.case_id where c.number = $?)`,
      caseNumber,
    );
  }
  if (claimNumber !== undefined) {
    conditions.add('r.id in (select k.resident_id from benefit_claim k where k.number = $?)', claimNumber);
  }
  if (friendship !== undefined) conditions.add('r.status = $?', friendship);
  if (isRegistered !== undefined) {
    conditions.add(
      `${isRegistered ? '' : 'not '}exists (select from identity_registration i where i.resident_id = r.id)`,
    );
  }
  if (isTest !== undefined) conditions.add('r.is_test = $?', isTest);
  return conditions;
}

function subscriptionsOf(catalog: Catalog, featureKey: string) {
  const { subscriptions } = catalog.get(featureKey);
  if (!subscriptions) throw errors.NO_SUBSCRIPTIONS();
  return subscriptions;
}
