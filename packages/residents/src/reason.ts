import { containsMyNumber } from '@tenohira/core';
import { errors } from './errors.ts';

/** In characters. One who has no time for five has no reason. */
const LENGTH = { min: 5, max: 200 };

/** What somebody gives as their reason, as it goes into the audit. @throws AppError RESIDENT_REASON_MISSING, RESIDENT_MY_NUMBER */
export function readReason(text: string): string {
  const reason = text.trim();
  if (reason.length < LENGTH.min || reason.length > LENGTH.max) throw errors.REASON_MISSING();
  if (containsMyNumber(reason)) throw errors.MY_NUMBER();
  return reason;
}
