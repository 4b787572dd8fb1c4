import type { JobCounters } from './job-counters.ts';

export type QueueCounts = Record<string, Record<string, number>>;

/**
 * Metrics of all queues in Prometheus' text format: one HELP and TYPE a metric, as the format demands. (BullMQ's own
 * exporter writes them once a queue, which a scraper refuses when the texts are joined.)
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function toPrometheus(counts: QueueCounts | undefined, counters: JobCounters): string {
  const lines = [
    '# HELP queue_up Whether the backend of the queues answered.',
    '# TYPE queue_up gauge',
    `queue_up ${counts === undefined ? 0 : 1}`,
    '# HELP queue_jobs Jobs in the queue by state.',
    '# TYPE queue_jobs gauge',
  ];
  for (const [queue, states] of Object.entries(counts ?? {})) {
    for (const [state, jobs] of Object.entries(states)) {
      lines.push(`queue_jobs{queue="${queue}",state="${state}"} ${jobs}`);
    }
  }
  lines.push(
    '# HELP queue_jobs_handled_total Runs of jobs by this process.',
    '# TYPE queue_jobs_handled_total counter',
  );
  for (const { queue, outcome, jobs } of counters.entries()) {
    lines.push(`queue_jobs_handled_total{queue="${queue}",outcome="${outcome}"} ${jobs}`);
  }
  return `${lines.join('\n')}\n`;
}
