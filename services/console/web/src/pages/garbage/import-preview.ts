import type { AnswerOf } from '../../api/api-types.ts';

export type ImportPreview = AnswerOf<'POST /garbage/import/preview'>;
