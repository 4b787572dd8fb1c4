import type { TenantDb } from '@tenohira/db';
import type { BenefitOffer } from '@tenohira/feature-kit';
import type { PayoutMethods } from '@tenohira/payouts';
import { findOwnHousehold, findStanding, isClaimable, listPortions, lockHousehold, type Portion } from './portions.ts';
import { findTerms, offeredMethods, type ProgramTerms, periodAt } from './program-terms.ts';

export type OfferDependencies = { methods: PayoutMethods };

/** What this resident may see of a program at that moment. A program or household that is not theirs looks like none. */
export async function findOffer(
  db: TenantDb,
  deps: OfferDependencies,
  residentId: string,
  programId: string,
  now: Date,
): Promise<BenefitOffer> {
  const terms = await findTerms(db, programId);
  if (!terms || terms.status === 'draft') return noOffer(programId);
  const standing = await findStanding(db, residentId, programId);
  if (standing) return makeOffer(terms, await listPortions(db, standing), residentId, deps.methods, now);
  // Who applied by a letter has no match, and still follows their own application; they can do nothing else by it.
  const own = await findOwnHousehold(db, residentId, programId);
  if (!own) return { ...noOffer(programId), programName: terms.name, closesOn: terms.closesOn };
  const portions = await listPortions(db, own);
  const claimed = portions.find((portion) => portion.claimResidentId === residentId);
  if (!claimed) return { ...noOffer(programId), programName: terms.name, closesOn: terms.closesOn };
  const offer = makeOffer(terms, portions, residentId, deps.methods, now);
  return { ...offer, state: 'applied', amountYen: claimed.claimYen ?? offer.amountYen };
}

/** The same, holding the household to the end of the transaction. */
export async function lockOffer(
  db: TenantDb,
  deps: OfferDependencies,
  residentId: string,
  programId: string,
  now: Date,
): Promise<BenefitOffer> {
  const standing = await findStanding(db, residentId, programId);
  if (standing) await lockHousehold(db, standing.householdId);
  return findOffer(db, deps, residentId, programId, now);
}

/** Programs in which this resident can do or see something, newest first. */
export async function listOffers(
  db: TenantDb,
  deps: OfferDependencies,
  residentId: string,
  now: Date,
): Promise<BenefitOffer[]> {
  const programs = await db.sql<{ id: string }>(
    `select p.id from benefit_program p where p.status <> 'draft' and (exists (
       select 1 from identity_registration r
       join benefit_match m on m.registration_id = r.id and m.status = 'accepted' and m.program_id = p.id
       where r.resident_id = $1)
       or exists (select 1 from benefit_claim c where c.resident_id = $1 and c.program_id = p.id and c.status <> 'cancelled'))
     order by p.created_at desc, p.id desc`,
    [residentId],
  );
  const offers: BenefitOffer[] = [];
  for (const { id } of programs) offers.push(await findOffer(db, deps, residentId, id, now));
  return offers.filter((offer) => offer.state !== 'none');
}

/** The offer that these portions make, seen by that resident. */
export function makeOffer(
  terms: ProgramTerms,
  portions: readonly Portion[],
  residentId: string,
  methods: PayoutMethods,
  now: Date,
): BenefitOffer {
  const state = stateOf(terms, portions, residentId, now);
  const own = portions.find((portion) => portion.claimResidentId === residentId);
  const claimable = portions.filter(isClaimable);
  const amountYen = state === 'applied' ? (own?.claimYen ?? 0) : sumYen(claimable.length > 0 ? claimable : portions);
  const accountTail = portions.find((portion) => portion.isHead || portion.isFenced)?.accountTail;
  return {
    programId: terms.programId,
    programName: terms.name,
    state,
    amountYen: state === 'none' ? 0 : amountYen,
    closesOn: terms.closesOn,
    isPractice: terms.isPractice,
    methods: offeredMethods(terms, methods, amountYen).map(({ key, title, summary, asks }) => ({
      key,
      title,
      summary,
      asks,
    })),
    texts: terms.texts,
    ...(accountTail ? { accountTail } : {}),
    ...(own?.claimNumber && own.claimStatus ? { claimNumber: own.claimNumber, claimStatus: own.claimStatus } : {}),
    ...(terms.surveyKey === null ? {} : { surveyKey: terms.surveyKey }),
  };
}

function stateOf(
  terms: ProgramTerms,
  portions: readonly Portion[],
  residentId: string,
  now: Date,
): BenefitOffer['state'] {
  const claimable = portions.filter(isClaimable);
  const period = terms.status === 'closed' ? 'over' : periodAt(terms, now);
  if (claimable.length > 0 && period === 'within') {
    return claimable.every((portion) => portion.status === 'declined') ? 'declined' : 'open';
  }
  // A portion that came late into the household can still be open beside those of an own claim.
  if (portions.some((portion) => portion.claimResidentId === residentId)) return 'applied';
  if (portions.some((portion) => portion.claimId !== null)) return 'taken';
  return claimable.length > 0 && period !== 'within' ? period : 'none';
}

const sumYen = (portions: readonly Portion[]) => portions.reduce((sum, portion) => sum + portion.amountYen, 0);

function noOffer(programId: string): BenefitOffer {
  return {
    programId,
    programName: '',
    state: 'none',
    amountYen: 0,
    closesOn: '',
    isPractice: false,
    methods: [],
    texts: {},
  };
}
