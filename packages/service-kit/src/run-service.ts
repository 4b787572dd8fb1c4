import closeWithGrace from 'close-with-grace';
import type { Server } from './create-server.ts';

/** Longer than the longest call that a process may be in the middle of. */
const GRACE_MS = 30_000;

/**
 * Listens, and stops on SIGTERM and SIGINT: no new requests, then `stop` (work under way ends, connections close).
 * A port that is taken ends the process with one sentence.
 */
export async function runService(
  server: Server,
  options: { port: number; host: string; portVariable: string; stop: () => Promise<void> },
): Promise<void> {
  const { port, host, portVariable, stop } = options;
  // Ctrl-C reaches every process of the terminal, and whoever started this one may pass it on as well: once is enough.
  const onSecondSignal = () => {};
  closeWithGrace({ delay: GRACE_MS, logger: server.log, onSecondSignal }, async ({ err }) => {
    if (err) server.log.error({ err }, 'stopping after an error');
    await closeServer(server);
    await stop();
  });
  try {
    await server.listen({ port, host });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const sentence = taken
      ? `Port ${port} is taken: stop what uses it, or set ${portVariable} to another.`
      : `Could not listen on ${host}:${port}: ${String(error)}`;
    process.stderr.write(`${sentence}\n`);
    await stop();
    process.exit(1);
  }
}

const LOOK_AGAIN_MS = 50;

/** A connection that was busy when closing began is idle after its answer, and would be kept alive for a minute more. */
async function closeServer(server: Server): Promise<void> {
  const timer = setInterval(() => server.server.closeIdleConnections(), LOOK_AGAIN_MS);
  try {
    await server.close();
  } finally {
    clearInterval(timer);
  }
}
