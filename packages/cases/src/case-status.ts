/** What people read for each status of a case. */
export const CASE_STATUS_TEXT = {
  received: '受付済み',
  'in-progress': '対応中',
  done: '対応済み',
  declined: '対応できません',
  merged: 'ほかの受付にまとめました',
} as const;

export type CaseStatus = keyof typeof CASE_STATUS_TEXT;

export const CASE_STATUSES = Object.keys(CASE_STATUS_TEXT) as CaseStatus[]; // Object.keys forgets the keys

/** Somebody has to do something about these. */
export const OPEN_STATUSES: readonly CaseStatus[] = ['received', 'in-progress'];

/** Nobody works on these any more. */
export const CLOSED_STATUSES: readonly CaseStatus[] = ['done', 'declined', 'merged'];

/**
 * Where a case may go from here. Back to `received` it does not go: the resident was told that somebody is at it. A closed
 * one is opened again by `in-progress`; a merged one stays merged, its followers are with the other.
 */
export const NEXT_STATUSES: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  received: ['in-progress', 'done', 'declined'],
  'in-progress': ['done', 'declined'],
  done: ['in-progress'],
  declined: ['in-progress'],
  merged: [],
};

export function isCaseStatus(text: string): text is CaseStatus {
  return Object.hasOwn(CASE_STATUS_TEXT, text);
}
