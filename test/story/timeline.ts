// What `npm run story` prints: one line a step, with the time since the beginning and what was counted.

export type Timeline = {
  /** Begins a part of the story. */
  part(title: string): void;
  /** Something happened, with its figures. */
  say(what: string): void;
  /** Holds two figures against each other. The story ends where they differ. @throws StoryError */
  check(what: string, actual: unknown, expected: unknown): void;
};

export class StoryError extends Error {
  override readonly name = 'StoryError';
}

export function createTimeline(write: (line: string) => void): Timeline {
  const startedAt = performance.now();
  const line = (mark: string, text: string) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
    write(`${seconds} s  ${mark} ${text}\n`);
  };
  return {
    part: (title) => write(`\n${title}\n`),
    say: (what) => line('・', what),
    check: (what, actual, expected) => {
      const [is, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
      if (is !== wanted) throw new StoryError(`${what}: ${is}, expected ${wanted}`);
      line('✓', `${what}: ${typeof actual === 'number' ? actual.toLocaleString('ja-JP') : is}`);
    },
  };
}
