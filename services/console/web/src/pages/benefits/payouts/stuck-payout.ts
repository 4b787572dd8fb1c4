import type { AnswerOf } from '../../../api/api-types.ts';

export type StuckPayout = AnswerOf<'GET /payouts/stuck'>['payouts'][number];
