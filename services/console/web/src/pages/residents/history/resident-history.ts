import type { AnswerOf } from '../../../api/api-types.ts';

export type ResidentHistory = AnswerOf<'POST /residents/:residentId/opening'>;

export const CRUMBS = [{ to: '/residents', label: '住民' }];
