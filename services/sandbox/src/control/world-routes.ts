// Faults, time, logs, news, and forgetting.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errors } from '../errors.ts';
import { faultListSchema } from '../faults.ts';
import type { WebhookEvent } from '../line/webhook-events.ts';
import type { Sandbox } from '../sandbox.ts';
import { parameter, parse, readAfter } from './parameters.ts';

const HEARTBEAT_MS = 15_000;

const clockSchema = z.strictObject({ advanceMs: z.int().nonnegative() });
const resetSchema = z.strictObject({ everything: z.boolean().optional() });

export function registerWorldRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { faults, clock, webhooks, directory } = sandbox;
  const viewClock = () => ({ now: clock.now().toISOString(), offsetMs: sandbox.store.world.clockOffsetMs });

  app.get('/faults', async () => ({ faults: faults.list() }));
  app.put('/faults', async (request) => {
    faults.set(parse(faultListSchema, request.body).faults);
    return { faults: faults.list() };
  });
  app.delete('/faults', async () => {
    faults.set([]);
    return { faults: [] };
  });

  app.get('/clock', async () => viewClock());
  app.post('/clock', async (request) => {
    clock.advanceMs(parse(clockSchema, request.body).advanceMs);
    sandbox.stripe.catchUp();
    return viewClock();
  });

  app.get('/requests', async (request) => ({ requests: sandbox.requests.listAfter(readAfter(request)) }));
  app.get('/deliveries', async (request) => ({ deliveries: webhooks.log.listAfter(readAfter(request)) }));
  app.post('/deliveries/:seq/redeliver', async (request) => {
    const delivery = webhooks.log.find(Number(parameter(request, 'seq')));
    const channel = delivery === undefined ? undefined : directory.findChannel(delivery.channelId);
    if (delivery === undefined || channel === undefined || delivery.events.length === 0)
      throw errors.DELIVERY_NOT_FOUND();
    const { events } = JSON.parse(delivery.body) as { events: WebhookEvent[] }; // a body that this program wrote
    return webhooks.redeliver(channel, events);
  });

  app.post('/reset', async (request) => {
    const { everything } = parse(resetSchema, request.body);
    faults.set([]);
    sandbox.rateLimiter.reset();
    sandbox.requests.clear();
    webhooks.forget();
    sandbox.mailbox.clear();
    sandbox.identity.forget();
    sandbox.stripe.webhooks.forget();
    if (everything === true) {
      await sandbox.store.clear();
      directory.reindex();
      sandbox.bus.emit({ type: 'channels' });
      sandbox.bus.emit({ type: 'people' });
    } else {
      sandbox.transcripts.forgetAll();
    }
    return {};
  });

  app.get('/events', (_request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive' });
    raw.write(': listening\n\n');
    const unsubscribe = sandbox.bus.subscribe((event) => raw.write(`data: ${JSON.stringify(event)}\n\n`));
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    const stop = () => {
      clearInterval(heartbeat);
      unsubscribe();
      raw.end();
      sandbox.stopping.signal.removeEventListener('abort', stop);
    };
    raw.once('close', stop);
    sandbox.stopping.signal.addEventListener('abort', stop);
  });
}
