import { useState } from 'react';
import { createActionKeys } from './action-keys.ts';
import type { AnswerOf, InputOf, RouteKey } from './api-types.ts';
import { call } from './client.ts';
import { type ApiProblem, isTransient, toProblem } from './problem.ts';

/**
 * Sends a file and tells how far it is: `upload.send({ params, query: { fileName: file.name }, body: file })`. Give `progress`
 * and `problem` to a FileDrop.
 */
export function useUpload<Key extends RouteKey>(key: Key, onDone: (answer: AnswerOf<Key>) => void) {
  const [keys] = useState(() => createActionKeys());
  const [progress, setProgress] = useState<number>();
  const [problem, setProblem] = useState<ApiProblem>();
  const send = async (input: InputOf<Key>): Promise<void> => {
    setProblem(undefined);
    setProgress(0);
    try {
      const answer = await call(key, input, { idempotencyKey: keys.keyFor(input), onProgress: setProgress });
      keys.answered(input);
      onDone(answer);
    } catch (error) {
      if (!isTransient(error)) keys.answered(input);
      setProblem(toProblem(error));
    } finally {
      setProgress(undefined);
    }
  };
  return { send, progress, problem };
}
