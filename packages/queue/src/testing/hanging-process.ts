// A process that takes one job, says so, and never finishes it. The test kills it.
import { z } from 'zod';
import { createQueues, defineQueue } from '../index.ts';
import { createRecordingLogger } from './recording-logger.ts';

const [kind = '', url = '', name = '', mode = ''] = process.argv.slice(2);
const queues = createQueues({
  ...(kind === 'redis' ? { redisUrl: url } : { postgresUrl: url }),
  logger: createRecordingLogger(),
});
const definition = defineQueue({ name, job: z.object({ id: z.string() }), moneySafe: mode === 'money-safe' });
queues.worker(
  definition,
  async () => {
    process.send?.('taken');
    await new Promise(() => {});
  },
  { lockDurationMs: 1_000, stalledIntervalMs: 500 },
);
