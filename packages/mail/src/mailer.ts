// The one place that speaks SMTP.
import { createTransport } from 'nodemailer';
import { checkAddress, checkMessageKey, checkSubject, checkText, readSender } from './check-letter.ts';
import { readMailUrl } from './read-mail-url.ts';
import { toMailError } from './smtp-answer.ts';

export type Letter = {
  to: string;
  /** One line. */
  subject: string;
  /** Plain text: the letter as most people and all machines read it. */
  text: string;
  html?: string;
  /** Left part of the Message-ID. The same letter has the same at every attempt, so that a second copy can be recognised. */
  messageKey: string;
};

export type Mailer = {
  /** Resolves when the server has taken the letter. @throws AppError MAIL_REFUSED, MAIL_UNAVAILABLE, MAIL_…_INVALID */
  send(letter: Letter): Promise<void>;
  /** Connects and logs in, sends nothing. @throws AppError MAIL_UNAVAILABLE */
  verify(): Promise<void>;
  close(): void;
};

export type MailerOptions = {
  /** See `readMailUrl`. */
  url: string;
  /** `no-reply@city.example.jp`, or with a name: `手のひら市役所 <no-reply@city.example.jp>`. */
  from: string;
  /** For all of one letter, in milliseconds. */
  timeoutMs?: number;
};

/** How long one letter may take where nothing else is said, in milliseconds. */
export const MAIL_TIMEOUT_MS = 20_000;

/**
 * @example
 * const mailer = createMailer({ url: 'smtps://user:password@mail.example.jp', from: '手のひら市役所 <no-reply@example.jp>' });
 * await mailer.send({ to: 'tanto@city.example.jp', subject: '招待', text: '…', messageKey: id });
 */
export function createMailer({ url, from, timeoutMs = MAIL_TIMEOUT_MS }: MailerOptions): Mailer {
  const server = readMailUrl(url);
  const sender = readSender(from);
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'off',
    // The name with which we say hello: not the machine's, which nobody outside has to know.
    name: domain,
    ...(server.login === undefined ? {} : { auth: server.login, forceAuth: true }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A letter is text that we wrote: it names no file and no address to be fetched into it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, html, messageKey }) => {
      const letter = {
        from: sender,
        to: { name: '', address: checkAddress(to) },
        subject: checkSubject(subject),
        text: checkText(text),
        ...(html === undefined ? {} : { html: checkText(html) }),
        messageId: `<${checkMessageKey(messageKey)}@${domain}>`,
        // RFC 3834: nobody's holiday note answers it.
        headers: { 'Auto-Submitted': 'auto-generated' },
        // Lines of 76 bytes, however long a Japanese paragraph is; SMTP takes 998 (RFC 5321 section 4.5.3.1.6).
        textEncoding: 'quoted-printable' as const,
      };
      // The time-outs of the connection are about silence; this one ends a server that answers a byte at a time.
      const signal = AbortSignal.timeout(timeoutMs);
      await transport.sendMail({ ...letter, signal }).catch((failure: unknown) => {
        throw toMailError(failure);
      });
    },
    verify: async () => {
      await transport.verify().catch((failure: unknown) => {
        throw toMailError(failure);
      });
    },
    close: () => transport.close(),
  };
}
