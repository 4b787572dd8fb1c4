import type { AnswerOf } from '../../api/api-types.ts';

export type StaffRow = AnswerOf<'GET /staff'>['staff'][number];
