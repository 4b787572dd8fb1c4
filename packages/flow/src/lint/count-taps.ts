// How many taps a flow costs, read off the graph. Opening it from the menu is the first tap.
import type { Flow } from '@tenohira/feature-kit';
import type { BlockRegistry } from '../installed-feature.ts';
import { calledFlows, type FlowGraph, type GraphNode, isEnd, toGraph } from './flow-graph.ts';

/** The other flows of the feature, for what a block calls. */
type Surroundings = { blocks: BlockRegistry; flows?: readonly Flow[] };

/**
 * The taps of the shortest way to an end; Infinity where there is none. A way out that no sample of its block takes
 * counts as costing nothing, so this is never more than a resident needs.
 */
export function fewestTaps(flow: Flow, surroundings: Surroundings): number {
  return 1 + shortest(flow, surroundings, new Set());
}

/** The taps of the longest way that visits no block twice; -Infinity where no way leads to an end. */
export function mostTaps(flow: Flow, surroundings: Surroundings): number {
  return 1 + longest(flow, surroundings, new Set());
}

/** Dijkstra's algorithm; flows are small, so the nearest is found by looking at all. */
function shortest(flow: Flow, surroundings: Surroundings, callers: ReadonlySet<string>): number {
  if (callers.has(flow.key)) return Number.POSITIVE_INFINITY;
  const graph = toGraph(flow, surroundings.blocks);
  const distance = new Map([[flow.start, 0]]);
  const open = new Set([flow.start]);
  while (open.size > 0) {
    const id = [...open].reduce((a, b) => ((distance.get(a) ?? 0) <= (distance.get(b) ?? 0) ? a : b));
    open.delete(id);
    const node = graph.nodes.get(id);
    const soFar = distance.get(id) ?? 0;
    if (!node) continue;
    if (isEnd(node)) return soFar;
    const inside = costOfCalls(node, flow, surroundings, callers, shortest, Math.min);
    for (const [output, target] of node.next) {
      const through = soFar + inside + Math.min(...costsOf(node, output));
      if (through < (distance.get(target) ?? Number.POSITIVE_INFINITY)) {
        distance.set(target, through);
        open.add(target);
      }
    }
  }
  return Number.POSITIVE_INFINITY;
}

/** Each block's longest way on is remembered; an edge back to a block on the present way is not followed. */
function longest(flow: Flow, surroundings: Surroundings, callers: ReadonlySet<string>): number {
  if (callers.has(flow.key)) return Number.NEGATIVE_INFINITY;
  const graph: FlowGraph = toGraph(flow, surroundings.blocks);
  const known = new Map<string, number>();
  const visit = (id: string, way: ReadonlySet<string>): number => {
    const remembered = known.get(id);
    if (remembered !== undefined) return remembered;
    const node = graph.nodes.get(id);
    if (!node || way.has(id)) return Number.NEGATIVE_INFINITY;
    if (isEnd(node)) return 0;
    const inside = costOfCalls(node, flow, surroundings, callers, longest, Math.max);
    const onward = [...node.next].map(
      ([output, target]) => Math.max(...costsOf(node, output)) + visit(target, new Set([...way, id])),
    );
    const most = inside + Math.max(Number.NEGATIVE_INFINITY, ...onward);
    known.set(id, most);
    return most;
  };
  return visit(flow.start, new Set());
}

function costsOf(node: GraphNode, output: string): number[] {
  const taps = (node.block.samples?.(node.config) ?? [])
    .filter((sample) => sample.output === output)
    .map((sample) => sample.taps);
  return taps.length === 0 ? [0] : taps;
}

function costOfCalls(
  node: GraphNode,
  caller: Flow,
  surroundings: Surroundings,
  callers: ReadonlySet<string>,
  count: (flow: Flow, surroundings: Surroundings, callers: ReadonlySet<string>) => number,
  choose: (...counts: number[]) => number,
): number {
  const called = calledFlows(node).flatMap((key) => surroundings.flows?.find((flow) => flow.key === key) ?? []);
  return called.length === 0
    ? 0
    : choose(...called.map((flow) => count(flow, surroundings, new Set([...callers, caller.key]))));
}
