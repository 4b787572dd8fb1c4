// Servers and load in processes of their own, told what to do over IPC.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Child = { send<Answer>(message: unknown): Promise<Answer>; stop(): Promise<void> };

/** Starts a file of this folder; it says something when it is ready. */
export async function startChild(file: string, setup: unknown): Promise<Child> {
  const child: ChildProcess = fork(join(import.meta.dirname, file), [JSON.stringify(setup)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
  });
  // One question at a time, so one answer is waited for at a time.
  let waiting = Promise.withResolvers<unknown>();
  child.on('message', (message) => waiting.resolve(message));
  child.once('exit', (code) => waiting.reject(new Error(`${file} ended with ${code}`)));
  const answer = async () => {
    const message = await waiting.promise;
    waiting = Promise.withResolvers();
    return message;
  };
  await answer();
  return {
    send: async <Answer>(message: unknown) => {
      child.send(message as object); // anything that can be cloned
      return (await answer()) as Answer; // what the file at hand answers
    },
    stop: async () => {
      waiting.promise.catch(() => {});
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
