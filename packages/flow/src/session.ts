// Where a resident's conversation stands. Plain JSON: the runtime stores it between events.
import type { Json } from '@tenohira/core';
import type { Flow, Variables } from '@tenohira/feature-kit';
import { z } from 'zod';

const variablesSchema = z.record(
  z.string(),
  z.strictObject({ value: z.json(), messageId: z.string().exactOptional() }),
);

const placeSchema = z.strictObject({ featureKey: z.string(), flowKey: z.string() });

export const sessionSchema = z.strictObject({
  /** New with each start; answers carry it, so that a tap on an old button is recognised. */
  id: z.string().min(1).max(32),
  featureKey: z.string(),
  flowKey: z.string(),
  /** Fingerprint of the flow when it was last run, to notice that staff have changed it since. */
  flowHash: z.string(),
  blockId: z.string(),
  blockType: z.string(),
  /** True: the block has asked and waits for `receive`. False: it broke before it could ask and is entered anew. */
  waiting: z.boolean(),
  variables: variablesSchema,
  /** Who called the present flow, outermost first. A caller in another feature keeps its own variables meanwhile. */
  callers: z.array(placeSchema.extend({ blockId: z.string(), variables: variablesSchema.exactOptional() })),
  /** How this conversation began, to begin it again. */
  origin: placeSchema.extend({ variables: variablesSchema }),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** How often in a row the waiting block could not understand. */
  askAgainCount: z.int().nonnegative(),
  /** How often in a row the present block broke. */
  failureCount: z.int().nonnegative(),
});

export type Session = z.infer<typeof sessionSchema>;

/** How many flows may call one another. */
export const MAX_CALLERS = 10;

/**
 * Forgets what came from a message that the resident has unsent. LINE gives no way to answer an unsend, so the
 * conversation stays where it is; texts that would show the value show nothing in its place.
 */
export function erase(session: Session, messageId: string): Session {
  const without = (variables: Variables) =>
    Object.fromEntries(Object.entries(variables).filter(([, variable]) => variable.messageId !== messageId));
  return {
    ...session,
    variables: without(session.variables),
    callers: session.callers.map((caller) =>
      caller.variables === undefined ? caller : { ...caller, variables: without(caller.variables) },
    ),
    origin: { ...session.origin, variables: without(session.origin.variables) },
  };
}

export function toVariables(values: Readonly<Record<string, Json>>): Record<string, { value: Json }> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

const hashes = new WeakMap<Flow, string>();

/** A fingerprint of the flow's content. FNV-1a, twice with different offsets: it tells edits apart, not forgeries. */
export function hashFlow(flow: Flow): string {
  const known = hashes.get(flow);
  if (known) return known;
  const text = JSON.stringify(flow);
  const hash = [0x811c9dc5, 0x01000193].map((offset) => fnv1a(text, offset)).join('');
  hashes.set(flow, hash);
  return hash;
}

function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
