// X-Line-Retry-Key: developers.line.biz/en/docs/messaging-api/retrying-api-request/
import type { AcceptedRequest, Channel } from '../state/model.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import { LineError, refuse } from './line-error.ts';

const LIFE_MS = 24 * 60 * 60 * 1_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The key of the request in lower case, if it has one and LINE has not accepted it before.
 *
 * @throws LineError 400 where the endpoint takes no key or the key is no UUID, 409 where it was accepted before,
 *   whatever the body: LINE looks at the key alone.
 */
export function checkRetryKey(
  store: Store,
  clock: VirtualClock,
  channel: Channel,
  header: string | undefined,
  endpointTakesKeys: boolean,
): string | undefined {
  if (header === undefined) return undefined;
  // LINE documents the status, not the words: these two messages are the sandbox's own.
  if (!endpointTakesKeys) throw refuse(400, 'The retry key is not supported by this API');
  if (!UUID.test(header)) throw refuse(400, 'The retry key is invalid');
  const key = header.toLowerCase();
  const accepted = store.world.retryKeys[`${channel.channelId}/${key}`];
  if (accepted === undefined || accepted.acceptedAtMs + LIFE_MS <= clock.nowMs()) return key;
  const message = 'The retry key is already accepted';
  throw new LineError(
    409,
    accepted.sentMessages === undefined ? { message } : { message, sentMessages: accepted.sentMessages },
    { 'x-line-accepted-request-id': accepted.requestId },
  );
}

export function recordAcceptance(
  store: Store,
  clock: VirtualClock,
  channel: Channel,
  key: string,
  accepted: Omit<AcceptedRequest, 'acceptedAtMs'>,
): void {
  store.world.retryKeys[`${channel.channelId}/${key}`] = { acceptedAtMs: clock.nowMs(), ...accepted };
  store.touch();
}
