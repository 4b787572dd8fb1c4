// Runs one block by itself, frozen input and all, as the engine would.
import type { AnyBlock, BlockContext, BlockEvent, BlockResult, BlockSample, Ports, Variables } from '../block.ts';
import { samplePlatformPorts } from '../sample-platform-ports.ts';

export type Surroundings = {
  variables?: Variables;
  settings?: unknown;
  /** Made anew for each run, so that a port that counts gives the same again. */
  ports?: () => Ports;
  now?: Date;
};

export const NOW = new Date('2026-11-24T10:00:00+09:00');

export function makeContext(config: unknown, { variables = {}, settings = {}, ports, now = NOW }: Surroundings) {
  let tokens = 0;
  const context: BlockContext<unknown> = {
    config: deepFreeze(structuredClone(config)),
    variables: deepFreeze(structuredClone(variables)),
    settings: deepFreeze(structuredClone(settings)),
    resident: Object.freeze({ id: 'resident-1' }),
    now: new Date(now),
    ports: { ...samplePlatformPorts(), ...ports?.() },
    answer: (value) => {
      const data = `a|session|block|${value}`;
      if (value.length > 220) throw new RangeError('an answer is longer than 220 UTF-16 code units');
      return data;
    },
    newToken: () => {
      tokens += 1;
      return `token-${String(tokens).padStart(10, '0')}-deterministic`;
    },
    newId: () => {
      tokens += 1;
      return `00000000-0000-7000-8000-${String(tokens).padStart(12, '0')}`;
    },
  };
  return context;
}

export async function enterBlock(block: AnyBlock, config: unknown, surroundings: Surroundings): Promise<BlockResult> {
  return block.enter(makeContext(config, surroundings));
}

/** Enters, then gives the events one after another as long as the block waits. The last result, and what it had set. */
export async function playBlock(
  block: AnyBlock,
  config: unknown,
  events: readonly BlockEvent[],
  surroundings: Surroundings,
): Promise<BlockResult> {
  let result = await enterBlock(block, config, surroundings);
  let variables: Variables = { ...surroundings.variables, ...result.set };
  for (const event of events) {
    if (!block.receive || (result.then !== 'wait' && result.then !== 'ask-again')) return result;
    const opened = result.effects?.find(({ type }) => type === 'form.open') ?? openForm(variables);
    const context = makeContext(config, { ...surroundings, variables });
    result = await block.receive(context, deepFreeze(withFormId(structuredClone(event), opened)));
    variables = { ...variables, ...result.set };
  }
  return result;
}

export function sampleEvent({ event }: BlockSample): BlockEvent {
  if (event.type === 'postback' || event.type === 'follow') {
    throw new Error(`a sample of type ${event.type} never reaches a block: use answer`);
  }
  return event;
}

/** A sample cannot know the id of a form that the block has opened: any UUID beside a token in its variables. */
function openForm(variables: Variables): { payload: unknown } | undefined {
  const payload = Object.values(variables)
    .map(({ value }) => value)
    .find((value) => typeof value === 'object' && value !== null && !Array.isArray(value) && 'formId' in value);
  return payload === undefined ? undefined : { payload };
}

function withFormId(event: BlockEvent, opened: { payload: unknown } | undefined): BlockEvent {
  if (event.type !== 'form' || event.formId !== '') return event;
  const payload = opened?.payload;
  const formId = typeof payload === 'object' && payload !== null && 'formId' in payload ? payload.formId : undefined;
  return typeof formId === 'string' ? { ...event, formId } : event;
}

export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
