import type { AnswerOf } from '../../api/api-types.ts';

export type Home = AnswerOf<'GET /home'>;
