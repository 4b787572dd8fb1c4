// A mail server on a loopback port that answers as a test tells it.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type ReceivedLetter = { recipients: string[]; raw: string; parsed: ParsedMail };

/** What the server does at a step, instead of taking the letter. */
export type MailReaction =
  | { at: 'connect' | 'recipient' | 'data'; status: number; words?: string }
  /** Takes nothing and says nothing. */
  | { at: 'recipient'; silent: true }
  /** Takes the letter and says nothing: the sender cannot know. */
  | { at: 'data'; silent: true };

export type MailServerStub = Awaited<ReturnType<typeof startMailServer>>;

/** With `starttls` it offers the upgrade, under a certificate that nobody vouches for. */
export async function startMailServer(options: { starttls?: boolean } = {}) {
  const received: ReceivedLetter[] = [];
  let reactions: MailReaction[] = [];
  /** The next reaction, if it is for this step. */
  const react = (at: MailReaction['at']): MailReaction | undefined =>
    reactions[0]?.at === at ? reactions.shift() : undefined;
  const answer = (reaction: MailReaction | undefined, done: (error?: Error | null) => void): void => {
    if (reaction === undefined) done();
    else if (!('silent' in reaction)) done(smtpError(reaction.status, reaction.words));
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.starttls === true ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    onConnect: (_session, done) => answer(react('connect'), done),
    onRcptTo: (_address, _session, done) => answer(react('recipient'), done),
    onData: (stream, session, done) => {
      const reaction = react('data');
      void readAll(stream).then(async (bytes) => {
        if (reaction === undefined || 'silent' in reaction) {
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          received.push({ recipients, raw: bytes.toString('latin1'), parsed: await simpleParser(bytes) });
        }
        answer(reaction, done);
      });
    },
  });
  // A client that gives up in the middle is what some tests are about.
  server.on('error', () => {});
  const socket = server.listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** What it does next, one after another; then it takes letters again. */
    reactWith: (...next: MailReaction[]) => {
      reactions = next;
    },
    forget: () => {
      received.length = 0;
      reactions = [];
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function smtpError(status: number, words = 'as the test says'): Error {
  return Object.assign(new Error(words), { responseCode: status });
}
