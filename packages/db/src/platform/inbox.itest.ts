import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewInboxEvent } from './inbox.ts';

let database: TestDatabase;
let tenant: TestTenant;
let other: TestTenant;

beforeEach(async () => {
  database = await openTestDatabase();
  tenant = await createTestTenant(database.db);
  other = await createTestTenant(database.db);
});
afterEach(() => database.drop());

const eventOf = (of: TestTenant, webhookEventId: string, more: Partial<NewInboxEvent> = {}): NewInboxEvent => ({
  tenantId: of.tenantId,
  channelId: of.channelId,
  webhookEventId,
  type: 'message',
  lineUserId: 'U1',
  lineMessageId: 'm1',
  occurredAtMs: 1_795_000_000_123,
  payload: '{"text":"こんにちは\\u0000"}',
  ...more,
});
const rowsOf = ({ tenantId }: TestTenant) =>
  database.db.readTenant(tenantId, ({ prisma }) => prisma.inboxEvent.findMany({ orderBy: { webhookEventId: 'asc' } }));
/** As if the process that took the events had died a while ago. */
const letTimePass = (of: TestTenant) =>
  database.db.withTenant(of.tenantId, ({ sql }) =>
    sql("update inbox_event set next_attempt_at = next_attempt_at - interval '1 minute'"),
  );
const list = async (limit = 100) =>
  (await database.db.platform.listDueInboxEvents(limit)).map(({ webhookEventId }) => webhookEventId).sort();

describe('insertInboxEvents', () => {
  it('writes events of many tenants at once, each into its own rows, as they came', async () => {
    await database.db.platform.insertInboxEvents([eventOf(tenant, 'a'), eventOf(other, 'a'), eventOf(other, 'b')]);
    const [row, ...more] = await rowsOf(tenant);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ status: 'pending', attempts: 0, payload: eventOf(tenant, 'a').payload });
    expect(row?.occurredAt.getTime()).toBe(1_795_000_000_123);
    expect((await rowsOf(other)).map(({ webhookEventId }) => webhookEventId)).toEqual(['a', 'b']);
  });

  it('leaves an event alone that is there already, also within one batch and from two gateways at once', async () => {
    const batch = [eventOf(tenant, 'a'), eventOf(tenant, 'a', { payload: 'later' })];
    await Promise.all([batch, batch, [...batch].reverse()].map((each) => database.db.platform.insertInboxEvents(each)));
    await database.db.withTenant(tenant.tenantId, ({ sql }) => sql("update inbox_event set status = 'processed'"));
    await database.db.platform.insertInboxEvents(batch);
    expect((await rowsOf(tenant)).map(({ status }) => status)).toEqual(['processed']);
  });

  it('takes no events at all', async () => {
    await database.db.platform.insertInboxEvents([]);
    expect(await rowsOf(tenant)).toEqual([]);
  });
});

describe('listDueInboxEvents', () => {
  it('leaves fresh events to the process that took them', async () => {
    await database.db.platform.insertInboxEvents([eventOf(tenant, 'a')]);
    expect(await list()).toEqual([]);
    await letTimePass(tenant);
    expect(await list()).toEqual(['a']);
  });

  it('names one event per resident, the oldest, and each event of nobody', async () => {
    const nobody = { lineUserId: null, lineMessageId: null };
    await database.db.platform.insertInboxEvents([
      eventOf(tenant, 'second', { occurredAtMs: 2_000 }),
      eventOf(tenant, 'first', { occurredAtMs: 1_000 }),
      eventOf(tenant, 'another', { lineUserId: 'U2' }),
      eventOf(tenant, 'group-1', nobody),
      eventOf(tenant, 'group-2', nobody),
      eventOf(other, 'same-user-elsewhere'),
    ]);
    await letTimePass(tenant);
    await letTimePass(other);
    expect(await list()).toEqual(['another', 'first', 'group-1', 'group-2', 'same-user-elsewhere']);
  });

  it('leaves out what is done, and stops at the limit', async () => {
    await database.db.platform.insertInboxEvents(
      ['a', 'b', 'c'].map((id) => eventOf(tenant, id, { lineUserId: `U${id}` })),
    );
    await letTimePass(tenant);
    expect(await list(2)).toHaveLength(2);
    await database.db.withTenant(tenant.tenantId, ({ sql }) => sql("update inbox_event set status = 'ignored'"));
    expect(await list()).toEqual([]);
  });
});

describe('tenants', () => {
  it('are found by slug, and made once', async () => {
    const again = { id: other.tenantId, slug: tenant.slug, name: 'よそ市', wrappedKey: new Uint8Array([1]) };
    await database.db.platform.createTenant(again);
    expect(await database.db.platform.findTenant(tenant.slug)).toMatchObject({ id: tenant.tenantId });
    expect(await database.db.platform.findTenant('nobody')).toBeUndefined();
    expect((await database.db.platform.listTenants()).map(({ id }) => id).sort()).toEqual(
      [tenant.tenantId, other.tenantId].sort(),
    );
    expect(await database.db.platform.listTenantKeys(tenant.tenantId)).toHaveLength(1);
  });

  it('are found by the address of their webhook', async () => {
    expect(await database.db.platform.findChannel(tenant.webhookKey)).toMatchObject({
      tenantId: tenant.tenantId,
      channelId: tenant.channelId,
      lineChannelId: tenant.lineChannelId,
      botUserId: tenant.botUserId,
      previousSecret: null,
    });
    expect(await database.db.platform.findChannel('nobody')).toBeUndefined();
  });
});
