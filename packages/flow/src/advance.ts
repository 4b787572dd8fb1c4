// One event in, the new state and what to say and do out. Reads through the ports it is given and does nothing else:
// the gateway, the builder's preview and the tests run this same function.
import type { Message } from '@tenohira/feature-kit';
import { arrangeMessages } from './arrange-messages.ts';
import { extraActions } from './extra-actions.ts';
import { route } from './routing.ts';
import type { Session } from './session.ts';
import type { AdvanceInput, FeatureEffect, LogEntry } from './turn.ts';

export type Advanced = {
  /** Undefined: no conversation is under way. */
  session: Session | undefined;
  /** The reply: at most five. */
  messages: readonly Message[];
  /** What did not fit the reply, in groups of at most five, to be pushed in order. The linter keeps this empty. */
  further: readonly (readonly Message[])[];
  effects: readonly FeatureEffect[];
  log: readonly LogEntry[];
  /** Which route the event took; see ROUTES. */
  route: string;
};

/**
 * Decides what an event leads to. Deterministic given its ports: called twice with the same input (a crash in between)
 * it gives the same result. Never throws because of what a resident sent or a block did; a port that rejects in
 * `recognise` does reject here.
 */
export async function advance(input: AdvanceInput): Promise<Advanced> {
  const { route: name, turn } = await route(input);
  const [messages = [], ...further] = arrangeMessages(turn.messages, extraActions(turn, input.context.cityName));
  const log: LogEntry[] = [...turn.log];
  if (further.length > 0)
    log.push({ level: 'warning', code: 'MORE_THAN_FIVE_MESSAGES', ...placeIn(input, turn.session) });
  return { session: turn.session, messages, further, effects: turn.effects, log, route: name };
}

function placeIn(input: AdvanceInput, session: Session | undefined) {
  const place = session ?? input.session;
  return place ? { featureKey: place.featureKey, flowKey: place.flowKey, blockId: place.blockId } : {};
}
