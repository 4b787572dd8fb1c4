// Walks every path of a feature's flow through the real engine, with what each block says a resident could do, and
// counts the taps. For publishing, for the builder's preview of paths, and for tests.
import type { AnyBlock, AnyFeature, BlockSample, Message, Ports, ResidentEvent } from '@tenohira/feature-kit';
import { type Advanced, advance } from './advance.ts';
import { deterministicIds } from './deterministic-ids.ts';
import { type BlockRegistry, createBlockRegistry, type InstalledFeature } from './installed-feature.ts';
import { answerPostback, startPostback } from './postback.ts';
import type { Session } from './session.ts';
import type { AdvanceContext, LogEntry } from './turn.ts';

export type SimulatedPath = {
  flow: string;
  /** What the resident did, in order; the first opens the flow. */
  events: readonly ResidentEvent[];
  taps: number;
  /** What the city said, turn by turn. */
  turns: readonly (readonly Message[])[];
  /** Where it came to: the end of the flow; a break; a block that waits without a sample that leads on; the bound on loops. */
  outcome: 'ended' | 'broken' | 'stuck' | 'cut';
  effects: readonly string[];
  log: readonly LogEntry[];
};

export type Simulation = {
  paths: readonly SimulatedPath[];
  /** True where there were more paths than `maxPaths`: what is not here was not looked at. */
  incomplete: boolean;
};

export type SimulateOptions = {
  /** Only this flow; otherwise all of the feature's. */
  flow?: string;
  settings?: unknown;
  now?: Date;
  maxPaths?: number;
};

/** A path takes the same sample at the same block at most this often. */
const SAME_STEP_MAX = 2;
const DEFAULT_MAX_PATHS = 1000;

type World = { features: readonly InstalledFeature[]; blocks: BlockRegistry; context: AdvanceContext };
type Walk = Omit<SimulatedPath, 'outcome'> & {
  session: Session | undefined;
  formId: string;
  taken: ReadonlyMap<string, number>;
};

/**
 * @param blocks the shared blocks; the feature's own are added
 * @param ports what every block gets; lookups answer as they would
 */
export async function simulate(
  feature: AnyFeature,
  blocks: readonly AnyBlock[],
  ports: Ports,
  options: SimulateOptions = {},
): Promise<Simulation> {
  const {
    settings = feature.settings.parse({}),
    now = new Date('2026-11-24T01:00:00Z'),
    maxPaths = DEFAULT_MAX_PATHS,
  } = options;
  const world: World = {
    features: [{ feature, settings, flows: feature.flows, menuOrder: 0 }],
    blocks: createBlockRegistry(blocks, feature.blocks),
    context: {
      resident: { id: 'resident-1' },
      now,
      cityName: 'みほん市',
      ports: () => ports,
      ...deterministicIds(),
    },
  };
  const keys = feature.flows.map(({ key }) => key).filter((key) => options.flow === undefined || key === options.flow);
  const paths: SimulatedPath[] = [];
  for (const key of keys) {
    const open = [await begin(world, feature.key, key)];
    for (let walk = open.pop(); walk; walk = open.pop()) {
      if (paths.length >= maxPaths) return { paths, incomplete: true };
      const { outcome, onward } = await step(world, walk);
      if (outcome) paths.push(toPath(walk, outcome));
      open.push(...onward.toReversed());
    }
  }
  return { paths, incomplete: false };
}

async function begin(world: World, featureKey: string, flow: string): Promise<Walk> {
  const event: ResidentEvent = { type: 'postback', data: startPostback(featureKey, flow) };
  const empty: Walk = {
    flow,
    events: [],
    taps: 0,
    turns: [],
    effects: [],
    log: [],
    session: undefined,
    formId: '',
    taken: new Map(),
  };
  return follow(empty, event, 1, await advance({ ...world, session: undefined, event }));
}

/** The walks that go on from here, or how this one came to an end. */
async function step(world: World, walk: Walk): Promise<{ outcome?: SimulatedPath['outcome']; onward: Walk[] }> {
  const { session } = walk;
  if (walk.log.some(({ level }) => level === 'error')) return { outcome: 'broken', onward: [] };
  if (!session) return { outcome: 'ended', onward: [] };
  const samples = samplesAt(world, session);
  const onward: Walk[] = [];
  let cut = false;
  for (const [index, sample] of samples.entries()) {
    const key = `${session.featureKey}/${session.flowKey}/${session.blockId}/${index}`;
    const times = walk.taken.get(key) ?? 0;
    if (times >= SAME_STEP_MAX) {
      cut = true;
      continue;
    }
    const event = toEvent(sample, session, walk.formId);
    const advanced = await advance({ ...world, session, event });
    // A sample may need another one before it: "no more photos" makes sense after the first.
    if ((advanced.session?.askAgainCount ?? 0) > session.askAgainCount) continue;
    onward.push({ ...follow(walk, event, sample.taps, advanced), taken: new Map(walk.taken).set(key, times + 1) });
  }
  if (onward.length > 0) return { onward };
  return { outcome: cut ? 'cut' : 'stuck', onward };
}

function samplesAt({ features, blocks }: World, { featureKey, flowKey, blockId }: Session): readonly BlockSample[] {
  const flow = features.find(({ feature }) => feature.key === featureKey)?.flows.find(({ key }) => key === flowKey);
  const node = flow?.blocks[blockId];
  const block = node && blocks.get(node.type);
  const config = block?.config.safeParse(node?.config);
  return (config?.success && block?.samples?.(config.data)) || [];
}

function toEvent({ event }: BlockSample, session: Session, formId: string): ResidentEvent {
  if (event.type === 'form') return { ...event, formId };
  if (event.type !== 'answer') return event;
  const data = answerPostback(session.id, session.blockId, event.value);
  return event.params ? { type: 'postback', data, params: event.params } : { type: 'postback', data };
}

function follow(walk: Walk, event: ResidentEvent, taps: number, advanced: Advanced): Walk {
  return {
    ...walk,
    events: [...walk.events, event],
    taps: walk.taps + taps,
    turns: [...walk.turns, [...advanced.messages, ...advanced.further.flat()]],
    effects: [...walk.effects, ...advanced.effects.map(({ type }) => type)],
    log: [...walk.log, ...advanced.log],
    session: advanced.session,
    formId: openedForm(advanced) ?? walk.formId,
  };
}

/** The id of the form that the turn has opened. */
export function openedForm({ effects }: Advanced): string | undefined {
  const payload = effects.findLast(({ type }) => type === 'form.open')?.payload;
  const formId =
    typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload.formId : undefined;
  return typeof formId === 'string' ? formId : undefined;
}

function toPath({ flow, events, taps, turns, effects, log }: Walk, outcome: SimulatedPath['outcome']): SimulatedPath {
  return { flow, events, taps, turns, outcome, effects, log };
}
