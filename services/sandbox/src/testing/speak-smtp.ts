// A letter handed over line by line, as RFC 5321 has it, so that a test shares no code with those who send.
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export type SmtpDialog = {
  /** Sends a line, or nothing, and returns the status of the answer; undefined if there is none in that time. */
  say(line?: string, withinMs?: number): Promise<number | undefined>;
  end(): void;
};

export async function openSmtpDialog(port: number): Promise<SmtpDialog> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const readStatus = async (): Promise<number | undefined> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) return undefined;
      // `250-` goes on, `250 ` is the last line.
      if (/^\d{3} /.test(value)) return Number(value.slice(0, 3));
    }
  };
  return {
    say: async (line, withinMs = 2_000) => {
      if (line !== undefined) socket.write(`${line}\r\n`);
      const timeout = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => timeout.resolve(undefined), withinMs);
      return Promise.race([readStatus(), timeout.promise]).finally(() => clearTimeout(timer));
    },
    end: () => socket.destroy(),
  };
}

/** Hands one letter over; the statuses of all answers until one is not what the sender hopes for. */
export async function sendBySmtp(
  port: number,
  letter: { to: string[]; data: string },
  withinMs?: number,
): Promise<(number | undefined)[]> {
  const dialog = await openSmtpDialog(port);
  const statuses: (number | undefined)[] = [await dialog.say()];
  const lines = [
    'EHLO test.example',
    'MAIL FROM:<no-reply@example.jp>',
    ...letter.to.map((address) => `RCPT TO:<${address}>`),
    'DATA',
    `${letter.data.replaceAll('\n', '\r\n')}\r\n.`,
  ];
  for (const line of lines) {
    const status = await dialog.say(line, withinMs);
    statuses.push(status);
    if (status === undefined || status >= 400) break;
  }
  dialog.end();
  return statuses;
}
