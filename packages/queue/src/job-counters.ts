export type JobOutcome = 'completed' | 'retried' | 'failed';

/** What this process has done since it started. */
export type JobCounters = {
  count(queue: string, outcome: JobOutcome): void;
  entries(): Iterable<{ queue: string; outcome: JobOutcome; jobs: number }>;
};

export function createJobCounters(): JobCounters {
  const byQueue = new Map<string, Record<JobOutcome, number>>();
  return {
    count(queue, outcome) {
      const counts = byQueue.get(queue) ?? { completed: 0, retried: 0, failed: 0 };
      counts[outcome] += 1;
      byQueue.set(queue, counts);
    },
    *entries() {
      for (const [queue, { completed, retried, failed }] of byQueue) {
        yield { queue, outcome: 'completed', jobs: completed };
        yield { queue, outcome: 'retried', jobs: retried };
        yield { queue, outcome: 'failed', jobs: failed };
      }
    },
  };
}
