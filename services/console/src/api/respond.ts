// How answers go out: as JSON, as a file to be saved, as a picture, as a stream of events.
import type { FastifyReply } from 'fastify';
import { Download, EventStream, Picture } from './answer.ts';

/** Sends what `toAnswer` made. @param stillMay asked before each event of a stream, which ends where it is false */
export async function respond(
  reply: FastifyReply,
  answer: unknown,
  stillMay: () => Promise<boolean>,
): Promise<unknown> {
  if (answer instanceof EventStream) return stream(reply, answer, stillMay);
  if (answer instanceof Download) return handOut(reply, answer);
  if (answer instanceof Picture) return show(reply, answer);
  return reply.send(answer);
}

function handOut(reply: FastifyReply, { fileName, contentType, bytes }: Download): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .header('x-content-type-options', 'nosniff')
    .type(contentType)
    .send(Buffer.from(bytes));
}

const DRAWN = ['image/jpeg', 'image/png', 'image/webp'];

/** Residents sent it: the browser takes it for what we say it is, runs nothing of it, and shows it on our own pages only. */
function show(reply: FastifyReply, { contentType, bytes }: Picture): FastifyReply {
  if (!DRAWN.includes(contentType)) return handOut(reply, new Download('file', 'application/octet-stream', bytes));
  return reply
    .header('content-disposition', 'inline')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .type(contentType)
    .send(Buffer.from(bytes));
}

async function stream(
  reply: FastifyReply,
  { events }: EventStream,
  stillMay: () => Promise<boolean>,
): Promise<FastifyReply> {
  reply.hijack();
  // With what every answer carries: hijacked, fastify writes none of it.
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  try {
    for await (const event of events) {
      if (!(await stillMay())) break;
      reply.raw.write(`data: ${JSON.stringify(event)}\n\n`);
    }
  } finally {
    reply.raw.end();
  }
  return reply;
}
