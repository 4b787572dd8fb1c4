// The super fast pass in the chat: webhooks in, LINE's API out, real rows between. What a resident taps is what LINE was
// given to show.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { claimByResident } from '@tenohira/benefits';
import { createTestBenefit, type TestBenefit, TRANSFER_METHOD, testAccount } from '@tenohira/benefits/testing';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, installFeature } from '@tenohira/catalog';
import { uuidv7 } from '@tenohira/core';
import { features } from '@tenohira/features';
import { buildGateway, type Gateway } from '@tenohira/gateway';
import { createLineClients } from '@tenohira/messaging';
import { type LineStub, REPLY, startLineStub } from '@tenohira/messaging/testing';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBrowser } from '../support/benefit-browser.ts';
import { postWebhook } from '../support/post-webhook.ts';

const PUBLIC = 'https://line.city.example';
const catalog = createCatalog(features, sharedBlocks);

let database: TestDatabase;
let line: LineStub;
let benefit: TestBenefit;
let gateway: Gateway;
let baseUrl: string;
let household: Awaited<ReturnType<TestBenefit['addHousehold']>>;
let residentId: string;
let lineUserId: string;
let happened: number;
let heard: unknown[];

beforeAll(async () => {
  [database, line] = await Promise.all([openTestDatabase(), startLineStub()]);
});
afterAll(() => Promise.all([database.drop(), line.close()]));
beforeEach(async () => {
  line.forget();
  benefit = await createTestBenefit(database.db);
  await benefit.run((db) => installFeature(db, catalog, { key: 'benefit-application', settings: {} }, 'system'));
  const { secrets } = benefit.deps;
  const lineClients = createLineClients({
    db: database.db,
    secrets,
    apiBaseUrl: line.baseUrl,
    dataApiBaseUrl: line.baseUrl,
  });
  gateway = await buildGateway({ ...benefit.deps, catalog, lineClients, publicBaseUrl: PUBLIC, log: false });
  await gateway.server.listen({ port: 0, host: '127.0.0.1' });
  baseUrl = `http://127.0.0.1:${(gateway.server.server.address() as AddressInfo).port}`; // it listens on a port
  household = await benefit.addHousehold([{ account: testAccount('7654367') }]);
  residentId = await benefit.registerAs(head().person, head().id);
  lineUserId = await userIdOf(residentId);
  happened = benefit.clock.now().getTime();
  heard = [];
});
afterEach(() => gateway.server.close());

function head() {
  const [portion] = household.portions;
  if (!portion) throw new Error('a household has somebody');
  return portion;
}

async function userIdOf(id: string): Promise<string> {
  const row = await benefit.run(({ prisma }) => prisma.resident.findFirstOrThrow({ where: { id } }));
  return row.lineUserId;
}

/** What the resident does, and what LINE is then given to show. */
async function send(event: object): Promise<string> {
  const { webhookKey, channelSecret, botUserId } = benefit.tenant;
  happened += 1000;
  const id = randomBytes(13).toString('hex');
  const common = { webhookEventId: id, timestamp: happened, mode: 'active', replyToken: `token-${id}` };
  const events = [
    { ...common, deliveryContext: { isRedelivery: false }, source: { type: 'user', userId: lineUserId }, ...event },
  ];
  const before = line.calls(REPLY).length;
  const body = JSON.stringify({ destination: botUserId, events });
  const answer = await postWebhook(`${baseUrl}/line/webhook/${webhookKey}`, body, { secret: channelSecret });
  expect(answer.status).toBe(200);
  await gateway.drain();
  heard = line
    .calls(REPLY)
    .slice(before)
    .flatMap((call): unknown[] => JSON.parse(call.body).messages);
  return JSON.stringify(heard);
}

