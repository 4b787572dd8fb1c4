import { expect, it } from 'vitest';
import { createJobCounters } from './job-counters.ts';
import { toPrometheus } from './prometheus.ts';

it('writes one HELP and TYPE a metric, however many queues there are', () => {
  const counters = createJobCounters();
  counters.count('line-push', 'completed');
  counters.count('line-push', 'completed');
  counters.count('payout-submit', 'failed');
  const text = toPrometheus({ 'line-push': { waiting: 2 }, 'payout-submit': { waiting: 0 } }, counters);
  const helps = text.split('\n').filter((line) => line.startsWith('# HELP'));
  expect(new Set(helps).size).toBe(helps.length);
  expect(text).toContain('queue_jobs{queue="line-push",state="waiting"} 2\n');
  expect(text).toContain('queue_jobs_handled_total{queue="line-push",outcome="completed"} 2\n');
  expect(text).toContain('queue_jobs_handled_total{queue="payout-submit",outcome="failed"} 1\n');
  expect(text.endsWith('\n')).toBe(true);
});

it('says that the backend is down, and still what this process did', () => {
  const counters = createJobCounters();
  counters.count('line-push', 'retried');
  const text = toPrometheus(undefined, counters);
  expect(text).toContain('queue_up 0');
  expect(text).toContain('outcome="retried"} 1');
});
