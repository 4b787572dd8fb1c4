import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Sandbox } from '../sandbox.ts';
import { MAILBOX_PAGE_HEADERS, mailboxPage } from './page.ts';

const querySchema = z.object({ to: z.string().trim().catch('') });

/** `GET /mailbox?to=`: what everybody, or that recipient, has in the mailbox. */
export async function mailboxPlugin(app: FastifyInstance, { sandbox }: { sandbox: Sandbox }): Promise<void> {
  app.get('/mailbox', async (request, reply) => {
    const { to } = querySchema.parse(request.query);
    const letters = sandbox.mailbox.list(to === '' ? undefined : to);
    return reply.headers(MAILBOX_PAGE_HEADERS).send(mailboxPage({ letters, to }));
  });
}
