// Says what is wrong with a flow before any resident meets it: shape, edges, loops, variables, LINE's limits, taps.
import type { Flow, Message } from '@tenohira/feature-kit';
import { flowSchema } from '@tenohira/feature-kit';
import { checkMessages } from '@tenohira/line/check';
import type { z } from 'zod';
import { MESSAGES_PER_CALL } from '../arrange-messages.ts';
import type { BlockRegistry } from '../installed-feature.ts';
import { SETTINGS_PREFIX } from '../run-block.ts';
import { fewestTaps } from './count-taps.ts';
import { calledFlows, type FlowGraph, type GraphNode, isEnd, reachableFrom, targetsOf, toGraph } from './flow-graph.ts';
import type { FlowProblem } from './flow-problem.ts';
import { settingSizes } from './setting-sizes.ts';
import {
  fillLargest,
  type Known,
  type Read,
  readsOf,
  type Sizes,
  setsOf,
  sizesIn,
  trackVariables,
} from './track-variables.ts';

export type LintSurroundings = {
  blocks: BlockRegistry;
  /** The feature's flows, this one included. */
  flows?: readonly Flow[];
  /** The feature's settings, for `{{settings.…}}`. */
  settings?: z.ZodType;
  /** Whether another feature has that flow. Absent: nothing is said about other features. */
  hasFlow?(feature: string, flow: string): boolean;
};

/** All problems of one flow, the worst of its shape first. */
export function lintFlow(flow: Flow, surroundings: LintSurroundings): FlowProblem[] {
  const shape = flowSchema.safeParse(flow);
  if (!shape.success) {
    const where = shape.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' / ');
    return [problem('error', flow, undefined, 'FLOW_SHAPE', `会話の形が正しくありません（${where}）。`)];
  }
  const graph = toGraph(flow, surroundings.blocks);
  const known = knownBefore(flow, surroundings);
  const sizes = sizesIn(graph, known);
  return [
    ...checkBlocks(flow, surroundings.blocks),
    ...checkEdges(graph),
    ...checkCalls(graph, surroundings),
    ...checkWays(graph),
    ...checkLoops(graph),
    ...checkVariables(graph, known),
    ...checkLimits(graph, sizes),
    ...checkTurns(graph, sizes, surroundings),
    ...checkTaps(flow, surroundings),
  ];
}

function problem(
  severity: FlowProblem['severity'],
  flow: Flow,
  block: string | undefined,
  code: FlowProblem['code'],
  message: string,
): FlowProblem {
  return { severity, flow: flow.key, ...(block === undefined ? {} : { block }), code, message };
}

function nameOf({ id, block }: GraphNode): string {
  return `「${block.title}」(${id})`;
}

function checkBlocks(flow: Flow, blocks: BlockRegistry): FlowProblem[] {
  const start: FlowProblem[] = Object.hasOwn(flow.blocks, flow.start)
    ? []
    : [
        problem(
          'error',
          flow,
          undefined,
          'START_MISSING',
          `最初の部品「${flow.start}」がありません。最初の部品をえらんでください。`,
        ),
      ];
  const kinds = Object.entries(flow.blocks).flatMap(([id, node]) => {
    const block = blocks.get(node.type);
    if (!block) {
      return [
        problem(
          'error',
          flow,
          id,
          'BLOCK_KIND_UNKNOWN',
          `部品「${id}」の種類「${node.type}」がありません。ほかの種類にしてください。`,
        ),
      ];
    }
    // A block's own schema is known only to itself; its issues are zod's.
    const config: z.ZodSafeParseResult<unknown> = block.config.safeParse(node.config);
    return (config.error?.issues ?? []).map(({ path, message }) =>
      problem(
        'error',
        flow,
        id,
        'CONFIG_INVALID',
        `「${block.title}」(${id})の設定「${path.join('.')}」を直してください（${message}）。`,
      ),
    );
  });
  return [...start, ...kinds];
}

function checkEdges({ flow, nodes }: FlowGraph): FlowProblem[] {
  return [...nodes.values()].flatMap((node) => {
    const missing = node.outputs
      .filter((output) => node.node.next[output] === undefined)
      .map((output) =>
        problem('error', flow, node.id, 'EDGE_MISSING', `${nameOf(node)}の「${output}」の行き先を決めてください。`),
      );
    const nowhere = Object.entries(node.node.next).flatMap(([output, target]) => {
      if (!node.outputs.includes(output)) {
        return [
          problem(
            'warning',
            flow,
            node.id,
            'EDGE_UNKNOWN',
            `${nameOf(node)}に「${output}」という出口はありません。線を消してください。`,
          ),
        ];
      }
      if (Object.hasOwn(flow.blocks, target)) return [];
      return [
        problem(
          'error',
          flow,
          node.id,
          'EDGE_TO_NOWHERE',
          `${nameOf(node)}の行き先「${target}」がありません。行き先を決めなおしてください。`,
        ),
      ];
    });
    return [...missing, ...nowhere];
  });
}

