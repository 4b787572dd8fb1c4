// What is published: features and the shared blocks that their flows are made of. Held in memory; it is the same for
// every tenant, and what differs between tenants is in their installs.
import type { AnyBlock, AnyFeature } from '@tenohira/feature-kit';
import { type BlockRegistry, createBlockRegistry } from '@tenohira/flow';
import { errors } from './errors.ts';

export type Catalog = {
  features: ReadonlyMap<string, AnyFeature>;
  blocks: BlockRegistry;
  /** @throws AppError CATALOG_FEATURE_UNKNOWN */
  get(key: string): AnyFeature;
};

export function createCatalog(features: readonly AnyFeature[], sharedBlocks: readonly AnyBlock[]): Catalog {
  const byKey = new Map(features.map((feature) => [feature.key, feature]));
  return {
    features: byKey,
    blocks: createBlockRegistry(sharedBlocks, ...features.map((feature) => feature.blocks)),
    get: (key) => {
      const feature = byKey.get(key);
      if (!feature) throw errors.FEATURE_UNKNOWN({ details: { key } });
      return feature;
    },
  };
}
