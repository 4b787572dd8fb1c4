// What becomes of a call whose answer is not what its schema says: its effect is there, and is not repeated.
import type { Server } from '@tenohira/service-kit';
import { createTestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { buildConsole } from '../app.ts';
import { askAbout, newSigningKey, signInAt, withTestConsole } from '../testing/test-console.ts';
import { defineRoute, registerRoute } from './route.ts';

const console_ = withTestConsole();
let server: Server;
let effects = 0;

const broken = defineRoute({
  method: 'POST',
  url: '/broken',
  summary: 'has an effect and no answer',
  permission: 'handle',
  answer: z.object({ name: z.string() }),
  run: async () => {
    effects += 1;
    return JSON.parse('{ "name": 7 }');
  },
});

beforeAll(async () => {
  const { tools } = console_;
  const { queues: _, limits, ...rest } = tools;
  const breached = askAbout();
  server = await buildConsole({ ...rest, limits: () => limits, breached, signingKey: newSigningKey(), log: false });
  registerRoute(server, { ...tools, breached: breached(() => {}) }, broken);
  await server.ready();
});
afterAll(() => server.close());

it('is not made again under the same key, and says that it was done', async () => {
  const { tenantId } = await createTestTenant(console_.database.db);
  const { headers } = await signInAt(server, console_.tools, tenantId, 'owner');
  const call = (key: string) =>
    server.inject({ method: 'POST', url: '/api/v1/broken', headers: { ...headers, 'idempotency-key': key } });
  const first = await call('a');
  expect([first.statusCode, first.json().code]).toEqual([500, 'INTERNAL']);
  for (const again of [await call('a'), await call('a')]) {
    expect([again.statusCode, again.json().code]).toEqual([409, 'IDEMPOTENCY_ANSWER_LOST']);
    expect(again.json().title).toContain('済んでいます');
  }
  expect(effects).toBe(1);
  await call('b');
  expect(effects).toBe(2);
});
