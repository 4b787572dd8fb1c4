import { createTestResident, createTestTenant, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestOffice, type TestOffice } from '../test-office.ts';
import type { LineAccount } from '../testing/index.ts';
import { checkChannels } from './check-channels.ts';
import { checkChannel, connectChannel } from './connect-channel.ts';

let office: TestOffice;
let tenantId: string;
let account: LineAccount;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  tenantId = await bareTenant();
  account = office.line.addAccount();
});

/** A city without a channel. */
async function bareTenant(): Promise<string> {
  const tenant = await createTestTenant(office.database.db, { isPractice: true });
  await inTenant(tenant.tenantId, 'delete from line_channel');
  return tenant.tenantId;
}

const inTenant = <Row>(id: string, text: string, values: unknown[] = []) =>
  office.database.db.withTenant(id, ({ sql }) => sql<Row>(text, values));
const connect = (to: Partial<LineAccount> = account, id = tenantId) =>
  connectChannel(
    office.deps,
    id,
    { lineChannelId: to.channelId ?? '', channelSecret: to.channelSecret ?? '' },
    'operator:test',
  );
const codesOf = async (checked: Promise<{ problems: { code: string }[] }>) =>
  (await checked).problems.map(({ code }) => code);
const actions = async () =>
  (await inTenant<{ action: string }>(tenantId, 'select action from audit_entry order by sequence')).map(
    ({ action }) => action,
  );

async function channelRow(id = tenantId) {
  const [row] = await inTenant<{ id: string; secret: Buffer; previous: Buffer | null; botUserId: string; key: string }>(
    id,
    `select id, secret, previous_secret as previous, bot_user_id as "botUserId", webhook_key as key from line_channel`,
  );
  if (!row) throw new Error('there is no channel');
  const open = async (sealed: Buffer | null) =>
    sealed && (await office.deps.secrets.decrypt(id, `line_channel.secret:${row.id}`, sealed)).toString();
  return { ...row, secret: await open(row.secret), previous: await open(row.previous) };
}

describe('connecting', () => {
  it('tries the secret at LINE, stores the channel, and tells LINE where its webhook is', async () => {
    const connected = await connect();
    const row = await channelRow();
    expect(row).toMatchObject({ botUserId: account.botUserId, secret: account.channelSecret, previous: null });
    expect(connected).toMatchObject({
      ...{ lineChannelId: account.channelId, displayName: 'みほん市', problems: [] },
      webhookUrl: `https://city.example/line/webhook/${row.key}`,
      check: { lineError: null, webhookTest: 'ok', webhookIsOurs: true, webhookIsActive: true, isVerified: true },
    });
    expect(account.webhookUrl).toBe(connected.webhookUrl);
    expect(JSON.stringify(connected)).not.toContain(account.channelSecret);
  });

  it('changes nothing when it is done again', async () => {
    await connect();
    const before = await channelRow();
    await connect();
    expect(await channelRow()).toEqual(before);
    expect(await actions()).toEqual(['onboarding.channel-saved']);
  });

  it('makes one channel of two people who connect it at the same moment', async () => {
    await Promise.all([connect(), connect()]);
    expect(await inTenant(tenantId, 'select 1 from line_channel')).toHaveLength(1);
  });

  it.each([
    ['a wrong secret', () => ({ ...account, channelSecret: '0'.repeat(32) })],
    ['a channel that LINE does not know', () => ({ ...account, channelId: '1234567890' })],
  ])('refuses %s, says where the right one is, and stores nothing', async (_title, given) => {
    await expect(connect(given())).rejects.toMatchObject({
      code: 'ONBOARDING_SECRET_REFUSED',
      userMessage: expect.stringContaining('チャネル基本設定'),
    });
    expect(await inTenant(tenantId, 'select 1 from line_channel')).toEqual([]);
  });

  it('refuses a channel of another city, by its number and by its bot', async () => {
    const other = await bareTenant();
    await connect(account, other);
    const taken = { code: 'ONBOARDING_CHANNEL_TAKEN', userMessage: expect.stringContaining('ほかの市区町村') };
    await expect(connect()).rejects.toMatchObject(taken);
    const sameBot = office.line.addAccount({ botUserId: account.botUserId });
    await expect(connect(sameBot)).rejects.toMatchObject(taken);
    const own = office.line.addAccount();
    await connect(own);
    await expect(connect()).rejects.toMatchObject(taken);
    expect((await channelRow()).botUserId).toBe(own.botUserId);
  });

  it('takes another account in place of a mistaken one, until residents talk to it', async () => {
    const mistaken = office.line.addAccount();
    await connect(mistaken);
    await connect();
    const row = await channelRow();
    expect(row).toMatchObject({ botUserId: account.botUserId, previous: null });
    await createTestResident(office.database.db, { tenantId, channelId: row.id } as TestTenant); // all that it reads
    await expect(connect(mistaken)).rejects.toMatchObject({ code: 'ONBOARDING_CHANNEL_IN_USE' });
    expect((await channelRow()).botUserId).toBe(account.botUserId);
  });

  it('keeps the old secret valid for a day after a new one', async () => {
    await connect();
    const old = account.channelSecret;
    account.channelSecret = 'f'.repeat(32);
    await connectChannel(office.deps, tenantId, { channelSecret: account.channelSecret }, 'staff:owner');
    expect(await channelRow()).toMatchObject({ secret: account.channelSecret, previous: old });
    await checkChannel(office.deps, tenantId);
    expect((await channelRow()).previous).toBe(old);
    await inTenant(tenantId, "update line_channel set secret_changed_at = now() - interval '25 hours'");
    await checkChannel(office.deps, tenantId);
    expect(await channelRow()).toMatchObject({ secret: account.channelSecret, previous: null });
    expect(await actions()).toEqual(['onboarding.channel-saved', 'onboarding.channel-saved']);
  });

  it('says that our address is none for LINE', async () => {
    account.refusals['PUT /v2/bot/channel/webhook/endpoint'] = {
      status: 400,
      body: { message: 'Invalid webhook endpoint URL' },
    };
    await expect(connect()).rejects.toMatchObject({
      code: 'ONBOARDING_WEBHOOK_URL_REFUSED',
      userMessage: expect.stringContaining('https://'),
    });
  });

  it('passes on that LINE cannot be asked', async () => {
    account.refusals['GET /v2/bot/info'] = { status: 500, body: { message: 'Internal server error' } };
    await expect(connect()).rejects.toMatchObject({ code: 'LINE_UNAVAILABLE', retry: 'later' });
  });
});