function checkCalls({ flow, nodes }: FlowGraph, { flows, hasFlow }: LintSurroundings): FlowProblem[] {
  return [...nodes.values()].flatMap((node) =>
    (node.block.starts?.(node.config) ?? [])
      .filter(({ flow: key, feature }) =>
        feature === undefined ? flows && !flows.some((other) => other.key === key) : hasFlow && !hasFlow(feature, key),
      )
      .map(({ flow: key, feature }) =>
        problem(
          'error',
          flow,
          node.id,
          'FLOW_UNKNOWN',
          `${nameOf(node)}がはじめる会話「${feature ? `${feature}/` : ''}${key}」がありません。`,
        ),
      ),
  );
}

/** Everything can be reached, and from everywhere there is a way to an end. */
function checkWays(graph: FlowGraph): FlowProblem[] {
  const { flow, nodes } = graph;
  if (!Object.hasOwn(flow.blocks, flow.start)) return [];
  const reached = reachableFrom(graph, flow.start);
  const unreachable = [...nodes.values()]
    .filter(({ id }) => !reached.has(id))
    .map((node) =>
      problem(
        'warning',
        flow,
        node.id,
        'BLOCK_UNREACHABLE',
        `${nameOf(node)}には、どこからも進めません。線をつなぐか、消してください。`,
      ),
    );
  const stuck = [...nodes.values()].filter(({ id, waits }) => {
    if (!waits || !reached.has(id)) return false;
    return ![...reachableFrom(graph, id)].some((other) => {
      const node = nodes.get(other);
      return node && isEnd(node);
    });
  });
  return [
    ...unreachable,
    ...stuck.map((node) =>
      problem(
        'error',
        flow,
        node.id,
        'NO_WAY_OUT',
        `${nameOf(node)}から「おわり」まで進めません。「おわり」につないでください。`,
      ),
    ),
  ];
}

/** A circle of blocks none of which waits for the resident would never stop. */
function checkLoops({ flow, nodes }: FlowGraph): FlowProblem[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: FlowProblem[] = [];
  const visit = (id: string): void => {
    const node = nodes.get(id);
    if (!node || node.waits || state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      found.push(
        problem(
          'error',
          flow,
          id,
          'LOOP_WITHOUT_QUESTION',
          `${nameOf(node)}から、質問なしで同じところへ戻ります。間に質問を入れてください。`,
        ),
      );
      return;
    }
    state.set(id, 'open');
    for (const target of targetsOf(node)) visit(target);
    state.set(id, 'done');
  };
  for (const id of nodes.keys()) visit(id);
  return found;
}

function checkVariables(graph: FlowGraph, known: Known): FlowProblem[] {
  const { flow, nodes } = graph;
  const tracked = trackVariables(graph, known);
  const somewhere = new Set([...nodes.values()].flatMap((node) => Object.keys(setsOf(node, known, {}))));
  return [...nodes.values()].flatMap((node) => {
    const there = tracked.get(node.id);
    if (!there) return [];
    const unknown = readsOf(node).filter(
      ({ name, fallback }) => !there.may.has(name) && !(fallback && somewhere.has(name)),
    );
    const unsure = readsOf(node).filter(
      ({ name, optional }) => !optional && there.may.has(name) && !there.must.has(name),
    );
    return [
      ...namesOf(unknown).map((name) => {
        const hint = somewhere.has(name) ? 'この部品より前に聞いてください。' : '名前を確かめてください。';
        return problem(
          'error',
          flow,
          node.id,
          'VARIABLE_UNKNOWN',
          `${nameOf(node)}で使う「${name}」は、まだ決まっていません。${hint}`,
        );
      }),
      ...namesOf(unsure).map((name) =>
        problem(
          'warning',
          flow,
          node.id,
          'VARIABLE_MAYBE_UNSET',
          `${nameOf(node)}の「{{${name}}}」は、空のことがあります。「{{${name}|なし}}」のように、空のときの言葉を決めてください。`,
        ),
      ),
    ];
  });
}

function namesOf(reads: readonly Read[]): string[] {
  return [...new Set(reads.map(({ name }) => name))];
}

