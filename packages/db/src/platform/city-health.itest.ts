import { randomToken, uuidv7 } from '@tenohira/core';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const healthOf = async ({ tenantId }: TestTenant) => {
  const [health] = await database.db.platform.readCityHealth({ tenantId, limit: 1 });
  if (!health) throw new Error('the city is not listed');
  return health;
};

const inTenant = ({ tenantId }: TestTenant, text: string, values: unknown[] = []) =>
  database.db.withTenant(tenantId, ({ sql }) => sql(text, values));

async function addEvent(tenant: TestTenant, id: string, status: string, secondsAgo: number): Promise<void> {
  await inTenant(
    tenant,
    `insert into inbox_event (channel_id, webhook_event_id, type, occurred_at, status)
     values ($1, $2, 'message', now() - $3 * interval '1 second', $4)`,
    [tenant.channelId, id, secondsAgo, status],
  );
}

async function addMessage(tenant: TestTenant, residentId: string, status: string, secondsAgo: number): Promise<void> {
  await inTenant(
    tenant,
    `insert into outbox_message (id, channel_id, resident_id, dedupe_key, status, created_at)
     values ($1, $2, $3, $1::uuid::text, $4, now() - $5 * interval '1 second')`,
    [uuidv7(), tenant.channelId, residentId, status, secondsAgo],
  );
}

describe('the health of a city', () => {
  it('is of nothing, before anything has happened', async () => {
    const city = await createTestTenant(database.db, { isPractice: true });
    expect(await healthOf(city)).toEqual({
      tenantId: city.tenantId,
      slug: city.slug,
      name: expect.stringContaining('試験市'),
      municipalityCode: null,
      createdAt: expect.any(Date),
      liveAt: null,
      channel: { channelId: city.channelId, lineChannelId: city.lineChannelId, displayName: '試験市', check: null },
      lastWebhookAt: null,
      ...{ inboxPending: 0, inboxOldestSeconds: 0, inboxFailed: 0 },
      ...{ outboxPending: 0, outboxOldestSeconds: 0, outboxFailed: 0, outboxUnknown: 0 },
      payoutsUnknown: 0,
    });
  });

  it('counts what waits and what went wrong, each city its own', async () => {
    const city = await createTestTenant(database.db);
    const other = await createTestTenant(database.db);
    const { residentId } = await createTestResident(database.db, city);
    const week = 7 * 24 * 3_600;
    await addEvent(city, '01KAAAAAAAAAAAAAAAAAAAAAAA', 'pending', 120);
    await addEvent(city, '01KBBBBBBBBBBBBBBBBBBBBBBB', 'failed', 60);
    await addEvent(city, '01J00000000000000000000000', 'failed', week + 60);
    await addMessage(city, residentId, 'pending', 30);
    await addMessage(city, residentId, 'queued', 90);
    for (const [status, ago] of [
      ['failed', 10],
      ['unknown', 10],
      ['unknown', week + 60],
      ['sent', 10],
      ['cancelled', 10],
    ] as const) {
      await addMessage(city, residentId, status, ago);
    }
    const health = await healthOf(city);
    expect(health).toMatchObject({
      inboxPending: 1,
      inboxFailed: 1,
      outboxPending: 2,
      outboxFailed: 1,
      outboxUnknown: 1,
    });
    expect(health.inboxOldestSeconds).toBeGreaterThan(115);
    expect(health.outboxOldestSeconds).toBeGreaterThan(85);
    expect(await healthOf(other)).toMatchObject({ inboxPending: 0, outboxPending: 0, outboxUnknown: 0 });
  });

  it('tells when LINE last sent something, and not what we wrote to ourselves', async () => {
    const city = await createTestTenant(database.db);
    await addEvent(city, '01KAAAAAAAAAAAAAAAAAAAAAAA', 'processed', 3_600);
    await addEvent(city, '01KBBBBBBBBBBBBBBBBBBBBBBB', 'processed', 600);
    await addEvent(city, `form:${uuidv7()}`, 'processed', 1);
    const ago = Date.now() - ((await healthOf(city)).lastWebhookAt?.getTime() ?? 0);
    expect(ago).toBeGreaterThan(590_000);
    expect(ago).toBeLessThan(700_000);
  });

  it('has what LINE said when it was last asked', async () => {
    const city = await createTestTenant(database.db);
    await inTenant(
      city,
      `insert into channel_health (channel_id, checked_at, chat_mode, is_verified, webhook_is_ours, webhook_is_active, webhook_test, webhook_status, quota_limit, quota_used)
       values ($1, '2026-12-01T00:00:00Z', 'bot', true, true, true, 'error_status_code', 503, 200, 150)`,
      [city.channelId],
    );
    expect((await healthOf(city)).channel?.check).toEqual({
      checkedAt: new Date('2026-12-01T00:00:00Z'),
      ...{ lineError: null, chatMode: 'bot', isVerified: true, webhookIsOurs: true, webhookIsActive: true },
      ...{ webhookTest: 'error_status_code', webhookStatus: 503, quotaLimit: 200, quotaUsed: 150 },
    });
  });
});

describe('the list of cities', () => {
  it('comes in pages by slug, is searched by name, slug, code or codes, and leaves the platform out', async () => {
    const own = await openTestDatabase();
    const { platform } = own.db;
    const add = (slug: string, name: string, more: object = {}) =>
      platform.createTenant({ id: uuidv7(), slug, name, wrappedKey: new Uint8Array([1]), ...more });
    expect(await add('aa', 'みほん市', { municipalityCode: '011002' })).toBe(true);
    await add('bb', 'ためし町', { municipalityCode: '012025', isPractice: true });
    await add('cc', 'れいだい村');
    await add('platform', '運営', { kind: 'platform' });
    expect(await add('aa', '同じ名前市')).toBe(false);
    expect(await add('dd', '同じ番号市', { municipalityCode: '011002' })).toBe(false);
    expect(await add('ee', 'もう一つの運営', { kind: 'platform' })).toBe(false);

    const slugs = async (query: object) =>
      (await platform.readCityHealth({ limit: 10, ...query })).map(({ slug }) => slug);
    expect(await slugs({})).toEqual(['aa', 'bb', 'cc']);
    expect(await slugs({ limit: 2 })).toEqual(['aa', 'bb']);
    expect(await slugs({ after: 'bb' })).toEqual(['cc']);
    expect(await slugs({ text: 'ためし' })).toEqual(['bb']);
    expect(await slugs({ text: '0110' })).toEqual(['aa']);
    expect(await slugs({ text: 'れいだいむら', codes: ['012025'] })).toEqual(['bb']);
    expect(await slugs({ text: '%' })).toEqual([]);

    expect((await platform.listTenants()).map(({ slug }) => slug)).toEqual(['aa', 'bb', 'cc']);
    expect((await platform.listAllTenants()).map(({ slug }) => slug)).toEqual(['aa', 'bb', 'cc', 'platform']);
    expect(await platform.findTenant('platform')).toMatchObject({ kind: 'platform' });
    expect(await platform.findCity({ slug: 'platform' })).toBeUndefined();
    expect(await platform.findCity({ slug: randomToken() })).toBeUndefined();
    expect(await platform.findCity({ municipalityCode: '012025' })).toMatchObject({ slug: 'bb', liveAt: null });
    await own.drop();
  });
});