describe('a check', () => {
  it.each([
    ['COULD_NOT_CONNECT', 'webhook-could-not-connect'],
    ['REQUEST_TIMEOUT', 'webhook-request-timeout'],
    ['ERROR_STATUS_CODE', 'webhook-error-status-code'],
    ['UNCLASSIFIED', 'webhook-unclassified'],
  ] as const)('tells LINE’s %s, and that it is over', async (webhookTest, code) => {
    Object.assign(account, { webhookTest });
    expect(await codesOf(connect())).toEqual([code]);
    account.webhookTest = 'OK';
    expect(await codesOf(checkChannel(office.deps, tenantId))).toEqual([]);
  });

  it.each([
    [{ chatMode: 'chat' }, ['chat-on']],
    [{ isVerified: false }, ['not-verified']],
    [{ isWebhookActive: false }, ['webhook-off']],
    [{ quota: { type: 'limited', value: 200 }, totalUsage: 190 }, ['quota-low']],
    [{ channelSecret: 'e'.repeat(32) }, ['secret-refused']],
    [{ webhookUrl: 'https://elsewhere.example/hook' }, ['webhook-elsewhere']],
    [{ webhookUrl: undefined }, ['webhook-elsewhere']],
    [{ refusals: { 'GET /v2/bot/message/quota': { status: 500, body: {} } } }, ['line-unavailable']],
    [
      { refusals: { 'POST /v2/bot/channel/webhook/test': { status: 429, body: { message: 'The API rate limit' } } } },
      [],
    ],
  ])('finds %j', async (change, codes) => {
    await connect();
    Object.assign(account, change);
    expect(await codesOf(checkChannel(office.deps, tenantId))).toEqual(codes);
    const [health] = await office.database.db.platform.readCityHealth({ tenantId, limit: 1 });
    expect(health?.channel?.check?.checkedAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('needs a channel', async () => {
    await expect(checkChannel(office.deps, tenantId)).rejects.toMatchObject({ code: 'ONBOARDING_CHANNEL_MISSING' });
    const secretAlone = connectChannel(office.deps, tenantId, { channelSecret: account.channelSecret }, 'staff:owner');
    await expect(secretAlone).rejects.toMatchObject({ code: 'ONBOARDING_CHANNEL_MISSING' });
  });
});

describe('a look at all channels', () => {
  it('finds what is wrong with each, and stops for none', async () => {
    await connect();
    account.webhookTest = 'REQUEST_TIMEOUT';
    const broken = await bareTenant();
    await connect(office.line.addAccount(), broken);
    await inTenant(broken, `update line_channel set secret = '\\x00'`);
    const [checked, failed]: [Map<string, string[]>, string[]] = [new Map(), []];
    await checkChannels(office.deps, {
      signal: new AbortController().signal,
      onChecked: (found) =>
        checked.set(
          found.tenantId,
          found.problems.map(({ code }) => code),
        ),
      onError: (_error, id) => failed.push(id),
    });
    expect(checked.get(tenantId)).toEqual(['webhook-request-timeout']);
    expect(failed).toEqual([broken]);
    expect(checked.size).toBeGreaterThan(3);
  });

  it('ends when it is told to', async () => {
    await connect();
    const seen: string[] = [];
    const signal = AbortSignal.abort();
    await checkChannels(office.deps, { signal, onChecked: ({ tenantId: id }) => seen.push(id), onError: () => {} });
    expect(seen).toEqual([]);
  });
});
