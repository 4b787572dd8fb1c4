// Puts the city's messages into talk rooms, and counts them.

import type { Sandbox } from '../sandbox.ts';
import type { Bond, Channel, JsonObject, SendVia } from '../state/model.ts';
import { checkQuota, countSent } from './quota.ts';
import { createQuoteToken, nextMessageId } from './webhook-events.ts';

/** Who is no friend but wrote to the account can get pushes for seven days. */
const STRANGER_LIFE_MS = 7 * 24 * 60 * 60 * 1_000;

export type Sending = {
  channel: Channel;
  via: SendVia;
  /** Whom the request names, as far as the channel knows them. Who cannot get messages is left out without a word. */
  bonds: readonly Bond[];
  messages: readonly JsonObject[];
  retryKey?: string | undefined;
};

/** @throws LineError 429 when the month's allowance is used up; then nobody gets anything. */
export function sendMessages(sandbox: Sandbox, sending: Sending): { id: string; quoteToken: string }[] {
  const { store, clock, transcripts } = sandbox;
  const { channel, via, messages, retryKey } = sending;
  const receivers = sending.bonds.filter((bond) => canReceive(bond, via, clock.nowMs()));
  if (via !== 'reply') checkQuota(store, clock, channel, receivers.length);
  const sent = messages.map(() => ({ id: nextMessageId(store), quoteToken: createQuoteToken() }));
  for (const bond of receivers) {
    for (const [index, message] of messages.entries()) {
      transcripts.append(bond, {
        from: 'city',
        kind: 'message',
        message,
        messageId: sent[index]?.id ?? '',
        via,
        ...(retryKey === undefined ? {} : { retryKey }),
      });
    }
  }
  countSent(store, clock, channel, via, receivers.length);
  return sent;
}

function canReceive(bond: Bond, via: SendVia, nowMs: number): boolean {
  if (bond.friendship !== 'none') return bond.friendship === 'friend';
  const wroteLately = bond.lastMessageAtMs !== undefined && nowMs - bond.lastMessageAtMs <= STRANGER_LIFE_MS;
  return wroteLately && (via === 'reply' || via === 'push');
}
