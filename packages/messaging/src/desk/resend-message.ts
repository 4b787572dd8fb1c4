// Sending a message again, because a person says so: a new row with a retry key of its own.
import { type Actor, appendAudit } from '@tenohira/audit';
import { type AppError, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from '../errors.ts';
import { findMessage } from './list-messages.ts';
import type { ResendRule } from './resend-rule.ts';

export type Resend = {
  messageId: string;
  /** That it may arrive twice is known and accepted. */
  confirmed: boolean;
  actor: Actor;
};

const REFUSALS: Readonly<Record<Exclude<ResendRule, 'possible' | 'risky'>, () => AppError>> = {
  sent: errors.ALREADY_SENT,
  'under-way': errors.UNDER_WAY,
  resent: errors.ALREADY_RESENT,
  'too-early': errors.RESEND_TOO_EARLY,
  pointless: errors.RESEND_POINTLESS,
};

/**
 * @returns the message that is on its way instead
 * @throws AppError MESSAGING_MESSAGE_NOT_FOUND, _ALREADY_SENT, _UNDER_WAY, _ALREADY_RESENT, _RESEND_TOO_EARLY,
 *   _RESEND_POINTLESS, _RESEND_UNCONFIRMED
 */
export async function resendMessage(
  db: TenantDb,
  { messageId, confirmed, actor }: Resend,
): Promise<{ messageId: string }> {
  await db.sql('select 1 from outbox_message where id = $1 for update', [messageId]);
  const message = await findMessage(db, messageId);
  if (!message) throw errors.MESSAGE_NOT_FOUND();
  const { resend } = message;
  if (resend !== 'possible' && resend !== 'risky') throw REFUSALS[resend]();
  if (resend === 'risky' && !confirmed) throw errors.RESEND_UNCONFIRMED();
  const newId = uuidv7();
  await db.sql(
    `insert into outbox_message (id, channel_id, resident_id, dedupe_key, messages, purpose, about, resend_of)
     select $2, channel_id, resident_id, 'resend:' || id, messages, purpose, about, id from outbox_message where id = $1`,
    [messageId, newId],
  );
  await appendAudit(db, [
    {
      actor,
      action: 'message.resent',
      subject: `message:${newId}`,
      detail: { resendOf: messageId, purpose: message.purpose, mayArriveTwice: resend === 'risky' },
    },
  ]);
  return { messageId: newId };
}
