// Servers and load in processes of their own, told what to do over IPC.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Child = { send<Answer>(message: unknown): Promise<Answer>; stop(): Promise<void> };

/** Starts a file of this folder; it says something when it is ready. */
export async function startChild(file: string, setup: unknown): Promise<Child> {
  const child: ChildProcess = fork(join(import.meta.dirname, file), [JSON.stringify(setup)], {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(process.env.PROF === file ? ['--cpu-prof', '--cpu-prof-dir=/tmp/w/prof'] : []),
    ],
    serialization: 'advanced',
  });
  const answer = async () => {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${code}`);
    });
    ended.catch(() => {});
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  await answer();
  return {
    send: async (message) => {
      const answered = answer();
      child.send(message as object); // anything that can be cloned
      return answered;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** In the child: answers each message, one after another. */
export function serve(handle: (message: unknown) => Promise<unknown>): void {
  process.on('message', (message) => {
    handle(message).then(
      (answer) => process.send?.(answer ?? null),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('SIGTERM', () => process.exit(0));
  process.send?.('ready');
}

/** In the child: what startChild was given. */
export function setupOf<Setup>(): Setup {
  return JSON.parse(process.argv[2] ?? 'null') as Setup; // written by startChild
}
