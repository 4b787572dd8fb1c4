// The levers of the stage: `/control/*`. No authentication; it is meant for the machine that it runs on.
import { AppError } from '@tenohira/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '../errors.ts';
import { registerIdentityRoutes } from '../identity-provider/control-routes.ts';
import type { Sandbox } from '../sandbox.ts';
import { registerChannelRoutes } from './channel-routes.ts';
import { registerIssuerRoutes } from './issuer-routes.ts';
import { registerMailboxRoutes } from './mailbox-routes.ts';
import { registerPersonRoutes } from './person-routes.ts';
import { registerStripeRoutes } from './stripe-routes.ts';
import { registerWorldRoutes } from './world-routes.ts';

/** A resident's photo comes as Base64. */
const BODY_LIMIT_BYTES = 32 * 1024 * 1024;

export async function controlPlugin(app: FastifyInstance, { sandbox }: { sandbox: Sandbox }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    async (_request: FastifyRequest, body: string) => (body === '' ? undefined : parseJson(body)),
  );
  app.setErrorHandler(answerError);
  registerChannelRoutes(app, sandbox);
  registerPersonRoutes(app, sandbox);
  registerIssuerRoutes(app, sandbox);
  registerMailboxRoutes(app, sandbox);
  registerStripeRoutes(app, sandbox);
  registerWorldRoutes(app, sandbox);
  registerIdentityRoutes(app, sandbox);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw errors.REQUEST_INVALID({ message: 'the body is not JSON', cause });
  }
}

async function answerError(
  error: FastifyError | AppError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (error instanceof AppError) {
    const { code, message, details } = error;
    await reply.code(error.statusCode).send({ error: { code, message, details } });
    return;
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error(error);
  await reply.code(status).send({ error: { code: error.code ?? 'SANDBOX_DEFECT', message: error.message } });
}
