export { CASE_STATUS_TEXT, type CaseStatus, CLOSED_STATUSES, isCaseStatus } from './case-status.ts';
export { changeCaseStatus, type StatusChange } from './change-case-status.ts';
export { errors as caseErrors } from './errors.ts';
export { distanceInMetres, findNearbyCases } from './find-nearby-cases.ts';
export { type CaseListItem, getCase, listCases } from './list-cases.ts';
export {
  type CaseSubmission,
  eraseMessageFromCases,
  followCase,
  reserveCaseNumber,
  submitCase,
} from './submit-case.ts';
