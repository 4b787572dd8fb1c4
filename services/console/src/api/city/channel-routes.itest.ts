import { type LineAccount, type LineAccounts, startLineAccounts } from '@tenohira/onboarding/testing';
import { createTestResident, createTestTenant, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

let line: LineAccounts;
let account: LineAccount;
let city: TestTenant;
let owner: Caller;
beforeAll(async () => {
  line = await startLineAccounts();
});
afterAll(() => line.close());
const console_ = withTestConsole((_database, { onboarding }) => ({
  onboarding: { ...onboarding, lineApi: line.lineApi },
}));
beforeEach(async () => {
  account = line.addAccount();
  const { channelId: lineChannelId, channelSecret, botUserId } = account;
  city = await createTestTenant(console_.database.db, { isPractice: true, lineChannelId, channelSecret, botUserId });
  account.webhookUrl = `https://city.example/line/webhook/${city.webhookKey}`;
  owner = await console_.signIn(city.tenantId, 'owner');
});

const inCity = <Row>(text: string) => console_.database.db.withTenant(city.tenantId, ({ sql }) => sql<Row>(text));

describe('the channel of a city', () => {
  it('shows what there is to do, without a secret, and asks LINE on demand', async () => {
    const before = await owner.call('GET', '/channel');
    expect(before.json).toMatchObject({
      channel: { webhookUrl: account.webhookUrl, oldSecretUntil: null },
      check: null,
    });
    account.isWebhookActive = false;
    const checked = await owner.call('POST', '/channel/check');
    expect(checked.json).toMatchObject({
      problems: [{ code: 'webhook-off', severity: 'must' }],
      inbox: { pending: 0 },
    });
    expect((await owner.call('GET', '/channel')).json).toEqual(checked.json);
    expect(checked.text).not.toContain(account.channelSecret);
  });

  it('takes a new secret that LINE takes, and keeps the old one for a day', async () => {
    account.channelSecret = 'd'.repeat(32);
    const refused = await owner.call('PUT', '/channel', { channelSecret: 'e'.repeat(32) });
    expect(refused).toMatchObject({ status: 422, json: { code: 'ONBOARDING_SECRET_REFUSED' } });
    const { json, text } = await owner.call('PUT', '/channel', { channelSecret: account.channelSecret });
    expect(json).toMatchObject({ channel: { oldSecretUntil: expect.any(String) }, problems: [] });
    expect(text).not.toContain(account.channelSecret);
    const found = await console_.database.db.platform.findChannel(city.webhookKey);
    expect(found?.previousSecret).not.toBeNull();
  });

  it('is not to be had from another city', async () => {
    const other = line.addAccount();
    await createTestTenant(console_.database.db, { lineChannelId: other.channelId, botUserId: other.botUserId });
    const answer = await owner.call('PUT', '/channel', {
      channelId: other.channelId,
      channelSecret: other.channelSecret,
    });
    expect(answer).toMatchObject({ status: 409, json: { code: 'ONBOARDING_CHANNEL_TAKEN' } });
  });
});

describe('practice', () => {
  it('has test residents, whom staff mark', async () => {
    const { residentId } = await createTestResident(console_.database.db, city);
    const editor = await console_.signIn(city.tenantId, 'editor');
    const shown = async () => (await editor.call('GET', '/practice/residents')).json;
    expect(await shown()).toMatchObject({ residents: [{ residentId, isTest: false }] });
    expect((await editor.call('PUT', `/practice/residents/${residentId}`, { isTest: true })).status).toBe(200);
    expect(await shown()).toMatchObject({ residents: [{ residentId, isTest: true }] });
  });

  it('ends when what is in the way is done, by an owner, once and for all', async () => {
    const tooEarly = await owner.call('POST', '/practice/end');
    expect(tooEarly).toMatchObject({ status: 409, json: { code: 'ONBOARDING_NOT_READY' } });
    expect(tooEarly.text).toContain('機能');
    await inCity(`insert into feature_install (feature_key, version, settings) values ('road-damage-report', 1, '{}')`);
    expect((await owner.call('GET', '/practice/checks')).json).toMatchObject({
      checks: [
        { key: 'channel', status: 'ok' },
        { key: 'owner', status: 'ok' },
        { key: 'approver', status: 'advice' },
        { key: 'features', status: 'ok' },
      ],
    });
    const editor = await console_.signIn(city.tenantId, 'editor');
    expect((await editor.call('POST', '/practice/end')).status).toBe(403);
    expect((await owner.call('POST', '/practice/end')).status).toBe(200);
    expect(await inCity('select 1 from tenant where live_at is not null')).toHaveLength(1);
    expect(await inCity(`select 1 from audit_entry where action = 'onboarding.gone-live'`)).toHaveLength(1);
  });

  it('does not end while a program that is to pay has a method that nobody set up', async () => {
    await inCity(`insert into feature_install (feature_key, version, settings) values ('road-damage-report', 1, '{}')`);
    const program = { name: '給付金', statute: '要綱', amountRule: 'household', amountYen: 10_000 };
    const dates = { baseDate: '2026-11-01', opensOn: '2026-12-01', closesOn: '2027-01-29' };
    const real = { ...program, ...dates, methods: ['bank-transfer-zengin', 'atm-cash'], isPractice: false };
    expect((await owner.call('POST', '/programs', real)).status).toBe(200);
    const refused = await owner.call('POST', '/practice/end');
    expect(refused.status).toBe(409);
    expect(refused.text).toMatch(/支払方法の設定がまだです/);
    const cash = await owner.call('PUT', '/payout-methods/atm-cash/settings', { apiKey: 'sandbox-only-key-of-a-test' });
    expect(cash.status).toBe(200);
    const { status } = await owner.call('PUT', '/payout-methods/bank-transfer-zengin/settings', {
      ...{ payerCode: '0000012345', payerName: 'ミホンシ カイケイカンリシヤ', bankCode: '9900', branchCode: '018' },
      ...{ accountType: '1', accountNumber: '0001234', leadBusinessDays: 1 },
    });
    expect(status).toBe(200);
    expect((await owner.call('POST', '/practice/end')).status).toBe(200);
  });
});
