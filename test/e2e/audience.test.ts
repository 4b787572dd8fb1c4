// A feature for the registered, from the resident's first tap: refused with the way in, registered, let in.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, installFeature } from '@tenohira/catalog';
import { createFixedClock } from '@tenohira/core';
import { features } from '@tenohira/features';
import { buildGateway, type Gateway } from '@tenohira/gateway';
import { createTestRegistration } from '@tenohira/identity/testing';
import { createLineClients } from '@tenohira/messaging';
import { type LineStub, REPLY, startLineStub } from '@tenohira/messaging/testing';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postWebhook } from '../support/post-webhook.ts';

const catalog = createCatalog(features, sharedBlocks);
const lineUserId = `U${randomBytes(16).toString('hex')}`;
const person = { sub: 'sub-1', name: '試験 花子', address: '試験県試験市1-1', birthdate: '1950-01-01', gender: '2' };

let database: TestDatabase;
let line: LineStub;
let tenant: TestTenant;
let gateway: Gateway;
let baseUrl: string;

beforeAll(async () => {
  [database, line] = await Promise.all([openTestDatabase(), startLineStub()]);
  tenant = await createTestTenant(database.db);
  await database.db.withTenant(tenant.tenantId, async (scope) => {
    await installFeature(scope, catalog, { key: 'identity-registration', settings: {} }, 'system');
    await installFeature(scope, catalog, { key: 'garbage-guide', settings: {} }, 'system');
    const report = { key: 'road-damage-report', settings: {}, audience: 'registered' } as const;
    await installFeature(scope, catalog, report, 'system');
  });
  const { db } = database;
  gateway = await buildGateway({
    ...{ db, catalog, secrets: tenant.secrets, methods: new Map(), clock: createFixedClock(new Date()) },
    lineClients: createLineClients({
      ...{ db, secrets: tenant.secrets },
      apiBaseUrl: line.baseUrl,
      dataApiBaseUrl: line.baseUrl,
    }),
    publicBaseUrl: 'https://line.city.example',
    log: false,
  });
  await gateway.server.listen({ port: 0, host: '127.0.0.1' });
  baseUrl = `http://127.0.0.1:${(gateway.server.server.address() as AddressInfo).port}`; // it listens on a port
});
afterAll(async () => {
  await gateway.server.close();
  await Promise.all([database.drop(), line.close()]);
});

let happened = Date.now();

/** What the resident does, and what LINE is then given to show. */
async function send(event: object): Promise<string> {
  happened += 1_000;
  const id = randomBytes(13).toString('hex');
  const common = { webhookEventId: id, timestamp: happened, mode: 'active', replyToken: `token-${id}` };
  const source = { type: 'user', userId: lineUserId };
  const events = [{ ...common, deliveryContext: { isRedelivery: false }, source, ...event }];
  const before = line.calls(REPLY).length;
  const body = JSON.stringify({ destination: tenant.botUserId, events });
  const { status } = await postWebhook(`${baseUrl}/line/webhook/${tenant.webhookKey}`, body, {
    secret: tenant.channelSecret,
  });
  expect(status).toBe(200);
  await gateway.drain();
  const said = line.calls(REPLY).slice(before);
  return JSON.stringify(said.flatMap((call): unknown[] => JSON.parse(call.body).messages));
}

const tap = (data: string) => send({ type: 'postback', postback: { data } });
const say = (text: string) => send({ type: 'message', message: { type: 'text', id: `m-${happened}`, text } });

it('refuses who is not registered with the way to register, and lets them in afterwards', async () => {
  const fromRichMenu = 'start=road-damage-report/report';
  for (const refused of [await tap(fromRichMenu), await say('道路に穴があいています'), await say('道路通報')]) {
    expect(refused).toContain('「道路の不具合通報」は、ご本人の登録がすんだ方が使えます。');
    expect(refused).toContain('start=identity-registration/register');
  }
  const menu = await say('メニュー');
  expect(menu).toContain('start=garbage-guide/guide');
  expect(menu).not.toContain(fromRichMenu);

  expect(await tap('start=identity-registration/register')).toContain('登録のページを開く');
  await database.db.withTenant(tenant.tenantId, async (scope) => {
    const { id } = await scope.prisma.resident.findFirstOrThrow({ where: { lineUserId } });
    await createTestRegistration(scope, tenant.secrets, { residentId: id, person });
  });

  expect(await say('メニュー')).toContain(fromRichMenu);
  expect(await tap(fromRichMenu)).toContain('どんなことですか');
});