/** An event that reached us so many seconds ago and that nobody has come to yet. */
async function receiveUnprocessed(event: object, secondsAgo: number): Promise<void> {
  happened += 1000;
  const id = randomBytes(13).toString('hex');
  const common = { webhookEventId: id, timestamp: happened, mode: 'active', deliveryContext: { isRedelivery: false } };
  const payload = JSON.stringify({ ...common, source: { type: 'user', userId: lineUserId }, ...event });
  await benefit.run(({ sql }) =>
    sql(
      `insert into inbox_event (channel_id, webhook_event_id, type, line_user_id, occurred_at, payload, received_at)
       values ($1, $2, 'postback', $3, $4, $5, now() - $6 * interval '1 second')`,
      [benefit.tenant.channelId, id, lineUserId, new Date(happened), payload, secondsAgo],
    ),
  );
}

const start = (flow: string) =>
  send({
    type: 'postback',
    postback: { data: `start=benefit-application/${flow}?{"program-id":"${benefit.programId}"}` },
  });
const say = (text: string) =>
  send({ type: 'message', message: { type: 'text', id: randomBytes(8).toString('hex'), text } });

/** Taps what is shown with that label. */
function tap(label: string): Promise<string> {
  return send({ type: 'postback', postback: { data: findAction(label).data ?? '' } });
}

function findAction(label: string): { data?: string; uri?: string } {
  const found: { data?: string; uri?: string }[] = [];
  JSON.stringify(heard, (_key, value: { label?: string; type?: string; data?: string; uri?: string } | null) => {
    if (value && typeof value === 'object' && value.label === label && value.type !== undefined) found.push(value);
    return value;
  });
  const [action] = found;
  if (!action) throw new Error(`no button ${label} in ${JSON.stringify(heard)}`);
  return action;
}

const claims = () => benefit.run(({ prisma }) => prisma.benefitClaim.findMany({ orderBy: { createdAt: 'asc' } }));

