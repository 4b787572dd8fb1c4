import type { AnswerOf } from '../../api/api-types.ts';

export type InForce = NonNullable<AnswerOf<'GET /garbage'>['inForce']>;
