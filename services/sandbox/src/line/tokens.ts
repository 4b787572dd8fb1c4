// Channel access tokens: developers.line.biz/en/docs/basics/channel-access-token/
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { randomHex } from '../state/ids.ts';
import type { Channel } from '../state/model.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import { authenticationFailed } from './line-error.ts';

const STATELESS_LIFE_S = 900;
const SHORT_LIVED_LIFE_S = 2_592_000;
const SHORT_LIVED_MAX = 30;

const claimsSchema = z.object({ c: z.string(), k: z.enum(['stateless', 'short-lived']), e: z.number(), i: z.string() });
type Claims = z.infer<typeof claimsSchema>;

export type IssuedToken = { token_type: 'Bearer'; access_token: string; expires_in: number };

/** 15 minutes, as many as wanted, cannot be revoked. Signed, so that nothing needs to be stored. */
export function issueStatelessToken(store: Store, clock: VirtualClock, channel: Channel): IssuedToken {
  const claims: Claims = {
    c: channel.channelId,
    k: 'stateless',
    e: clock.nowMs() + STATELESS_LIFE_S * 1_000,
    i: randomHex(8),
  };
  return { token_type: 'Bearer', access_token: sign(store, claims), expires_in: STATELESS_LIFE_S };
}

/** 30 days, 30 at a time: the 31st ends the oldest. */
export function issueShortLivedToken(store: Store, clock: VirtualClock, channel: Channel): IssuedToken {
  const now = clock.nowMs();
  const claims: Claims = {
    c: channel.channelId,
    k: 'short-lived',
    e: now + SHORT_LIVED_LIFE_S * 1_000,
    i: randomHex(8),
  };
  const living = channel.shortLivedTokens.filter((token) => token.expiresAtMs > now);
  channel.shortLivedTokens = [...living, { id: claims.i, expiresAtMs: claims.e }].slice(-SHORT_LIVED_MAX);
  store.touch();
  return { token_type: 'Bearer', access_token: sign(store, claims), expires_in: SHORT_LIVED_LIFE_S };
}

/** Ends a short-lived token. LINE answers 200 for an unknown one, too. */
export function revokeShortLivedToken(
  store: Store,
  findChannel: (id: string) => Channel | undefined,
  token: string,
): void {
  const claims = readClaims(store, token);
  const channel = claims === undefined ? undefined : findChannel(claims.c);
  if (channel === undefined) return;
  channel.shortLivedTokens = channel.shortLivedTokens.filter((known) => known.id !== claims?.i);
  store.touch();
}

/**
 * The channel that the request speaks for.
 *
 * @throws LineError 401 without a token, with a forged one and with one that has expired.
 */
export function authenticate(
  store: Store,
  clock: VirtualClock,
  findChannel: (id: string) => Channel | undefined,
  authorization: string | undefined,
): Channel {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw authenticationFailed('missing token');
  const claims = readClaims(store, token);
  const channel = claims === undefined ? undefined : findChannel(claims.c);
  if (claims === undefined || channel === undefined) throw authenticationFailed('invalid token');
  if (claims.e <= clock.nowMs()) throw authenticationFailed('token expired');
  if (claims.k === 'short-lived' && !channel.shortLivedTokens.some((known) => known.id === claims.i)) {
    throw authenticationFailed('invalid token');
  }
  return channel;
}

function sign(store: Store, claims: Claims): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${macOf(store, payload).toString('base64url')}`;
}

function readClaims(store: Store, token: string): Claims | undefined {
  const [payload, mac, ...rest] = token.split('.');
  if (payload === undefined || mac === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(store, payload);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

function macOf(store: Store, payload: string): Buffer {
  return createHmac('sha256', store.world.tokenKey).update(payload).digest();
}
