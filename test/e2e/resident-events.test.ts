import { randomBytes } from 'node:crypto';
import { hashToken } from '@tenohira/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postWebhook } from '../support/post-webhook.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { textEvent } from '../support/text-event.ts';
import { waitUntil } from '../support/wait-until.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ gateways: 2 });
});
afterEach(() => system?.sandbox.clearFaults());
afterAll(() => system?.stop());

describe('what a resident does', () => {
  it('is greeted for adding the account, with the menu', async () => {
    const city = await system.addCity();
    const resident = await city.stranger();
    await resident.act({ type: 'follow' });
    await resident.hears((text) => text.endsWith('へようこそ'));
    expect(await resident.heard()).toHaveLength(2);
  });

  it('starts a conversation by a button', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.act({ type: 'postback', data: 'start=probe/count', displayText: '数える' });
    await resident.hears('どうぞ');
    await resident.say('りんご');
    await resident.hears('1件目 りんご');
  });

  it('ends by blocking: the conversation is over and what waits to be sent is cancelled', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('数える');
    await resident.hears('どうぞ');
    await system.sandbox.setFaults([{ kind: 'api429Rate', channelId: city.channel.channelId, endpoint: 'push' }]);
    await city.push(resident.userId, 'もう要らない');
    await waitUntil('a first try', async () => (await city.outbox()).some((row) => row.errorCode === 'RATE_LIMITED'));
    await resident.act({ type: 'block' });
    await city.settled();
    expect(await city.outbox()).toMatchObject([
      { status: 'sent' },
      { status: 'cancelled', errorCode: 'RESIDENT_LEFT' },
    ]);
    const { rows } = await system.admin.query(
      `select r.status, s.state from resident r join conversation_session s on s.resident_id = r.id where r.tenant_id = $1`,
      [city.tenantId],
    );
    expect(rows).toEqual([{ status: 'left', state: null }]);
    await system.sandbox.clearFaults();
    expect(await resident.heard()).toEqual(['どうぞ']);
  });

  it('can take a message back: its words are gone from the inbox, the case and everywhere', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    const word = `まちがい${randomBytes(4).toString('hex')}`;
    const { messageId } = await resident.say(`記録 ${word}`);
    await resident.hears(`受付 ${word}`);
    await resident.act({ type: 'unsend', messageId });
    await city.settled();
    const { rows } = await system.admin.query(
      `select (select count(*)::int from inbox_event where tenant_id = $1 and payload like '%' || $2 || '%') as inbox,
              (select count(*)::int from service_case where tenant_id = $1 and fields::text like '%' || $2 || '%') as cases,
              (select count(*)::int from conversation_session where tenant_id = $1 and state::text like '%' || $2 || '%') as sessions`,
      [city.tenantId, word],
    );
    expect(rows).toEqual([{ inbox: 0, cases: 0, sessions: 0 }]);
  });

  it('links an account once with a nonce, and unlinks it by a word', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    const nonce = randomBytes(16).toString('hex');
    await system.admin.query(
      `insert into account_link_nonce (tenant_id, nonce_hash, subject, expires_at) values ($1, $2, 'subject-1', now() + interval '5 minutes')`,
      [city.tenantId, hashToken(nonce)],
    );
    const link = () => ({
      type: 'accountLink',
      source: { type: 'user', userId: resident.userId },
      link: { result: 'ok', nonce },
    });
    await city.webhook({ events: [link()] });
    await resident.hears((text) => text.includes('連携が完了しました'));
    await city.webhook({ events: [link()] });
    await resident.hears((text) => text.includes('連携ができませんでした'));
    const links = async () =>
      (await system.admin.query('select subject from account_link where tenant_id = $1', [city.tenantId])).rows;
    expect(await links()).toEqual([{ subject: 'subject-1' }]);
    await resident.say('連携解除');
    await resident.hears((text) => text.includes('解除しました'));
    expect(await links()).toEqual([]);
  });

  it('is not answered while another module of the account has the floor (standby)', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await city.webhook({ events: [textEvent(resident.userId, '記録 しずかに', { mode: 'standby' })] });
    await city.settled();
    expect(await city.inbox()).toMatchObject([{ status: 'ignored' }]);
    expect(await city.outbox()).toEqual([]);
    expect(await city.cases()).toEqual([]);
  });
});

