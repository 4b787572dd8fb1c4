export {
  type Approval,
  approveClaims,
  type ClaimToApprove,
  fillInAccount,
  listClaimsToApprove,
} from './claims/approve-claims.ts';
export {
  addFencedPortion,
  declinePortion,
  expireProgram,
  fencePortion,
  type PortionDecision,
} from './claims/change-portions.ts';
export { CHANNELS, type Channel } from './claims/channel.ts';
export { claimByLetterCode, findByLetterCode, type LetterClaim, type LetterKey } from './claims/claim-by-letter.ts';
export {
  claimByResident,
  declineByResident,
  findOwnClaim,
  type OwnClaim,
  type ResidentClaim,
} from './claims/claim-by-resident.ts';
export { reserveClaimNumber } from './claims/claim-number.ts';
export {
  forgetCodeTrials,
  listClaimsOfResident,
  listUnfinishedClaims,
  type ResidentApplication,
} from './claims/claims-of-resident.ts';
export { type Correction, correctClaim } from './claims/correct-claim.ts';
export type { ClaimDependencies, ClaimTools } from './claims/dependencies.ts';
export {
  type FoundHousehold,
  type FoundPortion,
  findHousehold,
  type HouseholdKey,
  readHousehold,
} from './claims/find-household.ts';
export { findOffer, listOffers, lockOffer, type OfferDependencies } from './claims/find-offer.ts';
export { followPayout, followPayouts, releaseWithdrawn } from './claims/follow-payout.ts';
export { type ClaimProxy, type ClaimReceipt, PROXY_KINDS } from './claims/insert-claim.ts';
export { cancelClaim, confirmKeyedClaim, type KeyedClaim, keyInClaim } from './claims/key-in-claim.ts';
export {
  CLAIM_STATUSES,
  type ClaimFilter,
  type ClaimStatus,
  type ListedClaim,
  listClaims,
} from './claims/list-claims.ts';
export { PORTION_STATUSES, type PortionStatus } from './claims/portions.ts';
export { type ClaimDetail, type ClaimRecipient, readClaim, showRecipient } from './claims/read-claim.ts';
export { ACCOUNT_KINDS, type AccountKind } from './claims/recipient.ts';
export { errors as benefitErrors } from './errors.ts';
export { type Evidence, readEvidence } from './evidence/read-evidence.ts';
export { issueLetters, type LetterOrder, type LetterRun, letterUrl } from './letters/issue-letters.ts';
export { formatLetterCode, makeLetterCode, parseLetterCode } from './letters/letter-code.ts';
export * from './lists-index.ts';
export { type BenefitFlow, noticeMessage, storeReceivedNotice } from './notices/claim-notices.ts';
export { notifyMatched, previewNotice } from './notices/notify-matched.ts';
export {
  countClaimsToApprove,
  countMatchesToDecide,
  countPapersToConfirm,
  findProgramNames,
  listProgramProgress,
  type ProgramProgress,
  type ProgramWork,
} from './programs/waiting-work.ts';
export {
  emptyTotals,
  type ProgramTotals,
  type ProgressReport,
  readProgress,
  readTotals,
  type Totals,
} from './progress/read-progress.ts';
