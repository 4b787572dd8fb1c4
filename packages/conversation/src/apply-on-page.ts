// What a resident settles on a page of a benefit: an application to an account of their own, a correction after a payment
// came back, an application by letter. Once a page, however often it is sent; the chat is told.
import {
  type ClaimDependencies,
  claimByLetterCode,
  claimByResident,
  correctClaim,
  findByLetterCode,
  findOffer,
  findOwnClaim,
  lockOffer,
  storeReceivedNotice,
} from '@tenohira/benefits';
import type { Catalog } from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import type { BankAccount, BenefitOffer } from '@tenohira/feature-kit';
import { storePush } from '@tenohira/messaging';
import { type BenefitPage, finishBenefitPage, lockBenefitPage, readBenefitPage } from './benefit-pages.ts';
import { errors } from './errors.ts';
import { offerSurvey } from './offer-survey.ts';

type PageTools = ClaimDependencies & { catalog: Catalog };

export type PageVisit = { tenantId: string; pageId: string; visit: string | undefined };

export type PageApplication = {
  /** Of the letter, as it was typed; for a page of purpose `letter`. */
  letterCode?: string;
  method: string;
  accountKind: 'held' | 'public' | 'none' | 'entered';
  account?: BankAccount;
};

/**
 * What the page is about.
 * @throws AppError BENEFIT_CODE_… and BENEFIT_IDENTITY_NEEDED for a letter
 */
export async function findPageOffer(
  deps: ClaimDependencies,
  page: BenefitPage,
  letterCode?: string,
): Promise<BenefitOffer> {
  const { tenantId, residentId } = page;
  if (page.purpose === 'letter') return findByLetterCode(deps, tenantId, { code: letterCode ?? '', residentId });
  const programId = programOf(page);
  return deps.db.withTenant(tenantId, (db) => findOffer(db, deps, residentId, programId, deps.clock.now()));
}

/**
 * Applies, or corrects. The same page again changes nothing.
 * @returns the claim
 * @throws AppError CONVERSATION_PAGE_…, and those of claimByResident, claimByLetterCode, correctClaim
 */
export async function applyOnPage(
  deps: PageTools,
  { tenantId, pageId, visit }: PageVisit,
  application: PageApplication,
): Promise<string> {
  const page = await readBenefitPage(deps, tenantId, pageId, visit);
  if (page.isFinished) throw errors.PAGE_FINISHED();
  if (page.purpose === 'letter') return applyByLetter(deps, page, application);
  return deps.db.withTenant(tenantId, async (db) => {
    await lockBenefitPage(db, pageId, visit, deps.clock);
    const claimId = await (page.purpose === 'correction' ? correct : apply)(deps, db, page, application);
    await finishBenefitPage(db, pageId, claimId);
    return claimId;
  });
}

/** What came of a finished page, for its last view. */
export function readPageResult(
  deps: Pick<ClaimDependencies, 'db'>,
  { tenantId, claimId }: BenefitPage,
): Promise<{ number: string; isPractice: boolean }> {
  return deps.db.readTenant(tenantId, async (db) => {
    const [result] = await db.sql<{ number: string; isPractice: boolean }>(
      `select c.number, p.is_practice as "isPractice" from benefit_claim c join benefit_program p on p.id = c.program_id
       where c.id = $1`,
      [claimId],
    );
    if (!result) throw errors.PAGE_NOT_FOUND();
    return result;
  });
}

async function apply(
  deps: PageTools,
  db: TenantDb,
  { pageId, residentId, ...page }: BenefitPage,
  { letterCode: _none, ...application }: PageApplication,
): Promise<string> {
  const programId = programOf(page);
  const now = deps.clock.now();
  // Household first, then the counter, as everywhere: two applications of one household wait for each other here.
  await lockOffer(db, deps, residentId, programId, now);
  // The page is one application: its id is the claim's, so that a second try finds the first.
  await claimByResident(db, deps, { ...application, residentId, claimId: pageId, programId, receivedAt: now });
  await storeReceivedNotice(db, pageId);
  await offerSurvey(db, deps.catalog, pageId);
  return pageId;
}

async function correct(
  deps: PageTools,
  db: TenantDb,
  { pageId, residentId, ...page }: BenefitPage,
  { letterCode: _none, ...application }: PageApplication,
): Promise<string> {
  const claim = await findOwnClaim(db, residentId, programOf(page));
  if (!claim) throw errors.PAGE_NOT_FOUND();
  await storePush(db, {
    residentId,
    messages: [{ type: 'text', text: await correctedText(db, programOf(page), claim.number) }],
    dedupeKey: `benefit-page:${pageId}:corrected`,
    isAnswer: true,
    purpose: 'benefit',
    about: programOf(page),
  });
  await correctClaim(db, deps, { ...application, claimId: claim.claimId, by: { residentId } });
  return claim.claimId;
}

/** Its two transactions are the letter's own and the page's: where the second is lost, the same claim is found again. */
async function applyByLetter(
  deps: PageTools,
  { tenantId, pageId, residentId }: BenefitPage,
  { letterCode = '', ...application }: PageApplication,
): Promise<string> {
  const receivedAt = deps.clock.now();
  const letter = { code: letterCode, residentId, claimId: pageId, receivedAt };
  const { claimId } = await claimByLetterCode(deps, tenantId, { ...letter, ...application });
  await deps.db.withTenant(tenantId, async (db) => {
    await finishBenefitPage(db, pageId, claimId);
    await offerSurvey(db, deps.catalog, claimId);
  });
  return claimId;
}

async function correctedText(db: TenantDb, programId: string, number: string): Promise<string> {
  const program = await db.prisma.benefitProgram.findFirstOrThrow({
    where: { id: programId },
    select: { name: true, isPractice: true },
  });
  const practice = program.isPractice ? '【練習】' : '';
  return `${practice}「${program.name}」の受け取り方を直しました。\n受付番号：${number}\n\n担当の職員が確かめてから、もう一度お支払いします。進んだら、このトークでお知らせします。`;
}

function programOf({ programId }: Pick<BenefitPage, 'programId'>): string {
  if (programId === undefined) throw errors.PAGE_NOT_FOUND();
  return programId;
}
