export { type Actor, type AuditFact, appendAudit } from './append-audit.ts';
export { describeVerification } from './describe-verification.ts';
export { type Change, findLastChange } from './find-last-change.ts';
export { type AuditLink, type AuditQuery, listAudit } from './list-audit.ts';
export { type AuditAnchor, type AuditProblem, type AuditVerification, verifyAudit } from './verify-audit.ts';
