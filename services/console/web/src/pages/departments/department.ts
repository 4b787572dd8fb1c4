import type { AnswerOf } from '../../api/api-types.ts';

export type Department = AnswerOf<'GET /departments'>['departments'][number];
