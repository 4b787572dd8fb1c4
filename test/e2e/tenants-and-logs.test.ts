import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postWebhook, signBody } from '../support/post-webhook.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { textEvent } from '../support/text-event.ts';
import { waitUntil } from '../support/wait-until.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterEach(() => system?.sandbox.clearFaults());
afterAll(() => system?.stop());

describe('two cities', () => {
  it('share nothing of the person who is a friend of both', async () => {
    const [one, two] = [await system.addCity(), await system.addCity()];
    const resident = await one.resident();
    // The same person, under the other id that the other city's channel knows them by.
    const inTwo = await system.sandbox.person(two.channel.channelId, resident.personId);
    expect(inTwo.userId).not.toBe(resident.userId);
    await resident.say('数える');
    await resident.hears('どうぞ');
    await resident.say('ひみつ');
    await resident.hears('1件目 ひみつ');
    await system.sandbox.act(two.channel.channelId, resident.personId, { type: 'text', text: 'ひみつ' });
    await waitUntil('the other city has answered', async () => (await two.outbox()).length > 0);
    await two.settled();
    // No conversation is under way there: it shows its own menu.
    const heardInTwo = (await system.sandbox.transcript(two.channel.channelId, resident.personId)).filter(
      (entry) => entry.from === 'city',
    );
    expect(JSON.stringify(heardInTwo)).not.toContain('ひみつ');
    expect(JSON.stringify(heardInTwo)).not.toContain('件目');
    expect(await resident.heard()).toEqual(['どうぞ', '1件目 ひみつ']);
  });

  it('do not see rows of each other, whatever the query', async () => {
    const [one, two] = [await system.addCity(), await system.addCity()];
    const resident = await one.resident();
    await resident.say('記録 だけ');
    await one.settled();
    const counts = await system.db.readTenant(two.tenantId, ({ prisma, sql }) =>
      Promise.all([
        prisma.resident.count(),
        prisma.serviceCase.count({ where: { tenantId: one.tenantId } }),
        sql<{ n: number }>('select count(*)::int as n from inbox_event where tenant_id = $1', [one.tenantId]),
        prisma.outboxMessage.count(),
      ]),
    );
    expect(counts).toEqual([0, 0, [{ n: 0 }], 0]);
  });

  it('do not accept the numbers of each other: the same event id in both is two events', async () => {
    const [one, two] = [await system.addCity(), await system.addCity()];
    for (const city of [one, two]) {
      const { userId } = await city.resident();
      await city.webhook({
        events: [textEvent(userId, '記録 おなじ', { webhookEventId: '01SAMEIDINBOTHCITIES00000' })],
      });
    }
    await one.settled();
    await two.settled();
    expect([await one.cases(), await two.cases()]).toEqual([['おなじ'], ['おなじ']]);
  });
});

describe('the logs', () => {
  it('hold nothing that a resident wrote, nor who they are, nor what would let somebody in', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    const canary = `カナリア${randomBytes(6).toString('hex')}`;

    // What goes well,
    await resident.say(`記録 ${canary}`);
    await resident.hears(`受付 ${canary}`);
    await resident.say(`通知 ${canary}`);
    await resident.hears(`お知らせ ${canary}`);
    // and whatever goes wrong, on every path that writes a line.
    const { body, events } = await city.webhook({ events: [textEvent(resident.userId, canary)] });
    const signature = signBody(body, city.channel.channelSecret);
    await postWebhook(city.webhookUrl, body, { signature: `${signature.slice(0, -4)}AAA=` });
    await postWebhook(`${city.webhookUrl}x`, body, { signature });
    const broken = body.replace('}', `${canary}`);
    await postWebhook(city.webhookUrl, broken, { secret: city.channel.channelSecret });
    const misshapen = JSON.stringify({ destination: canary, events: [{ type: 7, canary }] });
    await postWebhook(city.webhookUrl, misshapen, { secret: city.channel.channelSecret });
    await resident.say('故障');
    await system.sandbox.setFaults([
      { kind: 'api500BeforeAcceptance', count: 1, endpoint: 'push', channelId: city.channel.channelId },
      { kind: 'api429Monthly', count: 1, skip: 1, endpoint: 'push', channelId: city.channel.channelId },
    ]);
    await city.push(resident.userId, `${canary} 1`);
    await city.push(resident.userId, `${canary} 2`);
    await waitUntil('a push fails', async () => (await city.outbox()).some((row) => row.status === 'failed'));
    await waitUntil('the failure is in the log', () => system.logs().includes('QUOTA_EXHAUSTED'));

    const logs = system.logs();
    for (const code of ['GATEWAY_WEBHOOK_REFUSED', 'LINE_WEBHOOK_MALFORMED', 'CONVERSATION_UNEXPECTED']) {
      expect(logs).toContain(code);
    }
    const replyTokens = (events ?? []).flatMap((event) => event.replyToken ?? []);
    expect(replyTokens).toHaveLength(1);
    for (const secret of [
      canary,
      resident.userId,
      signature,
      city.channel.channelSecret,
      city.webhookKey,
      ...replyTokens,
    ]) {
      expect(logs.includes(secret), `the logs hold ${secret}`).toBe(false);
    }
  });
});
