// What counts: one for each recipient who can get the message, however many message objects it has; replies are free.
// developers.line.biz/en/docs/messaging-api/pricing/
import { jstDateOf } from '@tenohira/core';
import type { Channel, SendVia } from '../state/model.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import { monthlyLimitReached, parameterIsInvalid } from './line-error.ts';

const COUNTED: readonly SendVia[] = ['push', 'multicast', 'broadcast'];

/** @throws LineError 429 where the month's allowance does not cover the recipients. */
export function checkQuota(store: Store, clock: VirtualClock, channel: Channel, recipients: number): void {
  if (channel.quota.type === 'none') return;
  if (monthUsage(store, clock, channel) + recipients > channel.quota.value) throw monthlyLimitReached();
}

export function countSent(store: Store, clock: VirtualClock, channel: Channel, via: SendVia, recipients: number): void {
  const day = dayKey(clock.now());
  for (const period of [day, day.slice(0, 6)]) {
    const key = `${channel.channelId}/${period}/${via}`;
    store.world.sent[key] = (store.world.sent[key] ?? 0) + recipients;
  }
  store.touch();
}

export function monthUsage(store: Store, clock: VirtualClock, channel: Channel): number {
  const month = dayKey(clock.now()).slice(0, 6);
  return COUNTED.reduce((sum, via) => sum + (store.world.sent[`${channel.channelId}/${month}/${via}`] ?? 0), 0);
}

/**
 * How many were sent on a day (UTC+9). LINE has a day's number on the next day.
 *
 * @throws LineError 400 where `date` is not `yyyyMMdd`.
 */
export function sentOn(
  store: Store,
  clock: VirtualClock,
  channel: Channel,
  via: SendVia,
  date: string | undefined,
): { status: 'ready'; success: number } | { status: 'unready' } {
  if (date === undefined || !/^\d{8}$/.test(date)) throw parameterIsInvalid('date');
  if (date >= dayKey(clock.now())) return { status: 'unready' };
  return { status: 'ready', success: store.world.sent[`${channel.channelId}/${date}/${via}`] ?? 0 };
}

function dayKey(moment: Date): string {
  return jstDateOf(moment).replaceAll('-', '');
}
