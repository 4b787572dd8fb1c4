// The intent to send a letter. Nothing is sent that is not a row here first.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import { checkAddress, checkSubject, checkText } from './check-letter.ts';

export type NewMail = {
  to: string;
  /** One line. */
  subject: string;
  /** May hold links that let their reader in: encrypted, and wiped as soon as the letter has gone. */
  text: string;
  /** Two intents with one key are one letter. */
  dedupeKey: string;
};

/** Final are `sent` (the mail server took it) and `failed`. */
export type MailStatus = 'pending' | 'sending' | 'sent' | 'failed';

export type StoredMail = {
  id: string;
  status: MailStatus;
  /** Of the last attempt: `MAIL_REFUSED`, `TOO_OLD`, … */
  errorCode: string | null;
  /** The server's answer to the last attempt, in digits: `550 5.1.1`. */
  smtpStatus: string | null;
  attempts: number;
  createdAt: Date;
  finishedAt: Date | null;
};

/**
 * Stores a letter in the caller's transaction; the worker sends it after the commit. The same `dedupeKey` again changes
 * nothing. Returns the row's id.
 *
 * @throws AppError MAIL_ADDRESS_INVALID, MAIL_SUBJECT_INVALID, MAIL_TEXT_INVALID
 */
export async function storeMail(db: TenantDb, secrets: TenantSecrets, mail: NewMail): Promise<string> {
  const id = uuidv7();
  const { encrypt } = await secrets.opened(db.tenantId);
  const [row] = await db.sql<{ id: string }>(
    `insert into mail_message (id, dedupe_key, recipient, subject, body) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, dedupe_key) do update set dedupe_key = excluded.dedupe_key
     returning id`,
    [
      id,
      mail.dedupeKey,
      encrypt(placeOf('recipient', id), checkAddress(mail.to)),
      encrypt(placeOf('subject', id), checkSubject(mail.subject)),
      encrypt(placeOf('body', id), checkText(mail.text)),
    ],
  );
  if (!row) throw new Error('an insert that returns its row returned none');
  return row.id;
}

/** What became of a letter, without its content. */
export async function findMail(db: TenantDb, dedupeKey: string): Promise<StoredMail | undefined> {
  const [mail] = await db.sql<StoredMail>(
    `select id, status, error_code as "errorCode", smtp_status as "smtpStatus", attempts, created_at as "createdAt",
            finished_at as "finishedAt"
     from mail_message where dedupe_key = $1`,
    [dedupeKey],
  );
  return mail;
}

/** Deletes letters that ended that many days ago. Returns how many. */
export async function forgetMail(db: TenantDb, days: number): Promise<number> {
  const gone = await db.sql(`delete from mail_message where finished_at < now() - $1 * interval '1 day' returning id`, [
    days,
  ]);
  return gone.length;
}

/** Where a part of a letter is encrypted for, see packages/secrets. */
export function placeOf(part: 'recipient' | 'subject' | 'body', id: string): string {
  return `mail_message.${part}:${id}`;
}
