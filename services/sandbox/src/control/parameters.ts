// Reads what the control API is asked.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { errors } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Bond, Channel } from '../state/model.ts';

/** @throws AppError SANDBOX_REQUEST_INVALID that says what is wrong where. */
export function parse<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw errors.REQUEST_INVALID({ message: z.prettifyError(result.error) });
}

/** @throws AppError SANDBOX_CHANNEL_NOT_FOUND */
export function getChannel(sandbox: Sandbox, request: FastifyRequest): Channel {
  const channelId = parameter(request, 'channelId');
  const channel = sandbox.directory.findChannel(channelId);
  if (channel === undefined) throw errors.CHANNEL_NOT_FOUND({ details: { channelId } });
  return channel;
}

/** @throws AppError SANDBOX_CHANNEL_NOT_FOUND, SANDBOX_PERSON_NOT_FOUND */
export function getBond(sandbox: Sandbox, request: FastifyRequest): { channel: Channel; bond: Bond } {
  const channel = getChannel(sandbox, request);
  const personId = parameter(request, 'personId');
  if (sandbox.directory.findPerson(personId) === undefined) throw errors.PERSON_NOT_FOUND({ details: { personId } });
  return { channel, bond: sandbox.directory.bondOf(channel.channelId, personId) };
}

export function parameter(request: FastifyRequest, name: string): string {
  const params = request.params as Record<string, string | undefined>; // fastify gives strings for the names in the path
  return params[name] ?? '';
}

const afterSchema = z.object({ after: z.coerce.number().int().nonnegative().default(0) });

export function readAfter(request: FastifyRequest): number {
  return parse(afterSchema, request.query).after;
}
