import type { AnswerOf } from '../../../api/api-types.ts';

export type Claim = AnswerOf<'GET /claims/:claimId'>;
