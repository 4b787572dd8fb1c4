import type { AnswerOf } from '../../api/api-types.ts';

/** One of the catalog, as its card shows it. */
export type FeatureCard = AnswerOf<'GET /features'>['features'][number];

/** One with its settings. */
export type FeatureDetail = AnswerOf<'GET /features/:featureKey'>;
