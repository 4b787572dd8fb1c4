import type { AnswerOf } from '../../../api/api-types.ts';

export type CaseDetail = AnswerOf<'GET /cases/:caseNumber'>;
