// Walks a conversation from block to block until one waits, the flow ends, or something breaks.
import type { Flow, Message, Variables } from '@tenohira/feature-kit';
import { postbackAction } from '@tenohira/feature-kit';
import { engineTexts } from './engine-texts.ts';
import { findFlow, type Located, locate } from './locate.ts';
import { mainMenu } from './main-menu.ts';
import { startPostback } from './postback.ts';
import { placeOf, type Ran, runBlock, type Step } from './run-block.ts';
import { hashFlow, MAX_CALLERS, type Session } from './session.ts';
import {
  type AdvanceInput,
  DEFAULT_SESSION_TIMEOUT_MS,
  type FeatureEffect,
  type LogEntry,
  say,
  type Turn,
} from './turn.ts';

/** A conversation that runs through more blocks than this for one event goes round in circles. */
export const MAX_BLOCKS_PER_EVENT = 100;
/** Where a called flow comes back to. */
const RETURN_OUTPUT = 'next';
const MAX_FAILURES = 2;
/** From this answer on that a block cannot understand, the way out is pointed out. */
export const ASK_AGAIN_BEFORE_HELP = 3;

export type World = Omit<AdvanceInput, 'session' | 'event'>;

/** A turn, and whether its first block could not make sense of the event. */
export type Run = Turn & { misunderstood: boolean };

/** Begins a flow. Undefined where there is no such flow. */
export async function startFlow(
  world: World,
  featureKey: string,
  flowKey: string,
  variables: Session['variables'],
): Promise<Turn | undefined> {
  const found = findFlow(world.features, featureKey, flowKey);
  if (!found) return undefined;
  const session: Session = {
    id: world.context.newToken().slice(0, 16),
    featureKey,
    flowKey,
    ...firstBlock(found.flow),
    waiting: false,
    variables,
    callers: [],
    origin: { featureKey, flowKey, variables },
    startedAt: world.context.now.toISOString(),
    expiresAt: expiry(world),
    askAgainCount: 0,
    failureCount: 0,
  };
  return runConversation(world, session, { do: 'enter' });
}

/** Runs on from where the session stands. */
export async function runConversation(world: World, from: Session, firstStep: Step): Promise<Run> {
  let session: Session = { ...from, expiresAt: expiry(world) };
  let step = firstStep;
  const messages: Message[] = [];
  const effects: FeatureEffect[] = [];
  const log: LogEntry[] = [];
  const done = (turn: Turn, misunderstood = false): Run => ({
    session: turn.session,
    messages: [...messages, ...turn.messages],
    effects: [...effects, ...turn.effects],
    log: [...log, ...turn.log],
    misunderstood,
  });

  for (let count = 0; count < MAX_BLOCKS_PER_EVENT; count += 1) {
    const located = locate(world.features, world.blocks, session);
    if (typeof located === 'string') return done(flowGone(world, session, located));
    const ran = await runBlock(located, session, step, world.context);
    log.push(...ran.log);
    if (!ran.ok) return done(broken(world, session, step, ran));

    const { result } = ran;
    messages.push(...(result.messages ?? []));
    effects.push(...(result.effects ?? []).map((effect) => ({ ...effect, featureKey: session.featureKey })));
    session = { ...session, variables: { ...session.variables, ...result.set }, failureCount: 0 };

    if (result.then === 'wait') return done(say([], { ...session, waiting: true, askAgainCount: 0 }));
    if (result.then === 'ask-again') return done(askedAgain(session), true);
    const next = nextPlace(world, session, located, result);
    if (next === 'ended') return done(say([], undefined));
    if (typeof next === 'string') return done(broken(world, session, step, { ok: false, code: next, log: [] }));
    session = next;
    step = { do: 'enter' };
  }
  return done(ended(world, [{ level: 'error', code: 'LOOP', ...placeOf(session) }]));
}

type Onward = Extract<Ran, { ok: true }>['result'] & { then: 'go' | 'start' | 'end' };

function nextPlace(world: World, session: Session, located: Located, result: Onward): Session | 'ended' | string {
  switch (result.then) {
    case 'go':
      return moveTo(session, located.flow, located.node.next[result.output] ?? '');
    case 'start':
      return callFlow(world, session, result.feature ?? session.featureKey, result.flow);
    case 'end':
      return returnToCaller(world, session);
  }
}

function moveTo(session: Session, flow: Located['flow'], blockId: string): Session {
  return {
    ...session,
    blockId,
    blockType: flow.blocks[blockId]?.type ?? '',
    flowHash: hashFlow(flow),
    waiting: false,
    askAgainCount: 0,
    failureCount: 0,
  };
}

