import { useEffect, useState } from 'react';
import type { AnswerOf, InputOf, ReadPath } from './api-types.ts';
import { call } from './client.ts';

/** Before a stream that broke off is opened again, in milliseconds. */
const AGAIN_MS = 3_000;

/** Paths whose answer is a stream of events. */
export type EventPath = ReadPath extends infer Path
  ? Path extends ReadPath
    ? AnswerOf<`GET ${Path}`> extends AsyncIterable<unknown>
      ? Path
      : never
    : never
  : never;

/** What each event of a stream holds. */
export type EventOf<Path extends EventPath> =
  AnswerOf<`GET ${Path}`> extends AsyncIterable<infer Event> ? Event : never;

/** The newest event of a stream, for as long as the component is there. */
export function useApiEvents<Path extends EventPath>(
  path: Path,
  input: InputOf<`GET ${Path}`>,
): { latest: EventOf<Path> | undefined; state: 'connecting' | 'live' | 'lost' } {
  const [latest, setLatest] = useState<EventOf<Path>>();
  const [state, setState] = useState<'connecting' | 'live' | 'lost'>('connecting');
  const address = JSON.stringify(input);
  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      while (!stop.signal.aborted) {
        try {
          const given: InputOf<`GET ${Path}`> = JSON.parse(address);
          const events = await call(`GET ${path}`, given, { signal: stop.signal });
          setState('live');
          for await (const event of events as AsyncIterable<EventOf<Path>>) setLatest(() => event); // by EventPath
        } catch {
          if (stop.signal.aborted) return;
        }
        setState('lost');
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    };
    void follow();
    return () => stop.abort();
  }, [path, address]);
  return { latest, state };
}
