// The access token: a JWT that names a session, for ten minutes. One algorithm, one issuer, one audience; what the session
// may do is read from the database with every request.
import { createPublicKey } from 'node:crypto';
import jwt from '@fastify/jwt';
import type { Server } from '@tenohira/service-kit';
import { staffErrors } from '@tenohira/staff';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

export const ACCESS_SECONDS = 10 * 60;
const ISSUER = 'tenohira-console';
const AUDIENCE = 'tenohira-console-api';

const payloadSchema = z.object({ tenantId: z.uuid(), sessionId: z.uuid() });
export type AccessPayload = z.infer<typeof payloadSchema>;

/** @param signingKey Ed25519, PKCS #8 in PEM. A new one ends no session: browsers refresh. */
export async function registerAccessTokens(server: Server, signingKey: string, cookieName: string): Promise<void> {
  const publicKey = createPublicKey(signingKey).export({ type: 'spki', format: 'pem' }).toString();
  await server.register(jwt, {
    secret: { private: signingKey, public: publicKey },
    sign: { algorithm: 'EdDSA', iss: ISSUER, aud: AUDIENCE, expiresIn: `${ACCESS_SECONDS}s` },
    // Left out, this would take any algorithm (https://github.com/fastify/fastify-jwt#verify).
    verify: { algorithms: ['EdDSA'], allowedIss: ISSUER, allowedAud: AUDIENCE, maxAge: `${ACCESS_SECONDS}s` },
    cookie: { cookieName, signed: false },
  });
}

export function signAccessToken(reply: FastifyReply, payload: AccessPayload): Promise<string> {
  return reply.jwtSign(payload);
}

/** @throws AppError STAFF_NOT_SIGNED_IN */
export async function readAccessToken(request: FastifyRequest): Promise<AccessPayload> {
  const verified = await request.jwtVerify({ onlyCookie: true }).catch((cause: unknown) => {
    throw staffErrors.NOT_SIGNED_IN({ cause });
  });
  const payload = payloadSchema.safeParse(verified);
  if (!payload.success) throw staffErrors.NOT_SIGNED_IN();
  return payload.data;
}
