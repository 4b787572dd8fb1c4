import type { Json } from '@tenohira/core';
import type { Message } from '@tenohira/line';
import type { z } from 'zod';
import type { ResidentEvent } from './resident-event.ts';

/** A variable of a conversation. `messageId` says which LINE message it came from, so that an unsend can erase it. */
export type Variable = { value: Json; messageId?: string };
export type Variables = Readonly<Record<string, Variable>>;

/** What should happen outside the conversation. The runtime carries it out in the same transaction, by `type`. */
export type Effect = { type: string; payload: Json };

/**
 * Narrow, read-only ways to the tenant's data, each already scoped to the tenant: `{ 'garbage-guide': { … } }`.
 * A block names what it needs by its `Ports` type; the feature (or the runtime) that owns the block supplies it.
 */
export type Ports = Readonly<Record<string, unknown>>;

export type BlockResident = {
  id: string;
  /** The LINE name, if known. Never used for identity. */
  displayName?: string;
};

export type BlockContext<Config, P = Ports> = {
  /** With every `{{variable}}` filled in. */
  config: Config;
  variables: Variables;
  /** The tenant's settings of the feature, as its schema gave them. */
  settings: unknown;
  resident: BlockResident;
  now: Date;
  ports: P;
  /** Data for a postback button that answers this very block: `ctx.answer('yes')`. Old buttons are recognised by it. */
  answer(value: string): string;
  /** Unguessable, for links. */
  newToken(): string;
  /** A new UUID, for what an effect creates: `caseId`, `formId`. */
  newId(): string;
};

export type BlockResult = {
  messages?: readonly Message[];
  set?: Readonly<Record<string, Variable>>;
  effects?: readonly Effect[];
} & (
  | { then: 'go'; output: string }
  /** Stay here until the resident's next event. */
  | { then: 'wait' }
  /** Stay here because the event made no sense to this block; `messages` say what would. */
  | { then: 'ask-again' }
  /** Run another flow (of this feature, or of another that the tenant has on) and come back to output `next`. */
  | { then: 'start'; flow: string; feature?: string }
  | { then: 'end' }
);

/** What a resident could do at a block, for the simulator: an event that leads out of it, and what it costs in taps. */
export type BlockSample = {
  output: string;
  /** `answer` is the value that the block gave to `ctx.answer`. */
  event:
    | ResidentEvent
    | { type: 'answer'; value: string; params?: { date?: string; time?: string; datetime?: string } };
  /** Choosing a button is 1; typing or sending a photo is counted by what it takes on a phone. */
  taps: number;
};

/** The browser-safe half of a block: what the builder, the linter and the simulator need. */
export type BlockDefinition<Schema extends z.ZodType = z.ZodType> = {
  /** Folder name = key. Blocks of a feature begin with its key and a dot. */
  key: string;
  title: string;
  description: string;
  category: 'message' | 'question' | 'logic' | 'action';
  /** Each field carries its label and help by `.meta({ title, description })`: the builder draws the form from it. */
  config: Schema;
  /** The edges that leave this block for that config. Each must lead somewhere. */
  outputs(config: z.infer<Schema>): readonly string[];
  /** Variables that this block sets, with the most characters (UTF-16 code units) a value of theirs can have. */
  sets?(config: z.infer<Schema>): Readonly<Record<string, { maxLength: number }>>;
  /** Variables that the config reads other than by `{{…}}`. */
  reads?(config: z.infer<Schema>): readonly string[];
  /** Flows that this block may run by `then: 'start'`. */
  starts?(config: z.infer<Schema>): readonly { flow: string; feature?: string }[];
  /**
   * The messages this block may send at once, at their largest, for the linter to hold against LINE's limits.
   * Sets that are alternatives of each other are separate entries.
   */
  preview(config: z.infer<Schema>): readonly (readonly Message[])[];
  /** For each way out that takes the resident's doing, one sample. None for a block that never waits. */
  samples?(config: z.infer<Schema>): readonly BlockSample[];
};

/**
 * A block: its definition, and what it does. `enter` runs when the conversation arrives, `receive` when the resident
 * acts while it waits here. Both decide and return; they never send, write or read on their own, and the same context
 * and event always give the same result. They may run twice for one event (a crash in between), so a result is all
 * they may produce.
 */
export type Block<Schema extends z.ZodType = z.ZodType, P = Ports> = BlockDefinition<Schema> & {
  enter(context: BlockContext<z.infer<Schema>, P>): BlockResult | Promise<BlockResult>;
  receive?(context: BlockContext<z.infer<Schema>, P>, event: BlockEvent): BlockResult | Promise<BlockResult>;
};

/** What `receive` gets: as the resident's event, but a tap on a button made with `ctx.answer(value)` arrives as `answer`. */
export type BlockEvent =
  | Exclude<ResidentEvent, { type: 'postback' } | { type: 'follow' }>
  | { type: 'answer'; value: string; params?: { date?: string; time?: string; datetime?: string } };

/** Any block, for registries: what its config and ports are is known only to itself. */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds blocks of every config; each is called with what its own schema parsed
export type AnyBlock = Block<any, any>;

/** The half that the browser may load. */
export function defineBlockDefinition<Schema extends z.ZodType>(
  definition: BlockDefinition<Schema>,
): BlockDefinition<Schema> {
  return definition;
}

/** Joins a definition with what it does. */
export function defineBlock<Schema extends z.ZodType, P = Ports>(
  definition: BlockDefinition<Schema>,
  behaviour: Pick<Block<Schema, P>, 'enter' | 'receive'>,
): Block<Schema, P> {
  return { ...definition, ...behaviour };
}
