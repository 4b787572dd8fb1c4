// Runs one block once, and holds what comes back against the contract: a block's mistake becomes a code, never a throw.
import { AppError, jstDateOf } from '@tenohira/core';
import type { AnyBlock, BlockContext, BlockEvent, BlockResult, FlowBlock } from '@tenohira/feature-kit';
import { checkMessages } from '@tenohira/line/check';
import { fillTemplates, findPlaceholders, formatValue } from './fill-template.ts';
import type { Located } from './locate.ts';
import { answerPostback } from './postback.ts';
import type { Session } from './session.ts';
import type { AdvanceContext, LogEntry } from './turn.ts';

export type Step = { do: 'enter' } | { do: 'receive'; event: BlockEvent };

export type Ran =
  | { ok: true; result: BlockResult; log: readonly LogEntry[] }
  | { ok: false; code: string; detail?: string; log: readonly LogEntry[] };

export async function runBlock(located: Located, session: Session, step: Step, context: AdvanceContext): Promise<Ran> {
  const { block, node } = located;
  const parsed = block.config.safeParse(node.config);
  if (!parsed.success) return { ok: false, code: 'BLOCK_CONFIG_INVALID', log: [] };
  const config: unknown = parsed.data;
  const log = missingVariables(config, session, located, context);
  try {
    const blockContext = toBlockContext(config, located, session, context);
    const result = await perform(block, blockContext, step);
    const fault = faultOf(result, block, node, config, step);
    return fault ? { ok: false, ...fault, log } : { ok: true, result, log };
  } catch (error) {
    return { ok: false, code: 'BLOCK_THREW', detail: error instanceof AppError ? error.code : nameOf(error), log };
  }
}

function perform(block: AnyBlock, context: BlockContext<unknown>, step: Step): BlockResult | Promise<BlockResult> {
  if (step.do === 'enter') return block.enter(context);
  if (!block.receive) throw new TypeError('block does not receive');
  return block.receive(context, step.event);
}

function toBlockContext(
  config: unknown,
  located: Located,
  session: Session,
  context: AdvanceContext,
): BlockContext<unknown> {
  return {
    config: fillTemplates(config, (name) => lookUp(name, session, located, context)),
    variables: session.variables,
    settings: located.installed.settings,
    resident: context.resident,
    now: context.now,
    ports: context.ports(session.featureKey),
    answer: (value) => answerPostback(session.id, session.blockId, value),
    newToken: context.newToken,
    newId: context.newId,
  };
}

/** Names that stand for something without having been set: the linter knows them too. */
export const BUILT_IN_NAMES: Readonly<Record<string, { maxLength: number }>> = { 'city-name': { maxLength: 20 } };
export const SETTINGS_PREFIX = 'settings.';

function lookUp(name: string, session: Session, located: Located, context: AdvanceContext): string | undefined {
  const today = jstDateOf(context.now);
  if (name === 'city-name') return context.cityName;
  if (name.startsWith(SETTINGS_PREFIX)) {
    const { settings } = located.installed;
    if (typeof settings !== 'object' || settings === null) return undefined;
    const value: unknown = Object.entries(settings).find(([key]) => key === name.slice(SETTINGS_PREFIX.length))?.[1];
    return typeof value === 'string' || typeof value === 'number' ? formatValue(value, today) : undefined;
  }
  const variable = Object.hasOwn(session.variables, name) ? session.variables[name] : undefined;
  return variable === undefined ? undefined : formatValue(variable.value, today);
}

function missingVariables(
  config: unknown,
  session: Session,
  located: Located,
  context: AdvanceContext,
): readonly LogEntry[] {
  return findPlaceholders(config)
    .filter(({ name, fallback }) => fallback === undefined && lookUp(name, session, located, context) === undefined)
    .map(({ name }) => ({ level: 'warning', code: 'VARIABLE_NOT_SET', ...placeOf(session), detail: name }));
}

export function placeOf({ featureKey, flowKey, blockId }: Session) {
  return { featureKey, flowKey, blockId };
}

/** What is wrong with a result, if anything. */
function faultOf(
  result: BlockResult | undefined,
  block: AnyBlock,
  node: FlowBlock,
  config: unknown,
  step: Step,
): { code: string; detail?: string } | undefined {
  const then: unknown = result?.then;
  if (!result || !THENS.has(then)) return { code: 'RESULT_INVALID' };
  if (result.then === 'go') {
    if (!block.outputs(config).includes(result.output)) return { code: 'OUTPUT_UNKNOWN', detail: result.output };
    if (node.next[result.output] === undefined) return { code: 'EDGE_MISSING', detail: result.output };
  }
  if ((result.then === 'wait' || result.then === 'ask-again') && !block.receive)
    return { code: 'WAITS_WITHOUT_RECEIVE' };
  if (result.then === 'ask-again' && step.do === 'enter') return { code: 'ASKS_AGAIN_BEFORE_ASKING' };
  // One by one: how many there may be is settled when the turn is arranged.
  const [problem] = (result.messages ?? []).flatMap((message) => checkMessages([message]));
  return problem ? { code: 'MESSAGE_INVALID', detail: problem.code } : undefined;
}

const THENS: ReadonlySet<unknown> = new Set(['go', 'wait', 'ask-again', 'start', 'end']);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
