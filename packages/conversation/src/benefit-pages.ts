// Pages of a benefit that are bound to one resident: to enter an account, to correct one, to see a code, to apply by
// letter. The link in the chat is good once; what it opens is held open for a short visit by a cookie, so that a reload
// works and a link that was passed on does not.
import { timingSafeEqual } from 'node:crypto';
import { type Clock, hashToken, isUuid, randomToken } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

/** How long a visit lasts from the moment in which the link was opened, in milliseconds. */
export const VISIT_MS = 15 * 60_000;

export type BenefitPagePurpose = 'account' | 'correction' | 'codes' | 'letter';

export type NewBenefitPage = {
  pageId: string;
  token: string;
  residentId: string;
  purpose: BenefitPagePurpose;
  /** Not of a letter: its code alone knows the program. */
  programId?: string;
  expiresAt: Date;
};

export type BenefitPage = {
  pageId: string;
  tenantId: string;
  residentId: string;
  purpose: BenefitPagePurpose;
  programId?: string;
  /** What was done on the page, once it was: the page is over. */
  claimId?: string;
  isFinished: boolean;
  expiresAt: Date;
};

type PageRow = {
  id: string;
  residentId: string;
  purpose: BenefitPagePurpose;
  programId: string | null;
  claimId: string | null;
  visitHash: string | null;
  expiresAt: Date;
  finishedAt: Date | null;
};

/** The link's address. It names the tenant, because the tenant's rows are where the token is looked up. */
export function benefitPageUrl(publicBaseUrl: string, tenantId: string, token: string): string {
  return `${publicBaseUrl}/benefits/${tenantId}/open/${token}`;
}

export async function storeBenefitPage(db: TenantDb, page: NewBenefitPage): Promise<void> {
  const { pageId: id, token, residentId, purpose, programId = null, expiresAt } = page;
  await db.prisma.benefitPage.create({
    data: { id, residentId, purpose, programId, tokenHash: hashToken(token), expiresAt },
  });
}

/**
 * Opens a link, once.
 * @returns the page, and what the visitor's cookie has to hold
 * @throws AppError CONVERSATION_PAGE_NOT_FOUND, CONVERSATION_PAGE_OPENED, CONVERSATION_PAGE_EXPIRED
 */
export function openBenefitLink(
  deps: { db: Database; clock: Clock },
  tenantId: string,
  token: string,
): Promise<{ pageId: string; visit: string; expiresAt: Date }> {
  if (!isUuid(tenantId)) throw errors.PAGE_NOT_FOUND();
  const now = deps.clock.now();
  const visit = randomToken();
  const expiresAt = new Date(now.getTime() + VISIT_MS);
  return deps.db.withTenant(tenantId, async (db) => {
    const [row] = await db.sql<{ id: string; expiresAt: Date; openedAt: Date | null }>(
      `select id, expires_at as "expiresAt", opened_at as "openedAt" from benefit_page where token_hash = $1 for update`,
      [hashToken(token)],
    );
    if (!row) throw errors.PAGE_NOT_FOUND();
    if (row.openedAt) throw errors.PAGE_OPENED();
    if (row.expiresAt < now) throw errors.PAGE_EXPIRED();
    await db.sql('update benefit_page set visit_hash = $2, opened_at = $3, expires_at = $4 where id = $1', [
      row.id,
      hashToken(visit),
      now,
      expiresAt,
    ]);
    return { pageId: row.id, visit, expiresAt };
  });
}

/**
 * The page that a visitor holds open.
 * @throws AppError CONVERSATION_PAGE_NOT_FOUND (also for somebody else's cookie), CONVERSATION_PAGE_EXPIRED
 */
export function readBenefitPage(
  deps: { db: Database; clock: Clock },
  tenantId: string,
  pageId: string,
  visit: string | undefined,
): Promise<BenefitPage> {
  if (!isUuid(tenantId) || !isUuid(pageId)) throw errors.PAGE_NOT_FOUND();
  return deps.db.readTenant(tenantId, async (db) => checkVisit(db, await findPage(db, pageId, ''), visit, deps.clock));
}

/** The same, held to the end of the transaction. @throws AppError as readBenefitPage, CONVERSATION_PAGE_FINISHED */
export async function lockBenefitPage(
  db: TenantDb,
  pageId: string,
  visit: string | undefined,
  clock: Clock,
): Promise<BenefitPage> {
  const page = checkVisit(db, await findPage(db, pageId, 'for update'), visit, clock);
  if (page.isFinished) throw errors.PAGE_FINISHED();
  return page;
}

/** What was to be done is done. */
export async function finishBenefitPage(db: TenantDb, pageId: string, claimId: string): Promise<void> {
  await db.sql('update benefit_page set finished_at = now(), claim_id = $2 where id = $1 and finished_at is null', [
    pageId,
    claimId,
  ]);
}

async function findPage(db: TenantDb, pageId: string, lock: '' | 'for update'): Promise<PageRow | undefined> {
  const [row] = await db.sql<PageRow>(
    `select id, resident_id as "residentId", purpose, program_id as "programId", claim_id as "claimId",
            visit_hash as "visitHash", expires_at as "expiresAt", finished_at as "finishedAt"
     from benefit_page where id = $1 ${lock}`,
    [pageId],
  );
  return row;
}

function checkVisit(db: TenantDb, row: PageRow | undefined, visit: string | undefined, clock: Clock): BenefitPage {
  if (!row?.visitHash || visit === undefined || !isSame(hashToken(visit), row.visitHash)) throw errors.PAGE_NOT_FOUND();
  if (row.expiresAt < clock.now()) throw errors.PAGE_EXPIRED();
  const { id: pageId, residentId, purpose, programId, claimId, expiresAt, finishedAt } = row;
  return {
    pageId,
    tenantId: db.tenantId,
    residentId,
    purpose,
    ...(programId === null ? {} : { programId }),
    ...(claimId === null ? {} : { claimId }),
    isFinished: finishedAt !== null,
    expiresAt,
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