describe('a resident who is on the list', () => {
  it('applies in four taps to the account that the city holds, of which the chat sees two digits', async () => {
    const turns = [
      await start('apply'),
      await tap('役所が知っている口座で'),
      await tap('まちがいありません'),
      await tap('申し込む'),
    ];
    const [claim, ...others] = await claims();
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      residentId,
      channel: 'super-fast-pass',
      status: 'claimed',
      method: TRANSFER_METHOD,
      accountKind: 'held',
      amountYen: 10_000,
      matchReason: 'full',
    });
    expect(turns[1]).toContain('番号の末尾 67');
    expect(turns[3]).toContain('申し込みを受け付けました');
    expect(turns[3]).toContain(claim?.number);
    expect(turns.join()).not.toMatch(/7654367|ミドリ|アンケート/);
  });

  it('is offered the survey right after, where the city has it on', async () => {
    await benefit.run(async (db) => {
      await db.sql(`update benefit_program set survey_key = 'after-applying'`);
      await installFeature(db, catalog, { key: 'survey', settings: {} }, 'system');
    });
    for (const step of ['役所が知っている口座で', 'まちがいありません', '申し込む']) {
      if (heard.length === 0) await start('apply');
      await tap(step);
    }
    expect(findAction('アンケートに答える').data).toBe('start=survey/answer?{"survey-key":"after-applying"}');
    expect(await tap('アンケートに答える')).not.toContain('ご利用いただけません');
  });

  it('who taps "apply" after the household applied another way is told so, and nothing is stored', async () => {
    await start('apply');
    await tap('役所が知っている口座で');
    await tap('まちがいありません');
    const other = await benefit.registerAs(head().person);
    await benefit.run(async (db) => {
      await db.sql(
        'update benefit_match set registration_id = (select id from identity_registration where resident_id = $1)',
        [other],
      );
      await claimByResident(db, benefit.deps, {
        residentId: other,
        claimId: uuidv7(),
        programId: benefit.programId,
        method: TRANSFER_METHOD,
        accountKind: 'public',
        receivedAt: benefit.clock.now(),
      });
      await db.sql(
        'update benefit_match set registration_id = (select id from identity_registration where resident_id = $1)',
        [residentId],
      );
    });
    expect(await tap('申し込む')).toContain('もう申し込みが届いています');
    expect(await claims()).toEqual([expect.objectContaining({ residentId: other })]);
  });

  it('taps a button twice, or an old one, and has applied once', async () => {
    await start('apply');
    await tap('役所が知っている口座で');
    await tap('まちがいありません');
    const question = heard;
    await tap('申し込む');
    heard = question;
    await tap('申し込む');
    expect(await start('apply')).toContain('もう届いています');
    expect(await claims()).toHaveLength(1);
  });

  it('who taps in the last second of the last day is in time, though the answer comes the day after', async () => {
    benefit.clock.set('2027-01-29T23:59:50+09:00');
    happened = benefit.clock.now().getTime() - 60_000;
    await start('apply');
    await tap('役所が知っている口座で');
    await tap('まちがいありません');
    await receiveUnprocessed({ type: 'postback', postback: { data: findAction('申し込む').data ?? '' } }, 31);
    benefit.clock.set('2027-01-30T00:00:30+09:00');
    await say('メニュー');
    const said = await benefit.run(({ sql }) => sql('select messages from outbox_message'));
    expect(JSON.stringify(said)).toContain('申し込みを受け付けました');
    const [claim] = await claims();
    expect(claim?.receivedAt.toISOString()).toMatch(/^2027-01-29T14:59:5\d/);
  });

  it('is told that it is too late a second after the last day', async () => {
    benefit.clock.set('2027-01-30T00:00:05+09:00');
    expect(await start('apply')).toContain('期限（2027年1月29日(金)）が過ぎた');
  });

  it('declines after a question, and the household is free of it', async () => {
    await start('apply');
    await tap('受け取らない（辞退）');
    expect(await tap('受け取らない')).toContain('辞退を受け付けました');
    const [entitlement] = await benefit.run(({ prisma }) => prisma.benefitEntitlement.findMany());
    expect(entitlement?.status).toBe('declined');
    expect(await start('apply')).toContain('辞退');
  });

  it('enters another account on a page of theirs, opened from the chat', async () => {
    await start('apply');
    await tap('ほかの口座で');
    const uri = findAction('口座を入力する').uri ?? '';
    expect(uri).toMatch(new RegExp(`^${PUBLIC}/benefits/${benefit.tenantId}/open/[\\w-]{32}$`));
    const browser = createBrowser(baseUrl);
    const page = await browser.follow(await browser.get(uri.slice(PUBLIC.length)));
    expect(page.body).toContain('銀行の名前は？');
  });

  it('finds it by the word 給付金 as well', async () => {
    expect(await say('給付金')).toContain('役所が知っている口座で');
  });
});

describe('somebody else', () => {
  it('learns nothing by the button of another', async () => {
    const stranger = await benefit.addHousehold([{}]);
    const [portion] = stranger.portions;
    lineUserId = await userIdOf(await benefit.registerAs(portion?.person ?? head().person));
    const answer = await start('apply');
    expect(answer).toContain('確かめられませんでした');
    expect(answer).not.toMatch(/67|10,000/);
    expect(await say('給付金')).toContain('いま、申し込める給付金はありません');
  });

  it('who has not shown who they are is told how to', async () => {
    lineUserId = `U${randomBytes(16).toString('hex')}`;
    expect(await say('給付金')).toContain('本人確認をする');
    expect(await say('手紙の番号 ABCD-EFGH-JKMN')).toContain('1. 本人確認をする');
    expect(findAction('2. 申し込みへ進む').data).toBe(
      'start=benefit-application/letter?{"letter-code":"ABCD-EFGH-JKMN"}',
    );
  });

  it('with a letter comes to its page, with the code filled in', async () => {
    await say('手紙の番号 ABCD-EFGH-JKMN');
    expect(findAction('申し込みのページへ').uri).toMatch(/\/open\/[\w-]{32}\?letter=ABCD-EFGH-JKMN$/);
  });
});
