import type { Json } from '@tenohira/core';
import type { BlockResident, Effect, Message, Ports, ResidentEvent } from '@tenohira/feature-kit';
import type { BlockRegistry, InstalledFeature } from './installed-feature.ts';
import type { Session } from './session.ts';

/** What the engine may ask of the world while it decides. Reads only. */
export type AdvanceContext = {
  resident: BlockResident;
  now: Date;
  cityName: string;
  /** What a new friend is greeted with. Absent: a general greeting. */
  greeting?: string;
  /** The flow in which residents show who they are, in a city that has it on. */
  registration?: { feature: string; flow: string };
  /** How long a question waits for its answer. 30 minutes unless the city says otherwise. */
  sessionTimeoutMs?: number;
  /** The ports of the feature's blocks, the platform's included. */
  ports(featureKey: string): Ports;
  /** Unguessable. At least 16 characters of `A–Z a–z 0–9 _ -`. */
  newToken(): string;
  /** A new UUID. */
  newId(): string;
  /** Asks one feature whether a text is meant for it. */
  recognise?(
    featureKey: string,
    text: string,
  ): Promise<{ flow: string; variables: Readonly<Record<string, Json>> } | undefined>;
};

export type FeatureEffect = Effect & { featureKey: string };

/** For staff and operators. Never holds what a resident wrote. */
export type LogEntry = {
  level: 'info' | 'warning' | 'error';
  code: string;
  featureKey?: string;
  flowKey?: string;
  blockId?: string;
  /** Codes, names of outputs and variables; no values. */
  detail?: string;
};

export type AdvanceInput = {
  features: readonly InstalledFeature[];
  blocks: BlockRegistry;
  session: Session | undefined;
  event: ResidentEvent;
  context: AdvanceContext;
};

/** What one event led to, before the messages are arranged for LINE. */
export type Turn = {
  session: Session | undefined;
  messages: readonly Message[];
  effects: readonly FeatureEffect[];
  log: readonly LogEntry[];
};

export const DEFAULT_SESSION_TIMEOUT_MS = 30 * 60 * 1000;

export function say(messages: readonly Message[], session: Session | undefined, log: readonly LogEntry[] = []): Turn {
  return { session, messages, effects: [], log };
}

/** The turn with these messages before its own. */
export function prefaced(turn: Turn, messages: readonly Message[], log: readonly LogEntry[] = []): Turn {
  return { ...turn, messages: [...messages, ...turn.messages], log: [...log, ...turn.log] };
}
