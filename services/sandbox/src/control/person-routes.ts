import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errors } from '../errors.ts';
import { findContent } from '../line/content.ts';
import type { Sandbox } from '../sandbox.ts';
import { residentActionSchema } from './action-schema.ts';
import { getBond, parameter, parse } from './parameters.ts';
import { performAction } from './resident-actions.ts';
import { viewBond, viewMenuInForce, viewPerson } from './view.ts';

const MAX_WAIT_MS = 60_000;

const newPersonSchema = z.strictObject({ key: z.string().min(1).optional(), displayName: z.string().min(1) });

const transcriptQuerySchema = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  waitMs: z.coerce.number().int().min(0).max(MAX_WAIT_MS).default(0),
});

const TALK = '/channels/:channelId/people/:personId';

export function registerPersonRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { directory, transcripts, store } = sandbox;

  app.get('/people', async () => ({ people: directory.listPeople().map(viewPerson) }));

  app.post('/people', async (request, reply) => {
    const { key, displayName } = parse(newPersonSchema, request.body);
    const { person, created } = directory.ensurePerson(key === undefined ? { displayName } : { key, displayName });
    return reply.code(created ? 201 : 200).send(viewPerson(person));
  });

  app.get(TALK, async (request) => viewBond(getBond(sandbox, request).bond));

  app.get(`${TALK}/transcript`, async (request, reply) => {
    const { bond } = getBond(sandbox, request);
    const { after, waitMs } = parse(transcriptQuerySchema, request.query);
    if (waitMs > 0) {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const signal = AbortSignal.any([gone.signal, sandbox.stopping.signal]);
      await transcripts.waitForNews(bond.channelId, bond.personId, after, waitMs, signal);
    }
    return { entries: transcripts.listAfter(bond.channelId, bond.personId, after) };
  });

  app.post(`${TALK}/actions`, async (request) => {
    const { channel, bond } = getBond(sandbox, request);
    return performAction({ sandbox, channel, bond }, parse(residentActionSchema, request.body));
  });

  app.get(`${TALK}/richmenu`, async (request) => viewMenuInForce(sandbox, getBond(sandbox, request).bond));

  app.get('/richmenus/:richMenuId/image', async (request, reply) => {
    const richMenuId = parameter(request, 'richMenuId');
    const menu = store.world.richMenus.find((candidate) => candidate.richMenuId === richMenuId);
    const bytes = menu === undefined ? undefined : await store.getBytes('richmenu', richMenuId);
    if (menu?.imageType === undefined || bytes === undefined)
      throw errors.RICH_MENU_NOT_FOUND({ details: { richMenuId } });
    return reply.type(menu.imageType).send(bytes);
  });

  app.get('/messages/:messageId/content', async (request, reply) => {
    const messageId = parameter(request, 'messageId');
    const content = findContent(store, messageId);
    const bytes = content === undefined ? undefined : await store.getBytes('content', messageId);
    if (content === undefined || bytes === undefined) throw errors.MESSAGE_NOT_FOUND({ details: { messageId } });
    return reply.type(content.contentType).send(bytes);
  });
}
