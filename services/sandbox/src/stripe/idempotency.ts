// docs.stripe.com/api/idempotent_requests: "saving the resulting status code and body of the first request made for any given
// idempotency key, regardless of whether it succeeds or fails", from the moment its execution begins, for a day.
import { createHash } from 'node:crypto';
import type { JsonObject } from '../state/model.ts';
import type { Desk } from './desk.ts';
import { keyReused } from './stripe-error.ts';

const KEPT_S = 24 * 60 * 60;

export type Asked = { key: string; method: string; path: string; body: string };

/** @throws StripeError where the key stands for another request */
export function findSavedAnswer(
  { account, now }: Desk,
  asked: Asked,
): { status: number; body: JsonObject } | undefined {
  const saved = account.savedAnswers[asked.key];
  if (saved === undefined || now >= saved.at + KEPT_S) return undefined;
  if (saved.fingerprint !== fingerprintOf(asked)) throw keyReused(asked.key);
  return saved;
}

export function saveAnswer({ account, now }: Desk, asked: Asked, answer: { status: number; body: JsonObject }): void {
  const { status, body } = answer;
  for (const [key, { at }] of Object.entries(account.savedAnswers)) {
    if (now >= at + KEPT_S) delete account.savedAnswers[key];
  }
  account.savedAnswers[asked.key] = { fingerprint: fingerprintOf(asked), status, body, at: now };
}

function fingerprintOf({ method, path, body }: Asked): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');
}
