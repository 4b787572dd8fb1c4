export { type Assignment, assignCase } from './assign-case.ts';
export type { CaseEntry } from './case-entries.ts';
export {
  CASE_STATUS_TEXT,
  CASE_STATUSES,
  type CaseStatus,
  CLOSED_STATUSES,
  isCaseStatus,
  NEXT_STATUSES,
  OPEN_STATUSES,
} from './case-status.ts';
export { changeCaseStatus, type StatusChange } from './change-case-status.ts';
export { errors as caseErrors } from './errors.ts';
export { type CaseExport, exportCases } from './export-cases.ts';
export { distanceInMetres, findNearbyCases } from './find-nearby-cases.ts';
export { forgetFollower, type KeptWithCases } from './forget-follower.ts';
export {
  type CaseCursor,
  type CaseFilter,
  type CaseListItem,
  type CaseOrder,
  type CasePage,
  countCases,
  listCases,
} from './list-cases.ts';
export {
  type CaseWork,
  countCaseWork,
  findCaseNumbers,
  listCasesOfResident,
  type ResidentCase,
} from './look-up-cases.ts';
export { type Merge, mergeCases } from './merge-cases.ts';
export { noteCase } from './note-case.ts';
export { type NoticeOpenings, noticeOpenings } from './notices.ts';
export { type CaseDetail, type CaseField, getCase, readCasePhoto, recordFormsOpened } from './read-case.ts';
export {
  addReplyTemplate,
  changeReplyTemplate,
  fillTemplate,
  listReplyTemplates,
  type ReplyTemplate,
  removeReplyTemplate,
  type TemplateInput,
} from './reply-templates.ts';
export { type Reply, replyToReporter } from './reply-to-reporter.ts';
export {
  type CaseOrigin,
  type CaseSubmission,
  eraseMessageFromCases,
  followCase,
  reserveCaseNumber,
  submitCase,
} from './submit-case.ts';
