// A closed loop of signed webhooks over plain sockets: as little work as possible on the client's side, the same for
// every server. Bodies are made and signed before the clock starts.
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { serve } from './child.ts';

export type LoadOrder = {
  port: number;
  path: string;
  channelSecret: string;
  destination: string;
  /** Makes the event ids of this run differ from those of others. */
  run: string;
  requests: number;
  connections: number;
  residents: number;
  /** What the residents write; the number of the message is added. */
  text: string;
};

export type LoadReport = {
  seconds: number;
  accepted: number;
  refused: number;
  bodyBytes: number;
  p50Ms: number;
  p99Ms: number;
};

serve(async (message) => shoot(message as LoadOrder)); // what webhook-ingress.ts sends

async function shoot(order: LoadOrder): Promise<LoadReport> {
  const requests = Array.from({ length: order.requests }, (_, index) => toRequest(order, index));
  const latencies = new Float64Array(order.requests);
  const sockets = await Promise.all(Array.from({ length: order.connections }, () => open(order.port)));
  let next = 0;
  let accepted = 0;
  const startedAt = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      const exchange = exchangerOf(socket);
      for (let index = next++; index < requests.length; index = next++) {
        const sentAt = performance.now();
        if (await exchange(requests[index] ?? Buffer.alloc(0))) accepted += 1;
        latencies[index] = performance.now() - sentAt;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.destroy();
  latencies.sort();
  const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    seconds,
    accepted,
    refused: order.requests - accepted,
    bodyBytes: bodyOf(order, 0).length,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}

/** One request at a time on a socket. The answers are short and come in one piece. */
function exchangerOf(socket: Socket): (request: Buffer) => Promise<boolean> {
  let answered: (ok: boolean) => void = () => {};
  socket.on('data', (chunk) => answered(chunk.toString('latin1', 9, 12) === '200'));
  socket.on('error', () => answered(false));
  return (request) =>
    new Promise((resolve) => {
      answered = resolve;
      socket.write(request);
    });
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

function toRequest(order: LoadOrder, index: number): Buffer {
  const body = bodyOf(order, index);
  const signature = createHmac('sha256', order.channelSecret).update(body).digest('base64');
  const head = [
    `POST ${order.path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json; charset=utf-8',
    'user-agent: LineBotWebhook/2.0',
    `x-line-signature: ${signature}`,
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** A text message as LINE sends it: https://developers.line.biz/en/reference/messaging-api/#wh-text */
function bodyOf({ destination, run, residents, text }: LoadOrder, index: number): Buffer {
  const id = String(index).padStart(12, '0');
  const event = {
    type: 'message',
    message: { type: 'text', id: `4689${id}`, quoteToken: 'yHAz4Ua2wx7kTbJ5mDq3Rf', text: `${text} ${run}${index}` },
    webhookEventId: `01${run.padEnd(12, '0').slice(0, 12)}${id}`,
    deliveryContext: { isRedelivery: false },
    timestamp: Date.now(),
    source: { type: 'user', userId: `U${String(index % residents).padStart(32, '0')}` },
    replyToken: `757913772c4646b784d4b7ce46d1${String(index % 10_000).padStart(4, '0')}`,
    mode: 'active',
  };
  return Buffer.from(JSON.stringify({ destination, events: [event] }));
}