/** Within one feature the flows share their variables; another feature's flow gets those that it declares as inputs. */
function callFlow(world: World, session: Session, featureKey: string, flowKey: string): Session | string {
  if (session.callers.length >= MAX_CALLERS) return 'TOO_MANY_CALLERS';
  const found = findFlow(world.features, featureKey, flowKey);
  if (!found) return 'FLOW_UNKNOWN';
  const { variables } = session;
  const sameFeature = featureKey === session.featureKey;
  const caller = { ...placeOf(session), ...(sameFeature ? {} : { variables }) };
  return {
    ...moveTo(session, found.flow, found.flow.start),
    featureKey,
    flowKey,
    variables: sameFeature ? variables : inputsOf(found.flow, variables),
    callers: [...session.callers, caller],
  };
}

function inputsOf({ inputs = {} }: Flow, variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => Object.hasOwn(inputs, name)));
}

function returnToCaller(world: World, session: Session): Session | 'ended' | string {
  const caller = session.callers.at(-1);
  if (!caller) return 'ended';
  const found = findFlow(world.features, caller.featureKey, caller.flowKey);
  const next = found?.flow.blocks[caller.blockId]?.next[RETURN_OUTPUT];
  if (!found || next === undefined) return 'EDGE_MISSING';
  return {
    ...moveTo(session, found.flow, next),
    featureKey: caller.featureKey,
    flowKey: caller.flowKey,
    variables: caller.variables ?? session.variables,
    callers: session.callers.slice(0, -1),
  };
}

function askedAgain(session: Session): Turn {
  const askAgainCount = session.askAgainCount + 1;
  const help: Message[] =
    askAgainCount >= ASK_AGAIN_BEFORE_HELP ? [{ type: 'text', text: engineTexts.stillNotUnderstood }] : [];
  return say(help, { ...session, waiting: true, askAgainCount });
}

/** The conversation stays where it broke, once; the second time in a row it ends. */
function broken(world: World, session: Session, step: Step, ran: Extract<Ran, { ok: false }>): Turn {
  const detail = ran.detail === undefined ? {} : { detail: ran.detail };
  const log: LogEntry[] = [{ level: 'error', code: ran.code, ...placeOf(session), ...detail }];
  const failureCount = session.failureCount + 1;
  if (failureCount >= MAX_FAILURES) return ended(world, log);
  const waiting = step.do === 'receive';
  return say([{ type: 'text', text: engineTexts.broken }], { ...session, waiting, failureCount }, log);
}

function ended(world: World, log: readonly LogEntry[]): Turn {
  const { features, context } = world;
  return say(
    [{ type: 'text', text: engineTexts.brokenAgain }, ...mainMenu(features, context.cityName)],
    undefined,
    log,
  );
}

/** The city has switched off or changed what the session stood on. */
function flowGone(world: World, session: Session, code: string): Turn {
  const { features, context } = world;
  const log: LogEntry[] = [{ level: 'warning', code, ...placeOf(session) }];
  const begin = beginAgainMessage(world, session, engineTexts.flowChanged);
  if (begin) return say([begin], undefined, log);
  return say(
    [{ type: 'text', text: engineTexts.notAvailable }, ...mainMenu(features, context.cityName)],
    undefined,
    log,
  );
}

/** Says so, with a button that begins the session's flow again. Undefined where that flow is gone. */
export function beginAgainMessage(
  world: World,
  { origin }: Session,
  text: (title: string) => string,
): Message | undefined {
  const found = findFlow(world.features, origin.featureKey, origin.flowKey);
  if (!found) return undefined;
  const values = Object.fromEntries(Object.entries(origin.variables).map(([name, { value }]) => [name, value]));
  const action = postbackAction(engineTexts.beginAgain, beginAgainData(origin, values));
  return {
    type: 'text',
    text: text(found.installed.feature.title),
    quickReply: { items: [{ type: 'action', action }] },
  };
}

function beginAgainData(origin: Session['origin'], values: Parameters<typeof startPostback>[2]): string {
  try {
    return startPostback(origin.featureKey, origin.flowKey, values);
  } catch {
    return startPostback(origin.featureKey, origin.flowKey); // what was brought along does not fit: it is asked for again
  }
}

function firstBlock(flow: Located['flow']) {
  return { blockId: flow.start, blockType: flow.blocks[flow.start]?.type ?? '', flowHash: hashFlow(flow) };
}

function expiry({ context }: World): string {
  return new Date(context.now.getTime() + (context.sessionTimeoutMs ?? DEFAULT_SESSION_TIMEOUT_MS)).toISOString();
}
