// A flow as a graph: what each block is, what it needs, and where its edges lead.
import type { AnyBlock, Flow, FlowBlock } from '@tenohira/feature-kit';
import type { BlockRegistry } from '../installed-feature.ts';

export type GraphNode = {
  id: string;
  node: FlowBlock;
  block: AnyBlock;
  /** As the block's schema gave it, placeholders unfilled. */
  config: unknown;
  outputs: readonly string[];
  /** It may stay here until the resident acts. */
  waits: boolean;
  /** Output → id of a block that is there. */
  next: ReadonlyMap<string, string>;
};

export type FlowGraph = { flow: Flow; nodes: ReadonlyMap<string, GraphNode> };

/** The blocks that are of a known kind and have a valid config; the others are left out. */
export function toGraph(flow: Flow, blocks: BlockRegistry): FlowGraph {
  const nodes = new Map<string, GraphNode>();
  for (const [id, node] of Object.entries(flow.blocks)) {
    const block = blocks.get(node.type);
    const config = block?.config.safeParse(node.config);
    if (!block || !config?.success) continue;
    const outputs = block.outputs(config.data);
    const next = new Map(
      outputs.flatMap((output) => {
        const target = node.next[output];
        return target !== undefined && Object.hasOwn(flow.blocks, target) ? [[output, target] as const] : [];
      }),
    );
    const waits = (block.samples?.(config.data) ?? []).length > 0;
    nodes.set(id, { id, node, block, config: config.data, outputs, waits, next });
  }
  return { flow, nodes };
}

export function targetsOf(node: GraphNode): string[] {
  return [...new Set(node.next.values())];
}

/** Ids of what can be reached from there, itself included. */
export function reachableFrom(graph: FlowGraph, from: string): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = graph.nodes.get(id);
    // A block that cannot be read yet still leads on: one mistake is not reported as many.
    queue.push(...(node ? targetsOf(node) : Object.values(graph.flow.blocks[id]?.next ?? {})));
  }
  return seen;
}

/** True for a block at which the flow ends. */
export function isEnd(node: GraphNode): boolean {
  return node.outputs.length === 0;
}

/** Flows of the same feature that the block runs. */
export function calledFlows(node: GraphNode): string[] {
  const starts = node.block.starts?.(node.config) ?? [];
  return starts.flatMap(({ flow, feature }) => (feature === undefined ? [flow] : []));
}