function previewsOf(node: GraphNode, sizes: Sizes): readonly (readonly Message[])[] {
  return node.block.preview(fillLargest(node.config, sizes));
}

function checkLimits({ flow, nodes }: FlowGraph, sizes: Sizes): FlowProblem[] {
  return [...nodes.values()].flatMap((node) => {
    const texts = new Set(
      previewsOf(node, sizes).flatMap((messages) =>
        messages.flatMap((message) => checkMessages([message]).map((found) => found.message)),
      ),
    );
    const limits = [...texts].map((text) => problem('error', flow, node.id, 'LINE_LIMIT', `${nameOf(node)}：${text}`));
    const hidden = previewsOf(node, sizes).some((messages) =>
      messages.slice(0, -1).some(({ quickReply }) => quickReply),
    );
    const shown = previewsOf(node, sizes).some((messages) => messages.at(-1)?.quickReply);
    const followed = !node.waits && shown && !isEnd(node);
    return hidden || followed
      ? [
          ...limits,
          problem(
            'warning',
            flow,
            node.id,
            'QUICK_REPLY_HIDDEN',
            `${nameOf(node)}の選択肢は、次のメッセージが出ると見えなくなります。最後のメッセージにつけてください。`,
          ),
        ]
      : limits;
  });
}

/** Counts the messages from one of the resident's doings to the next. */
function checkTurns(graph: FlowGraph, sizes: Sizes, { flows, blocks }: LintSurroundings): FlowProblem[] {
  const count = ({ flow, nodes }: FlowGraph, id: string, way: ReadonlySet<string>): number => {
    const node = nodes.get(id);
    const step = `${flow.key}/${id}`;
    if (!node || way.has(step)) return 0;
    const own = Math.max(0, ...previewsOf(node, sizes).map((messages) => messages.length));
    if (node.waits) return own;
    const further = new Set([...way, step]);
    const called = calledFlows(node).flatMap((key) => flows?.find((other) => other.key === key) ?? []);
    const inside = called.map((other) => count(toGraph(other, blocks), other.start, further));
    return (
      own +
      Math.max(0, ...inside) +
      Math.max(0, ...targetsOf(node).map((target) => count({ flow, nodes }, target, further)))
    );
  };
  const { flow, nodes } = graph;
  const afterAnswers = [...nodes.values()].filter(({ waits }) => waits).flatMap(targetsOf);
  return [...new Set([flow.start, ...afterAnswers])].flatMap((id) => {
    const messages = count(graph, id, new Set());
    const node = nodes.get(id);
    if (!node || messages <= MESSAGES_PER_CALL) return [];
    return [
      problem(
        'error',
        flow,
        id,
        'TOO_MANY_MESSAGES',
        `${nameOf(node)}から、メッセージが続けて${messages}個出ます。${MESSAGES_PER_CALL}個までにまとめてください。`,
      ),
    ];
  });
}

function checkTaps(flow: Flow, surroundings: LintSurroundings): FlowProblem[] {
  if (flow.maxTaps === undefined) return [];
  const taps = fewestTaps(flow, surroundings);
  if (taps <= flow.maxTaps) return [];
  const found = Number.isFinite(taps) ? `いまは${taps}タップです` : 'いまは終わりまで進めません';
  return [
    problem(
      'error',
      flow,
      undefined,
      'TOO_MANY_TAPS',
      `「${flow.title}」は${flow.maxTaps}タップで終わる約束ですが、${found}。質問を減らしてください。`,
    ),
  ];
}

/** A flow that others of the feature call sees what they have set. */
function knownBefore(flow: Flow, { blocks, flows = [], settings }: LintSurroundings): Known {
  const graphs = new Map(flows.map((other) => [other.key, toGraph(other, blocks)]));
  const callers = [...graphs.values()].filter(({ nodes }) =>
    [...nodes.values()].some((node) => calledFlows(node).includes(flow.key)),
  );
  const blind: Known = { sizes: {}, setByCall: () => ({}) };
  const allSets = (graph: FlowGraph | undefined): Sizes =>
    Object.assign({}, ...[...(graph?.nodes.values() ?? [])].map((node) => setsOf(node, blind, {})));
  const fromSettings = Object.entries(settings ? settingSizes(settings) : {}).map(([key, size]) => [
    `${SETTINGS_PREFIX}${key}`,
    size,
  ]);
  return {
    sizes: Object.assign({}, Object.fromEntries(fromSettings), ...callers.map(allSets), flow.inputs),
    setByCall: (key) => allSets(graphs.get(key)),
  };
}
