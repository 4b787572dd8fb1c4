// Jobs a second on both backends. node packages/queue/bench/throughput.ts <PostgreSQL URL of a superuser>
import { z } from 'zod';
import { createQueues, defineQueue } from '../src/index.ts';
import { createPrivateRedis } from '../src/testing/private-redis.ts';
import { createQueueDatabase } from '../src/testing/queue-database.ts';
import { createRecordingLogger } from '../src/testing/recording-logger.ts';

const definition = defineQueue({ name: 'bench', job: z.object({ id: z.uuid() }), concurrency: 50 });
const [adminUrl] = process.argv.slice(2);

const redis = await createPrivateRedis();
await redis.start();
await measure('Redis', { redisUrl: redis.url }, 30_000);
await redis.kill();

if (adminUrl !== undefined) {
  const database = await createQueueDatabase(adminUrl);
  await measure('PostgreSQL', { postgresUrl: database.url }, 10_000);
  await database.drop();
}

async function measure(name: string, url: { redisUrl: string } | { postgresUrl: string }, jobs: number): Promise<void> {
  const queues = createQueues({ ...url, logger: createRecordingLogger(), addTimeoutMs: 30_000 });
  const producer = queues.producer(definition);
  const payload = () => ({ payload: { id: crypto.randomUUID() } });
  await producer.addBulk([payload()]);

  const single = Math.round(jobs / 10);
  const addedOneByOne = await rate(single, async () => {
    const lanes = Array.from({ length: 50 }, async () => {
      for (let n = 0; n < single / 50; n++) {
        await producer.add(payload().payload);
      }
    });
    await Promise.all(lanes);
  });
  const addedInBulk = await rate(jobs, () => producer.addBulk(Array.from({ length: jobs }, payload)));
  const processed = await rate(jobs + single + 1, async () => {
    let left = jobs + single + 1;
    const done = Promise.withResolvers<void>();
    queues.worker(definition, async () => {
      left -= 1;
      if (left === 0) {
        done.resolve();
      }
    });
    await done.promise;
  });
  console.log(`${name}: added one by one ${addedOneByOne}/s, in bulk ${addedInBulk}/s, processed ${processed}/s`);
  await queues.close(5_000);
}

async function rate(jobs: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(jobs / ((performance.now() - startedAt) / 1_000));
}
