import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { signBody } from '../line/signature.ts';
import { completeEvent, webhookBody } from '../line/webhook-events.ts';
import type { Sandbox } from '../sandbox.ts';
import { randomHex } from '../state/ids.ts';
import { jsonSchema } from './json-schema.ts';
import { getChannel, parse } from './parameters.ts';
import { viewChannel } from './view.ts';

const center = z.strictObject({ latitude: z.number(), longitude: z.number() });

const newChannelSchema = z.strictObject({
  key: z.string().min(1),
  displayName: z.string().min(1),
  pictureUrl: z.url().optional(),
  webhookUrl: z.url().optional(),
  center: center.optional(),
});

const rateLimit = z.strictObject({ limit: z.int().positive(), perMs: z.int().positive() });

const channelPatchSchema = z.strictObject({
  displayName: z.string().min(1).optional(),
  pictureUrl: z.url().optional(),
  webhookUrl: z.url().optional(),
  webhookActive: z.boolean().optional(),
  chatMode: z.enum(['bot', 'chat']).optional(),
  verified: z.boolean().optional(),
  center: center.optional(),
  redelivery: z
    .strictObject({ enabled: z.boolean().optional(), delaysMs: z.array(z.int().nonnegative()).optional() })
    .optional(),
  quota: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('limited'), value: z.int().nonnegative() }),
    ])
    .optional(),
  /** `METHOD /path/with/:params` → limit. Replaces all that was set before. */
  rateLimits: z.record(z.string(), rateLimit).optional(),
  rotateSecret: z.literal(true).optional(),
});

const event = z.looseObject({ type: z.string().min(1) }).and(jsonSchema);

const rawWebhookSchema = z.strictObject({
  /** Events to be completed with what they lack. */
  events: z.array(event).optional(),
  /** Or any JSON, sent as it stands. */
  body: jsonSchema.optional(),
  /** Or any text at all. */
  rawBody: z.string().optional(),
  signature: z.enum(['valid', 'absent', 'wrong', 'truncated']).default('valid'),
  /** Sign with another secret: another channel's, or the one before a rotation. */
  secret: z.string().optional(),
  url: z.url().optional(),
  /** How many times it is sent, at once. */
  copies: z.int().min(1).max(100).default(1),
});

const crowdSchema = z.strictObject({ count: z.int().min(1).max(1_000_000) });

export function registerChannelRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { directory } = sandbox;

  app.get('/channels', async () => ({ channels: directory.listChannels().map(viewChannel) }));

  app.post('/channels', async (request, reply) => {
    const { channel, created } = directory.ensureChannel(parse(newChannelSchema, request.body));
    return reply.code(created ? 201 : 200).send(viewChannel(channel));
  });

  app.get('/channels/:channelId', async (request) => viewChannel(getChannel(sandbox, request)));

  app.patch('/channels/:channelId', async (request) => {
    const channel = getChannel(sandbox, request);
    const { rotateSecret, redelivery, ...fields } = parse(channelPatchSchema, request.body);
    Object.assign(channel, fields);
    Object.assign(channel.redelivery, redelivery);
    if (rotateSecret === true) channel.channelSecret = randomHex(16);
    directory.channelChanged();
    return viewChannel(channel);
  });

  /** Many friends at once, without webhooks: for sends to a whole city. */
  app.post('/channels/:channelId/crowd', async (request, reply) => {
    const channel = getChannel(sandbox, request);
    const bonds = directory.addCrowd(channel.channelId, parse(crowdSchema, request.body).count);
    return reply.code(201).send({ userIds: bonds.map((bond) => bond.userId) });
  });

  app.post('/channels/:channelId/webhook', async (request) => {
    const channel = getChannel(sandbox, request);
    const input = parse(rawWebhookSchema, request.body);
    const url = input.url ?? channel.webhookUrl;
    if (url === undefined) return { deliveries: [{ status: null, reason: 'webhook_inactive' }] };
    const events = input.events?.map((fields) =>
      completeEvent(sandbox.store, sandbox.clock, channel.channelId, fields),
    );
    const body =
      input.rawBody ?? (events === undefined ? JSON.stringify(input.body ?? {}) : webhookBody(channel, events));
    const signature = spoil(signBody(input.secret ?? channel.channelSecret, body), input.signature);
    const deliveries = await Promise.all(
      Array.from({ length: input.copies }, () => sandbox.webhooks.sendRaw(channel, url, body, signature)),
    );
    return { deliveries, body, ...(events === undefined ? {} : { events }) };
  });
}

function spoil(signature: string, how: 'valid' | 'absent' | 'wrong' | 'truncated'): string | undefined {
  const spoiled = {
    valid: signature,
    absent: undefined,
    wrong: signBody(randomHex(16), signature),
    truncated: signature.slice(0, -8),
  };
  return spoiled[how];
}
