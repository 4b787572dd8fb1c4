export { type ApplyDependencies, type ApplyResult, applyList } from './lists/apply-list.ts';
export {
  type ColumnDescription,
  type ColumnMapping,
  columnMappingSchema,
  describeColumns,
  LIST_COLUMNS,
} from './lists/columns.ts';
export { CHANGED_FIELDS, type ListDifference, WITHDRAW_REASONS } from './lists/difference.ts';
export { errors as benefitListErrors } from './lists/errors.ts';
export { type ImportDependencies, importList, type ListReport, type ListRequest } from './lists/import-list.ts';
export {
  householdIndexOf,
  type ListedPerson,
  personIndexOf,
  readListedAccount,
  readListedPerson,
} from './lists/listed-person.ts';
export { findList, listLists, type StoredList } from './lists/read-lists.ts';
export type { ListProblem } from './lists/report.ts';
export { saveMapping } from './lists/save-mapping.ts';
export { decideMatch, MATCH_STATUSES } from './matching/decide-match.ts';
export { type DoubtfulMatch, listDoubtfulMatches } from './matching/list-doubtful-matches.ts';
export { type MatchCounts, matchProgram, matchRegistration } from './matching/match-program.ts';
export { MATCH_REASONS, type MatchReason, matchReasonText } from './matching/match-reason.ts';
export {
  type Program,
  type ProgramChange,
  type ProgramInput,
  type ProgramTexts,
  programChangeSchema,
  programInputSchema,
  programTextsSchema,
} from './programs/program.ts';
export {
  closeProgram,
  createProgram,
  getProgram,
  listPrograms,
  openProgram,
  updateProgram,
} from './programs/programs.ts';
export { planReach, type Reach } from './reach/plan-reach.ts';
