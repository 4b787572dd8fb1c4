// A city's webhook receiver, for tests: keeps what it gets and answers as it is told.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedEvent = {
  type: string;
  webhookEventId: string;
  timestamp: number;
  mode: string;
  replyToken?: string;
  source?: { type: string; userId: string };
  deliveryContext: { isRedelivery: boolean };
  message?: { id: string; type: string; text?: string; quoteToken?: string; markAsReadToken?: string };
  [key: string]: unknown;
};

export type Received = { raw: Buffer; signature: string | undefined; destination: string; events: ReceivedEvent[] };

export type BotServer = {
  url: string;
  received: Received[];
  events(): ReceivedEvent[];
  /** A status, or `hang`: no answer at all. In force until told otherwise. */
  answerWith(answer: number | 'hang'): void;
  waitForEvents(count: number): Promise<ReceivedEvent[]>;
  close(): Promise<void>;
};

export async function startBotServer(): Promise<BotServer> {
  const received: Received[] = [];
  let answer: number | 'hang' = 200;
  const server = createServer(async (request, response) => {
    const raw = await readAll(request);
    const signature = request.headers['x-line-signature'];
    received.push({
      raw,
      signature: Array.isArray(signature) ? signature[0] : signature,
      ...readBody(raw),
    });
    if (answer !== 'hang') response.writeHead(answer).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const events = () => received.flatMap((item) => item.events);
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    received,
    events,
    answerWith: (next) => {
      answer = next;
    },
    waitForEvents: async (count) => {
      await waitFor(() => events().length >= count);
      return events();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Polls until the condition holds; fails after five seconds. */
export async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('what was waited for did not happen within 5 seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so these are buffers
  return Buffer.concat(chunks);
}

function readBody(raw: Buffer): { destination: string; events: ReceivedEvent[] } {
  try {
    const body = JSON.parse(raw.toString()) as { destination?: string; events?: ReceivedEvent[] }; // looked at by the tests
    return { destination: body.destination ?? '', events: body.events ?? [] };
  } catch {
    return { destination: '', events: [] };
  }
}
