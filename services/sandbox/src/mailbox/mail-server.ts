// A mail server that takes letters to anybody. It offers neither TLS nor a login: it is for the machine it runs on.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@tenohira/core';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Faults } from '../faults.ts';
import type { Mailbox } from './mailbox.ts';

export type MailServer = {
  /** Where it listens, once it does. */
  port(): number | undefined;
  listen(port: number, host: string): Promise<void>;
  close(): Promise<void>;
};

const MAX_LETTER_BYTES = 1024 * 1024;
/** What is still connected at the end is let go after this time, in milliseconds. */
const CLOSE_TIMEOUT_MS = 100;

export function createMailServer(parts: { mailbox: Mailbox; faults: Faults; clock: Clock }): MailServer {
  const { mailbox, faults, clock } = parts;
  const server = new SMTPServer({
    name: 'sandbox',
    banner: 'letters go no further than this machine',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_LETTER_BYTES,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onRcptTo: ({ address }, _session, done) => {
      const occasion = { channelId: address };
      const refused = faults.strike('mailRefused', occasion);
      if (refused) return done(smtpError(refused.status ?? 550, 'no such user here'));
      const busy = faults.strike('mailBusy', occasion);
      if (busy) return done(smtpError(busy.status ?? 451, 'try again later'));
      if (faults.strike('mailHang', { ...occasion, moment: 'before-acceptance' })) return;
      done();
    },
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      const take = async () => {
        const letter = await simpleParser(stream);
        if (stream.sizeExceeded) return done(smtpError(552, 'the letter is too long'));
        const receivedAt = clock.now().toISOString();
        for (const to of recipients) mailbox.put({ to, receivedAt, ...read(letter) });
        const hangs = recipients.some((address) =>
          faults.strike('mailHang', { channelId: address, moment: 'after-acceptance' }),
        );
        if (!hangs) done();
      };
      take().catch(() => done(smtpError(554, 'this is not a letter')));
    },
  });
  // A client that goes away in the middle is its own affair.
  server.on('error', () => {});
  return {
    port: () => (server.server.address() as AddressInfo | null)?.port, // it listens on a port, not on a pipe
    listen: async (port, host) => {
      // Rejects where the port is taken: `once` listens for errors, too.
      await once(server.listen(port, host), 'listening');
    },
    close: () => (server.server.listening ? new Promise((resolve) => server.close(resolve)) : Promise.resolve()),
  };
}

function read(letter: ParsedMail) {
  return {
    from: letter.from?.text ?? '',
    subject: letter.subject ?? '',
    text: letter.text ?? '',
    messageId: letter.messageId ?? '',
  };
}

function smtpError(status: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: status });
}
