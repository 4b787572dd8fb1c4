// What the mail server has taken, and where it listens.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Sandbox } from '../sandbox.ts';
import { parse } from './parameters.ts';

const querySchema = z.object({ to: z.string().optional() });

export function registerMailboxRoutes(app: FastifyInstance, { mailbox, mailServer }: Sandbox): void {
  app.get('/mailbox', async (request) => {
    const { to } = parse(querySchema, request.query);
    return { smtpPort: mailServer.port(), letters: mailbox.list(to) };
  });
}
