// What becomes of a connection when no answer is to be sent.
import type { FastifyReply, FastifyRequest } from 'fastify';

export type Silence = { silence: 'reset' } | { silence: 'hold'; ms: number | undefined };

/** Resets the connection, at once or after holding it. */
export async function keepSilent(
  silence: Silence,
  stopping: AbortSignal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  reply.hijack();
  if (silence.silence === 'hold') await waitUnlessStopped(silence.ms, stopping, request);
  request.raw.socket.resetAndDestroy();
}

/** Until the time is over (never, where none is given), the caller goes away, or the sandbox stops. */
export function waitUnlessStopped(
  ms: number | undefined,
  stopping: AbortSignal,
  request?: Pick<FastifyRequest, 'raw'>,
): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', finish);
      resolve();
    };
    const timer = ms === undefined ? undefined : setTimeout(finish, ms);
    stopping.addEventListener('abort', finish);
    request?.raw.socket.once('close', finish);
  });
}
