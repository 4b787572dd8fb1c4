import { type LineAccounts, startLineAccounts } from '@tenohira/onboarding/testing';
import { createTestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../../app.ts';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

let line: LineAccounts;
let operator: Caller;
beforeAll(async () => {
  line = await startLineAccounts();
});
afterAll(() => line.close());
const console_ = withTestConsole((_database, { onboarding }) => ({
  onboarding: { ...onboarding, lineApi: line.lineApi },
}));
beforeAll(async () => {
  operator = await console_.signIn('', 'operator');
});

const startedSchema = z.object({ tenantId: z.string(), slug: z.string(), isNew: z.boolean() });
const stateSchema = z.object({
  steps: z.array(z.object({ key: z.string(), status: z.string(), problem: z.string().nullable() })),
  health: z.object({ problems: z.array(z.object({ code: z.string() })) }),
});
const catalogSchema = z.object({
  features: z.array(
    z.object({
      ...{ key: z.string(), isStarter: z.boolean(), version: z.number() },
      ...{ cities: z.number(), citiesBehind: z.number() },
    }),
  ),
});
const citiesSchema = z.object({ items: z.array(z.object({ slug: z.string() })), next: z.string().nullable() });

const start = async (municipalityCode: string) =>
  startedSchema.parse((await operator.call('POST', '/operator/cities', { municipalityCode })).json);
const stepsOf = (json: unknown) =>
  Object.fromEntries(stateSchema.parse(json).steps.map(({ key, status }) => [key, status]));
const listed = async (query: string) =>
  citiesSchema.parse((await operator.call('GET', `/operator/cities?${query}`)).json);

describe('an operator', () => {
  it('brings a city on board, step by step, each shown with where it stands', async () => {
    const found = await operator.call('GET', `/operator/municipalities?text=${encodeURIComponent('131130')}`);
    expect(found.json).toMatchObject({ municipalities: [{ code: '131130', latitude: expect.any(Number) }] });
    const { tenantId, isNew } = await start('131130');
    expect(isNew).toBe(true);
    expect(await start('131130')).toMatchObject({ tenantId, isNew: false });

    const at = `/operator/cities/${tenantId}`;
    expect(stepsOf((await operator.call('GET', at)).json)).toMatchObject({
      municipality: 'done',
      administrators: 'open',
      plan: 'unavailable',
    });
    const account = line.addAccount();
    const channel = { channelId: account.channelId, channelSecret: account.channelSecret };
    const wrong = await operator.call('POST', `${at}/channel`, { ...channel, channelSecret: '0'.repeat(32) });
    expect(wrong).toMatchObject({ status: 422, json: { code: 'ONBOARDING_SECRET_REFUSED' } });
    expect(stepsOf((await operator.call('GET', at)).json)).toMatchObject({ channel: 'failed' });
    account.webhookTest = 'COULD_NOT_CONNECT';
    const unreachable = await operator.call('POST', `${at}/channel`, channel);
    expect(stateSchema.parse(unreachable.json).health.problems).toMatchObject([{ code: 'webhook-could-not-connect' }]);
    account.webhookTest = 'OK';
    expect(stepsOf((await operator.call('POST', `${at}/channel/check`)).json)).toMatchObject({ channel: 'done' });
    await operator.call('POST', `${at}/features`, {});
    const people = [
      { name: '管理 花子', email: 'Hanako@city.example' },
      { name: '承認 次郎', email: 'jiro@city.example', role: 'approver' },
    ];
    await operator.call('POST', `${at}/administrators`, { administrators: people });
    const again = await operator.call('POST', `${at}/administrators`, { administrators: people });
    expect(stepsOf(again.json)).toEqual({
      ...{ municipality: 'done', administrators: 'done', channel: 'done', features: 'done' },
      ...{ plan: 'unavailable', menu: 'open', live: 'open' },
    });
    expect(again.text).not.toMatch(new RegExp(`${account.channelSecret}|hanako`, 'i'));

    const { db } = console_.database;
    const [letters, facts] = await Promise.all([
      db.readTenant(tenantId, ({ sql }) => sql('select 1 from mail_message')),
      db.readTenant(tenantId, ({ sql }) => sql<{ actor: string }>('select distinct actor from audit_entry')),
    ]);
    expect(letters).toHaveLength(2);
    expect(facts).toEqual([{ actor: `operator:${operator.staffId}` }]);
  });

  it('sees how every city is, in pages, and finds one by name, kana or code', async () => {
    const started = [];
    for (const code of ['011002', '012025', '012033']) started.push(await start(code));
    const first = await listed('limit=2');
    expect(first.items.map(({ slug }) => slug)).toEqual(['011002', '012025']);
    const second = await listed(`limit=2&after=${first.next}`);
    expect(second.items[0]?.slug).toBe('012033');
    for (const text of ['はこだて', '012025', 'ハコダテシ']) {
      expect(
        (await listed(`text=${encodeURIComponent(text)}`)).items.map(({ slug }) => slug),
        text,
      ).toEqual(['012025']);
    }
    const { tenantId } = await createTestTenant(console_.database.db);
    await console_.database.db.withTenant(tenantId, ({ sql }) => sql(`update tenant set name = '調子の悪い町'`));
    expect((await operator.call('GET', `/operator/cities?text=${encodeURIComponent('調子')}`)).json).toMatchObject({
      items: [
        {
          ...{ tenantId, inboxPending: 0, outboxUnknown: 0, payoutsUnknown: 0, problems: [], standing: 'good' },
          liveAt: expect.any(String),
        },
      ],
    });
  });

  it('is told what to do about a city in which something waits, and of a fee that is overdue', async () => {
    const { tenantId, channelId } = await createTestTenant(console_.database.db);
    await console_.database.db.withTenant(tenantId, async ({ sql }) => {
      await sql(
        `insert into inbox_event (channel_id, webhook_event_id, type, occurred_at, status)
         values ($1, '01WAITS', 'message', now() - interval '10 minutes', 'pending')`,
        [channelId],
      );
      await sql(
        `insert into subscription (status, grace_days, oldest_due_at) values ('active', 30, now() - interval '40 days')`,
      );
    });
    const { json } = await operator.call('GET', `/operator/cities/${tenantId}`);
    expect(json).toMatchObject({ health: { standing: 'read-only' } });
    expect(stateSchema.parse(json).health.problems).toEqual([{ code: 'inbox-late' }, { code: 'billing-read-only' }]);
  });

  it('sees what is published, and how many cities have each on in which version', async () => {
    const cities = await Promise.all([1, 2, 3].map(() => createTestTenant(console_.database.db)));
    for (const [index, { tenantId }] of cities.entries()) {
      await console_.database.db.withTenant(tenantId, ({ sql }) =>
        sql(
          `insert into feature_install (feature_key, version, settings, enabled, updated_at)
           values ('road-damage-report', $1, '{}', $2, now())`,
          [index === 0 ? 0 : 1_000, index < 2],
        ),
      );
    }
    const { json } = await operator.call('GET', '/operator/catalog');
    const road = catalogSchema.parse(json).features.find(({ key }) => key === 'road-damage-report');
    expect(road).toMatchObject({ isStarter: true, version: expect.any(Number), citiesBehind: 1 });
    expect(road?.cities).toBeGreaterThanOrEqual(2);
  });

  it('is told what to change in what does not fit', async () => {
    const { tenantId } = await start('401307');
    const at = `/operator/cities/${tenantId}`;
    for (const [path, body, field] of [
      ['channel', { channelId: 'x', channelSecret: 'y' }, 'body.channelId'],
      ['administrators', { administrators: [{ name: '花子', email: 'a' }] }, 'body.administrators.0.email'],
      ['plan', {}, 'body.planKey'],
    ] as const) {
      const answer = await operator.call('POST', `${at}/${path}`, body);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(field);
    }
    expect(await operator.call('POST', '/operator/cities', { municipalityCode: '332088' })).toMatchObject({
      status: 404,
    });
  });

  it('finds neither the platform nor what is no city among the cities', async () => {
    const platform = await console_.database.db.platform.findTenant('platform');
    for (const id of [platform?.id, '018f0000-0000-7000-8000-000000000001']) {
      expect(await operator.call('GET', `/operator/cities/${id}`)).toMatchObject({ status: 404 });
      expect(await operator.call('POST', `/operator/cities/${id}/features`, {})).toMatchObject({ status: 404 });
    }
  });

  it('may nothing in a city, and nobody of a city may what operators may', async () => {
    const { tenantId } = await createTestTenant(console_.database.db);
    const owner = await console_.signIn(tenantId, 'owner');
    for (const { method, url, permission } of routes) {
      if (permission === 'anyone' || permission === 'signed-in') continue;
      const address = url.replace(/:(\w+)/g, tenantId);
      const [who, status] = permission === 'operate' ? [owner, 403] : [operator, 403];
      expect((await who.call(method, address)).status, `${method} ${url}`).toBe(status);
    }
  });
});
