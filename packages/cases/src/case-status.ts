/** What residents read for each status of a case. */
export const CASE_STATUS_TEXT = {
  received: '受付済み',
  'in-progress': '対応中',
  done: '対応済み',
  declined: '対応できません',
} as const;

export type CaseStatus = keyof typeof CASE_STATUS_TEXT;

/** Nobody works on these any more. */
export const CLOSED_STATUSES: readonly CaseStatus[] = ['done', 'declined'];

export function isCaseStatus(text: string): text is CaseStatus {
  return Object.hasOwn(CASE_STATUS_TEXT, text);
}
