import { describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';
import { registerHealth } from './health.ts';
import { createMetrics } from './metrics.ts';

function createFixture(ready: Record<string, () => Promise<boolean>> = {}) {
  const server = createServer({ name: 'test', log: false });
  registerHealth(server, { metrics: createMetrics('test'), ready, moreMetrics: async () => 'queue_jobs 3\n' });
  return server;
}

describe('/readyz', () => {
  it.each([
    ['everything is there', async () => true, 200, true],
    ['something is away', async () => false, 503, false],
    ['a check throws', async () => Promise.reject(new Error('no')), 503, false],
  ])('when %s', async (_title, database, statusCode, ok) => {
    const answer = await createFixture({ database, line: async () => true }).inject('/readyz');
    expect(answer.statusCode).toBe(statusCode);
    expect(answer.json()).toEqual({
      status: ok ? 'ready' : 'not-ready',
      checks: { database: ok, line: true },
    });
  });

  it('says no as soon as the process begins to stop, while it still answers', async () => {
    const server = createFixture({ database: async () => true });
    const answers: number[] = [];
    server.addHook('preClose', async () => {
      answers.push((await fetch(`${address}/readyz`, { headers: { connection: 'close' } })).status);
    });
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    await server.close();
    expect(answers).toEqual([503]);
  });
});

it('/healthz answers whatever is away', async () => {
  const server = createFixture({ database: async () => false });
  expect((await server.inject('/healthz')).statusCode).toBe(200);
});

it('/metrics has the name of the process, and what is added from elsewhere', async () => {
  const answer = await createFixture().inject('/metrics');
  expect(answer.headers['content-type']).toContain('text/plain');
  expect(answer.body).toMatch(/process_cpu_user_seconds_total\{service="test"\}/);
  expect(answer.body).toMatch(/^queue_jobs 3$/m);
});
