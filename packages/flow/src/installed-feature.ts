import type { AnyBlock, AnyFeature, Flow } from '@tenohira/feature-kit';

/** What the engine needs of a feature: also a feature that staff made in the builder has this. */
export type FeatureManifest = Pick<AnyFeature, 'key' | 'version' | 'title' | 'menu' | 'triggers'>;

/** A feature as one tenant has it. */
export type InstalledFeature = {
  feature: FeatureManifest;
  /** As the feature's schema parsed them. */
  settings: unknown;
  /** The flows in force: the published ones, or the tenant's own copies. */
  flows: readonly Flow[];
  /** Lower comes first in the main menu. */
  menuOrder: number;
  /** Why the resident at hand may not begin it; absent where they may. What they have begun goes on all the same. */
  barred?: Barred;
};

/** `not-registered`: it is for who has shown who they are. `testing`: the city's own people are still trying it out. */
export type Barred = 'not-registered' | 'testing';

export type BlockRegistry = ReadonlyMap<string, AnyBlock>;

/** @example createBlockRegistry(sharedBlocks, ...features.map((feature) => feature.blocks)) */
export function createBlockRegistry(...groups: readonly (readonly AnyBlock[])[]): BlockRegistry {
  return new Map(groups.flat().map((block) => [block.key, block]));
}

export function inMenuOrder(features: readonly InstalledFeature[]): readonly InstalledFeature[] {
  return features.toSorted((a, b) => a.menuOrder - b.menuOrder || a.feature.key.localeCompare(b.feature.key));
}
