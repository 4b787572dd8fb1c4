import { type FlowProblem, fewestTaps, lintFeature, mostTaps } from '@tenohira/flow';
import type { Catalog } from './catalog.ts';

export type FlowReview = {
  key: string;
  title: string;
  /** From the menu to the end, opening it included; null where no way leads to an end. */
  fewestTaps: number | null;
  mostTaps: number | null;
};

/** What can be said of a feature without running it: what the linter finds, and what its flows ask of a resident. */
export type FeatureReview = {
  problems: FlowProblem[];
  flows: FlowReview[];
  /** Words that begin it when a resident types them. */
  keywords: string[];
};

/** @throws AppError CATALOG_FEATURE_UNKNOWN */
export function reviewFeature(catalog: Catalog, key: string): FeatureReview {
  const feature = catalog.get(key);
  const others = [...catalog.features.values()].filter((other) => other.key !== key);
  const surroundings = { blocks: catalog.blocks, flows: feature.flows };
  return {
    problems: lintFeature(feature, [...catalog.blocks.values()], others),
    flows: feature.flows.map((flow) => ({
      ...{ key: flow.key, title: flow.title },
      fewestTaps: finite(fewestTaps(flow, surroundings)),
      mostTaps: finite(mostTaps(flow, surroundings)),
    })),
    keywords: feature.triggers.flatMap(({ keywords }) => keywords),
  };
}

function finite(taps: number): number | null {
  return Number.isFinite(taps) ? taps : null;
}
