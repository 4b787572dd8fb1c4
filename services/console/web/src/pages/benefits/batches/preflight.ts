import type { AnswerOf } from '../../../api/api-types.ts';

export type Preflight = AnswerOf<'POST /programs/:programId/batches/preflight'>;
