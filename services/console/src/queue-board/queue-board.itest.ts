import { createQueues, mailSend, migrateQueues, type Queues } from '@tenohira/queue';
import { createTestTenant } from '@tenohira/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Caller, withTestConsole } from '../testing/test-console.ts';
import { BOARD_PATH } from './queue-board.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const boardSchema = z.object({
  queues: z.array(
    z.object({
      ...{ name: z.string(), readOnlyMode: z.boolean(), counts: z.record(z.string(), z.number()) },
      jobs: z.array(z.object({ id: z.string(), data: z.unknown() })),
    }),
  ),
});

let queues: Queues;
const console_ = withTestConsole(({ adminUrl }) => {
  queues = createQueues({ postgresUrl: adminUrl, logger: silent });
  return { queues };
});
let operator: Caller;
let jobId: string;
const ids = { tenantId: '018f0000-0000-7000-8000-000000000001', id: '018f0000-0000-7000-8000-000000000002' };

beforeAll(async () => {
  await migrateQueues({ postgresUrl: console_.database.adminUrl, grantTo: [] });
  operator = await console_.signIn('', 'operator');
  jobId = ids.id;
  await queues.producer(mailSend).add(ids, { jobId });
});

const get = (path: string, headers: Readonly<Record<string, string>> = operator.headers) =>
  console_.server.inject({ method: 'GET', url: `${BOARD_PATH}${path}`, headers });

describe('the queues', () => {
  it('are counted for an operator, each with what goes through it', async () => {
    const { json } = await operator.call('GET', '/operator/queues');
    expect(json).toMatchObject({
      backend: 'postgres',
      boardPath: `${BOARD_PATH}/`,
      queues: expect.arrayContaining([
        expect.objectContaining({ name: 'mail-send', title: 'メールを送る', waiting: 1, failed: 0 }),
        expect.objectContaining({ name: 'payout-submit', waiting: 0 }),
      ]),
    });
  });

  it('are shown by bull-board, with ids and nothing else of a job', async () => {
    const answer = await get('/api/queues?activeQueue=mail-send&status=latest&page=1&jobsPerPage=10');
    expect(answer.statusCode).toBe(200);
    const mail = boardSchema.parse(answer.json()).queues.find(({ name }) => name === 'mail-send');
    expect(mail).toMatchObject({ readOnlyMode: true, counts: { waiting: 1 }, jobs: [{ id: jobId, data: ids }] });
  });

  it('are shown on a page that runs and styles nothing inline', async () => {
    const { headers, body } = await get('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/style=|<style|https?:/);
    expect([...body.matchAll(/<script(?! defer src="static\/)/g)]).toHaveLength(1);
    expect(body).toContain('<script id="__UI_CONFIG__" type="application/json">');
  });

  it('cannot be changed from there', async () => {
    for (const [method, path] of [
      ['PUT', '/api/queues/mail-send/pause'],
      ['PUT', '/api/queues/mail-send/empty'],
      ['PUT', '/api/queues/mail-send/obliterate'],
      ['POST', '/api/queues/mail-send/add'],
      ['PUT', `/api/queues/mail-send/${jobId}/retry`],
    ] as const) {
      const url = `${BOARD_PATH}${path}`;
      const { statusCode } = await console_.server.inject({ method, url, headers: operator.headers, payload: {} });
      expect(statusCode, path).toBe(404);
    }
    expect((await queues.counts())['mail-send']).toMatchObject({ waiting: 1 });
  });

  it('are nobody else’s to see: pages lead to our own, answers say no', async () => {
    const { tenantId } = await createTestTenant(console_.database.db);
    const owner = await console_.signIn(tenantId, 'owner');
    for (const [headers, status] of [
      [owner.headers, 403],
      [{}, 401],
    ] as const) {
      expect((await get('/api/queues', headers)).statusCode).toBe(status);
      expect(await get('/queue/mail-send', headers)).toMatchObject({
        statusCode: 302,
        headers: { location: '/operator/queues' },
      });
    }
  });
});
