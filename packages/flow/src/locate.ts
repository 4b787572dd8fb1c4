import type { AnyBlock, Flow, FlowBlock } from '@tenohira/feature-kit';
import type { BlockRegistry, InstalledFeature } from './installed-feature.ts';

export type Place = { featureKey: string; flowKey: string; blockId: string };

export type Located = { installed: InstalledFeature; flow: Flow; node: FlowBlock; block: AnyBlock };

/** What stands at that place, or what is missing there. */
export function locate(
  features: readonly InstalledFeature[],
  blocks: BlockRegistry,
  place: Place,
): Located | 'FEATURE_MISSING' | 'FLOW_MISSING' | 'BLOCK_MISSING' | 'BLOCK_KIND_MISSING' {
  const installed = features.find(({ feature }) => feature.key === place.featureKey);
  if (!installed) return 'FEATURE_MISSING';
  const flow = installed.flows.find(({ key }) => key === place.flowKey);
  if (!flow) return 'FLOW_MISSING';
  const node = flow.blocks[place.blockId];
  if (!node) return 'BLOCK_MISSING';
  const block = blocks.get(node.type);
  return block ? { installed, flow, node, block } : 'BLOCK_KIND_MISSING';
}

export function findFlow(features: readonly InstalledFeature[], featureKey: string, flowKey: string) {
  const installed = features.find(({ feature }) => feature.key === featureKey);
  const flow = installed?.flows.find(({ key }) => key === flowKey);
  return installed && flow ? { installed, flow } : undefined;
}
