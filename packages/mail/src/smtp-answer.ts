import type { AppError } from '@tenohira/core';
import { errors } from './errors.ts';

/*
 * What the mail server's answer means for the letter:
 *
 * | answer                                             | letter                                             |
 * | -------------------------------------------------- | -------------------------------------------------- |
 * | 250 after DATA                                     | sent                                               |
 * | 5xx to MAIL FROM, RCPT TO or DATA                  | refused: never again                               |
 * | 503 (out of order), 530–538 (log in first)         | later: about the session or our login, not the letter |
 * | 5xx before that: greeting, STARTTLS, login         | later: somebody repairs the settings               |
 * | 4xx, no connection, no TLS, silence                | later; it may have been sent (the README says why) |
 *
 * RFC 5321 section 4.2.1, RFC 4954 section 6.
 */
const ABOUT_THE_LETTER = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
const ABOUT_THE_SESSION = new Set([503, 530, 534, 535, 538]);

/** What nodemailer's errors carry of the server's answer. */
type SmtpFailure = { command?: unknown; response?: unknown; responseCode?: unknown; code?: unknown };

/** The error of a failed send: MAIL_REFUSED, or MAIL_UNAVAILABLE for anything that another time may go well. */
export function toMailError(failure: unknown): AppError {
  const { command, response, responseCode, code }: SmtpFailure =
    typeof failure === 'object' && failure !== null ? failure : {};
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  const details = {
    ...(status === undefined ? {} : { smtpStatus: describeStatus(status, response) }),
    ...(typeof code === 'string' ? { reason: code } : {}),
  };
  const refused =
    typeof command === 'string' &&
    ABOUT_THE_LETTER.has(command) &&
    status !== undefined &&
    status >= 500 &&
    !ABOUT_THE_SESSION.has(status);
  // Without the cause: it repeats the recipient's address, and causes are logged.
  return refused ? errors.REFUSED({ details }) : errors.UNAVAILABLE({ details });
}

/** `550 5.1.1`: digits only, since the words may repeat the address. The second part is of RFC 3463, where there is one. */
function describeStatus(status: number, response: unknown): string {
  const [, enhanced] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(typeof response === 'string' ? response : '') ?? [];
  return enhanced === undefined ? String(status) : `${status} ${enhanced}`;
}
