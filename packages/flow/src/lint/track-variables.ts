// Which variables have a value at each block, and how long it can be.
import { fillTemplates, findPlaceholders } from '../fill-template.ts';
import { BUILT_IN_NAMES } from '../run-block.ts';
import { calledFlows, type FlowGraph, type GraphNode, targetsOf } from './flow-graph.ts';

export type Sizes = Readonly<Record<string, { maxLength: number }>>;

/** What is known before the flow begins: inputs, settings, what callers have set. */
export type Known = {
  sizes: Sizes;
  /** What the flows that a block calls may set. */
  setByCall(flowKey: string): Sizes;
};

export type Tracked = {
  /** Set on some way to the block. */
  may: ReadonlySet<string>;
  /** Set on every way to the block. */
  must: ReadonlySet<string>;
};

/** Values grow by the texts they are put into (`set`); after so many rounds they are long enough for any limit. */
const SIZE_ROUNDS = 3;
const SIZE_CEILING = 10_000;

/** The most characters that each variable can have anywhere in the flow. */
export function sizesIn(graph: FlowGraph, known: Known): Sizes {
  let sizes: Record<string, { maxLength: number }> = { ...BUILT_IN_NAMES, ...known.sizes };
  for (let round = 0; round < SIZE_ROUNDS; round += 1) {
    const next = { ...sizes };
    for (const node of graph.nodes.values()) {
      for (const [name, { maxLength }] of Object.entries(setsOf(node, known, sizes))) {
        next[name] = { maxLength: Math.min(SIZE_CEILING, Math.max(maxLength, next[name]?.maxLength ?? 0)) };
      }
    }
    sizes = next;
  }
  return sizes;
}

/** The config with every placeholder at its largest. */
export function fillLargest(config: unknown, sizes: Sizes): unknown {
  return fillTemplates(config, (name, text) => {
    const size = Object.hasOwn(sizes, name) ? sizes[name] : undefined;
    // A full-width letter is the most bytes a character takes; an address takes only plain ones.
    return (/^(?:https?|tel|line):/.test(text) ? 'x' : 'あ').repeat(size?.maxLength ?? 1);
  });
}

/** Follows the edges until nothing changes any more. */
export function trackVariables(graph: FlowGraph, known: Known): ReadonlyMap<string, Tracked> {
  const start = new Set([...Object.keys(known.sizes), ...Object.keys(BUILT_IN_NAMES)]);
  const tracked = new Map<string, { may: Set<string>; must: Set<string> }>();
  tracked.set(graph.flow.start, { may: start, must: start });
  const queue = [graph.flow.start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const node = graph.nodes.get(id);
    const before = tracked.get(id);
    if (!node || !before) continue;
    const own = Object.keys(setsOf(node, known, {}));
    const after = { may: new Set([...before.may, ...own]), must: new Set([...before.must, ...own]) };
    for (const target of targetsOf(node)) {
      const there = tracked.get(target);
      const merged = there
        ? {
            may: new Set([...there.may, ...after.may]),
            must: new Set([...there.must].filter((name) => after.must.has(name))),
          }
        : { may: new Set(after.may), must: new Set(after.must) };
      if (there && merged.may.size === there.may.size && merged.must.size === there.must.size) continue;
      tracked.set(target, merged);
      queue.push(target);
    }
  }
  return tracked;
}

export type Read = {
  name: string;
  /** The text has words for when there is nothing, or the block copes without. */
  optional: boolean;
  /** Where even a name that no block sets is meant so. */
  fallback: boolean;
};

/** Names that the block's texts and config read. */
export function readsOf(node: GraphNode): Read[] {
  const inTexts = findPlaceholders(node.config).map(({ name, fallback }) => ({
    name,
    optional: fallback !== undefined,
    fallback: fallback !== undefined,
  }));
  const inConfig = (node.block.reads?.(node.config) ?? []).map((name) => ({ name, optional: true, fallback: false }));
  return [...inTexts, ...inConfig];
}

export function setsOf(node: GraphNode, known: Known, sizes: Sizes): Sizes {
  const own = node.block.sets?.(fillLargest(node.config, sizes)) ?? {};
  return Object.assign({}, ...calledFlows(node).map(known.setByCall), own);
}