describe('one event has one effect', () => {
  it('when LINE sends the same webhook twice', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await system.sandbox.setFaults([{ kind: 'webhookDuplicate', channelId: city.channel.channelId }]);
    for (const text of ['い', 'ろ', 'は']) await resident.say(`記録 ${text}`);
    await city.settled();
    const [fault] = await system.sandbox.faults();
    expect(fault?.struck).toBe(3);
    expect(await city.cases()).toEqual(['い', 'は', 'ろ']);
    expect((await resident.heard()).sort()).toEqual(['受付 い', '受付 は', '受付 ろ']);
  });

  it('when LINE redelivers what was accepted long before', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    const { webhookEventId } = await resident.say('記録 いちど');
    await resident.hears('受付 いちど');
    const delivery = (await system.sandbox.deliveries()).find((each) =>
      each.events.some((event) => event.webhookEventId === webhookEventId),
    );
    expect(await system.sandbox.redeliver(delivery?.seq ?? 0)).toMatchObject({ status: 200 });
    // What comes after it has gone through the same gateway: so has the redelivery.
    await resident.say('記録 つぎ');
    await resident.hears('受付 つぎ');
    expect(await city.cases()).toEqual(['いちど', 'つぎ']);
    expect(await resident.heard()).toEqual(['受付 いちど', '受付 つぎ']);
  });

  it('when it reaches two gateways at the same moment, many times', async () => {
    const city = await system.addCity();
    const residents = await Promise.all(Array.from({ length: 10 }, () => city.resident()));
    const urls = system.gateways.map(({ url }) => `${url}/line/webhook/${city.webhookKey}`);
    const bodies = await Promise.all(
      residents.map(async ({ userId }, index) => {
        // A webhook that goes nowhere, for a body with a reply token that is good.
        const events = [textEvent(userId, `記録 ${index}`)];
        return (await city.webhook({ events, url: 'http://127.0.0.1:1/' })).body;
      }),
    );
    const copies = bodies.flatMap((body) => [1, 2, 3].flatMap(() => urls.map((url) => ({ url, body }))));
    const secret = city.channel.channelSecret;
    const answers = await Promise.all(copies.map(({ url, body }) => postWebhook(url, body, { secret })));
    expect(answers.map((answer) => answer.status)).toEqual(copies.map(() => 200));
    await city.settled();
    expect(await city.cases()).toEqual(residents.map((_, index) => String(index)));
    for (const [index, resident] of residents.entries()) expect(await resident.heard()).toEqual([`受付 ${index}`]);
  });
});

describe('events that overtake each other', () => {
  const reorderOnce = (channelId: string) =>
    system.sandbox.setFaults([{ kind: 'webhookReorder', channelId, count: 1 }]);

  it('do not rewind a conversation', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('数える');
    await resident.hears('どうぞ');
    // Said first and delivered last, after the other one was answered: what comes sooner than that is put in order.
    const overtaken = textEvent(resident.userId, 'さきに言った', { timestamp: Date.now() - 1 });
    await resident.say('あとに言った');
    await resident.hears('1件目 あとに言った');
    await city.webhook({ events: [overtaken] });
    await city.settled();
    expect((await city.inbox()).map((row) => row.status)).toEqual(['processed', 'late', 'processed']);
    await resident.say('そのつぎ');
    await resident.hears('2件目 そのつぎ');
    expect(await resident.heard()).toEqual(['どうぞ', '1件目 あとに言った', '2件目 そのつぎ']);
  });

  it('both have their effect where there is no conversation to rewind', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    await reorderOnce(city.channel.channelId);
    await resident.say('記録 まえ');
    await resident.say('記録 あと');
    await city.settled();
    expect(await city.cases()).toEqual(['あと', 'まえ']);
    expect((await resident.heard()).sort()).toEqual(['受付 あと', '受付 まえ']);
  });
});

describe('an event that cannot be processed', () => {
  it('is tried again, given up after six tries with an apology, and holds up nobody else', async () => {
    const city = await system.addCity();
    const unlucky = await city.resident();
    const lucky = await city.resident();
    await unlucky.say('故障');
    await lucky.say('記録 べつ');
    await lucky.hears('受付 べつ');
    const row = async () => (await city.inbox()).find((each) => each.lineUserId === unlucky.userId);
    await waitUntil('a first failure', async () => (await row())?.attempts === 1);
    expect((await row())?.status).toBe('pending');
    await system.admin.query(
      `update inbox_event set attempts = 5, next_attempt_at = now() where tenant_id = $1 and status = 'pending'`,
      [city.tenantId],
    );
    await unlucky.hears((text) => text.startsWith('申し訳ありません'));
    expect(await row()).toMatchObject({ status: 'failed', attempts: 6 });
    await unlucky.say('記録 そのあと');
    await unlucky.hears('受付 そのあと');
  });
});
