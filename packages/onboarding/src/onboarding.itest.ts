import { uuidv7 } from '@tenohira/core';
import type { Role } from '@tenohira/staff';
import { createActiveStaff } from '@tenohira/staff/testing';
import { createTestResident, createTestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectChannel } from './channel/connect-channel.ts';
import type { OnboardingDependencies, OnboardingPorts } from './dependencies.ts';
import { errors } from './errors.ts';
import { goLive, listLiveChecks } from './go-live.ts';
import { onboardCity, onboardingPlanSchema } from './onboard-city.ts';
import { ensurePlatformTenant } from './platform-tenant.ts';
import { choosePlan, inviteAdministrators, publishStarterMenu } from './port-steps.ts';
import { readOnboarding } from './read-onboarding.ts';
import { startCity } from './start-city.ts';
import { installStarterFeatures, starterFeatures } from './starter-features.ts';
import { openTestOffice, type TestOffice } from './test-office.ts';
import { listPossibleTestResidents, markTestResident } from './test-residents.ts';

const ACTOR = 'operator:test';
let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());

const inTenant = <Row>(tenantId: string, text: string, values: unknown[] = []) =>
  office.database.db.withTenant(tenantId, ({ sql }) => sql<Row>(text, values));
const newCity = async () =>
  (await startCity(office.deps, { slug: `t-${uuidv7().slice(-12)}`, name: 'ためし町' }, ACTOR)).id;
const statusesOf = async (tenantId: string, deps: OnboardingDependencies = office.deps) =>
  Object.fromEntries((await readOnboarding(deps, tenantId)).steps.map(({ key, status }) => [key, status]));
const hire = (tenantId: string, role: Role) => createActiveStaff(office.database.db, tenantId, { role });
const actionsOf = async (tenantId: string) =>
  (await inTenant<{ action: string }>(tenantId, 'select action from audit_entry order by sequence')).map(
    ({ action }) => action,
  );

/** Ports that keep what they were asked. */
function openPorts() {
  const asked: unknown[][] = [];
  const ports: Required<Omit<OnboardingPorts, 'liveChecks'>> = {
    invite: async (tenantId, { email, role }) => void asked.push(['invite', tenantId, email, role]),
    subscribe: async (tenantId, planKey) => void asked.push(['subscribe', tenantId, planKey]),
    publishMenu: async (tenantId) => void asked.push(['publishMenu', tenantId]),
  };
  return { asked, ports };
}

describe('a city', () => {
  it('begins as practice, with its name, a key of its own and a greeting', async () => {
    const city = await startCity(office.deps, { municipalityCode: '131130' }, ACTOR);
    expect(city).toMatchObject({ isNew: true, slug: '131130', municipalityCode: '131130', liveAt: null });
    const [row] = await inTenant<{ greeting: string }>(
      city.id,
      "select settings ->> 'greeting' as greeting from tenant",
    );
    expect(row?.greeting).toContain(city.name);
    expect(await office.database.db.platform.listTenantKeys(city.id)).toHaveLength(1);
    expect(await actionsOf(city.id)).toEqual(['catalog.city-settings-changed', 'onboarding.city-started']);
  });

  it('is taken up again where somebody stopped, whatever slug is asked for', async () => {
    const first = await startCity(office.deps, { municipalityCode: '011002', slug: 'first' }, ACTOR);
    await inTenant(first.id, `update tenant set settings = '{"greeting":"やあ"}'`);
    const again = await startCity(office.deps, { municipalityCode: '011002', slug: 'second' }, ACTOR);
    expect(again).toMatchObject({ id: first.id, slug: 'first', isNew: false });
    expect(await inTenant(first.id, 'select settings from tenant')).toEqual([{ settings: { greeting: 'やあ' } }]);
  });

  it('is made once by many who start it at the same moment', async () => {
    const started = await Promise.all(
      Array.from({ length: 6 }, () => startCity(office.deps, { municipalityCode: '332089' }, ACTOR)),
    );
    expect(new Set(started.map(({ id }) => id)).size).toBe(1);
    expect(started.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await actionsOf(started[0]?.id ?? '')).toEqual(['catalog.city-settings-changed', 'onboarding.city-started']);
  });

  it.each([
    [{ municipalityCode: '332088' }, 'ONBOARDING_MUNICIPALITY_UNKNOWN'],
    [{ municipalityCode: '473821', slug: 'platform' }, 'ONBOARDING_SLUG_INVALID'],
    [{ municipalityCode: '473821', slug: 'Upper' }, 'ONBOARDING_SLUG_INVALID'],
    [{ municipalityCode: '473821', slug: 'a' }, 'ONBOARDING_SLUG_INVALID'],
    [{ municipalityCode: '473821', slug: 'taken' }, 'ONBOARDING_SLUG_TAKEN'],
  ])('is refused as %j', async (city, code) => {
    await startCity(office.deps, { slug: 'taken', name: 'さきの町' }, ACTOR);
    await expect(startCity(office.deps, city, ACTOR)).rejects.toMatchObject({ code });
  });
});

describe('the platform', () => {
  it('is a tenant of its own, made once, and the only one with operators', async () => {
    const { db } = office.database;
    const { tenantId } = await ensurePlatformTenant(db, office.deps.secrets);
    expect(await ensurePlatformTenant(db, office.deps.secrets)).toEqual({ tenantId });
    expect((await db.platform.listTenants()).map(({ id }) => id)).not.toContain(tenantId);
    await expect(readOnboarding(office.deps, tenantId)).rejects.toMatchObject({ code: 'ONBOARDING_CITY_NOT_FOUND' });
    await hire(tenantId, 'operator');
    const city = await newCity();
    const owner = await hire(city, 'owner');
    const promote = () => inTenant(city, `update staff_member set role = 'operator' where id = $1`, [owner.staffId]);
    await expect(promote()).rejects.toMatchObject({ code: '23000' });
    await expect(inTenant(city, `update tenant set kind = 'platform'`)).rejects.toMatchObject({ code: '23000' });
  });
});

describe('steps', () => {
  it('show where they stand, and are done in any order', async () => {
    const tenantId = await newCity();
    const { ports, asked } = openPorts();
    const deps = { ...office.deps, ports };
    expect(await statusesOf(tenantId, deps)).toEqual({
      municipality: 'done',
      ...{ administrators: 'open', plan: 'open', channel: 'open', features: 'open', menu: 'open', live: 'open' },
    });
    const { channelId, channelSecret } = office.line.addAccount();
    await publishStarterMenu(deps, tenantId, ACTOR);
    expect(await installStarterFeatures(deps, tenantId, ACTOR)).toEqual(['garbage-guide', 'road-damage-report']);
    await connectChannel(deps, tenantId, { lineChannelId: channelId, channelSecret }, ACTOR);
    await choosePlan(deps, tenantId, 'small', ACTOR);
    await inviteAdministrators(deps, tenantId, [{ name: '花子', email: 'a@b.example', role: 'owner' }], ACTOR);
    expect(asked).toEqual([
      ['publishMenu', tenantId],
      ['subscribe', tenantId, 'small'],
      ['invite', tenantId, 'a@b.example', 'owner'],
    ]);
    expect(await statusesOf(tenantId, deps)).toEqual({
      ...{
        municipality: 'done',
        administrators: 'done',
        plan: 'done',
        channel: 'done',
        features: 'done',
        menu: 'done',
      },
      live: 'open',
    });
    expect(JSON.stringify(await readOnboarding(deps, tenantId))).not.toMatch(new RegExp(`${channelSecret}|花子|a@b`));
  });

  it('keep what went wrong until it is mended', async () => {
    const tenantId = await newCity();
    const account = office.line.addAccount({ webhookTest: 'COULD_NOT_CONNECT' });
    const given = { lineChannelId: account.channelId, channelSecret: account.channelSecret };
    const channelStep = async () =>
      (await readOnboarding(office.deps, tenantId)).steps.find(({ key }) => key === 'channel');
    const wrong = connectChannel(office.deps, tenantId, { ...given, channelSecret: '0'.repeat(32) }, ACTOR);
    await expect(wrong).rejects.toMatchObject({ code: 'ONBOARDING_SECRET_REFUSED' });
    expect(await channelStep()).toMatchObject({ status: 'failed', problem: errors.SECRET_REFUSED().userMessage });
    await connectChannel(office.deps, tenantId, given, ACTOR);
    expect(await channelStep()).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('could_not_connect'),
    });
    account.webhookTest = 'OK';
    await connectChannel(office.deps, tenantId, given, ACTOR);
    expect(await channelStep()).toMatchObject({ status: 'done', problem: null });
  });

  it('that nobody does here are not offered, and are not needed', async () => {
    const tenantId = await newCity();
    expect(await statusesOf(tenantId)).toMatchObject({
      administrators: 'unavailable',
      plan: 'unavailable',
      menu: 'unavailable',
    });
    for (const attempt of [
      () => inviteAdministrators(office.deps, tenantId, [], ACTOR),
      () => choosePlan(office.deps, tenantId, 'small', ACTOR),
      () => publishStarterMenu(office.deps, tenantId, ACTOR),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'ONBOARDING_STEP_UNAVAILABLE' });
    }
    await hire(tenantId, 'owner');
    expect(await statusesOf(tenantId)).toMatchObject({ administrators: 'done' });
  });

  it('put features in once, however many press the button at the same moment', async () => {
    const tenantId = await newCity();
    const installed = await Promise.all([1, 2, 3, 4].map(() => installStarterFeatures(office.deps, tenantId, ACTOR)));
    expect(installed.map((keys) => keys.length).sort()).toEqual([0, 0, 0, 2]);
    expect((await actionsOf(tenantId)).filter((action) => action.startsWith('catalog.feature'))).toEqual([
      'catalog.feature-switched-on',
      'catalog.feature-switched-on',
    ]);
  });

  it('leave features as the city has set them', async () => {
    const tenantId = await newCity();
    await installStarterFeatures(office.deps, tenantId, ACTOR);
    await inTenant(tenantId, `update feature_install set enabled = false where feature_key = 'garbage-guide'`);
    const choice = [{ key: 'garbage-guide', settings: { contact: 'よそ' } }, { key: 'survey' }];
    expect(await installStarterFeatures(office.deps, tenantId, ACTOR, choice)).toEqual(['survey']);
    const rows = await inTenant<{ key: string; enabled: boolean; contact: string | null }>(
      tenantId,
      `select feature_key as key, enabled, settings ->> 'contact' as contact from feature_install order by menu_order, 1`,
    );
    expect(rows).toEqual([
      { key: 'garbage-guide', enabled: false, contact: 'ためし町役場のごみの担当' },
      { key: 'road-damage-report', enabled: true, contact: 'off' },
      { key: 'survey', enabled: true, contact: null },
    ]);
    const unknown = installStarterFeatures(office.deps, tenantId, ACTOR, [{ key: 'horoscope' }]);
    await expect(unknown).rejects.toMatchObject({ code: 'CATALOG_FEATURE_UNKNOWN' });
    const unfit = installStarterFeatures(office.deps, tenantId, ACTOR, [
      { key: 'benefit-application', settings: { contact: '' } },
    ]);
    await expect(unfit).rejects.toMatchObject({ code: 'CATALOG_SETTINGS_INVALID' });
  });
});

describe('a plan', () => {
  it('is done in one go, reports each step, and again takes up what failed', async () => {
    const account = office.line.addAccount();
    const { ports, asked } = openPorts();
    let billingIsUp = false;
    const subscribe: OnboardingPorts['subscribe'] = async (...given) => {
      if (!billingIsUp) throw errors.STEP_UNAVAILABLE();
      await ports.subscribe(...given);
    };
    const deps = { ...office.deps, ports: { ...ports, subscribe } };
    const plan = onboardingPlanSchema.parse({
      municipalityCode: '401307',
      administrators: [{ name: '花子', email: 'hanako@city.example' }],
      planKey: 'small',
      channel: { channelId: account.channelId, channelSecret: account.channelSecret },
    });
    const first = await onboardCity(deps, plan, 'system');
    expect(first).toMatchObject({ isNew: true, problems: [] });
    expect(first.steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'municipality done',
      'administrators done',
      'plan failed',
      'channel done',
      'features done',
      'menu done',
    ]);
    expect(first.steps[2]).toMatchObject({ code: 'ONBOARDING_STEP_UNAVAILABLE', message: expect.any(String) });
    billingIsUp = true;
    const second = await onboardCity(deps, plan, 'system');
    expect(second).toMatchObject({ isNew: false, tenantId: first.tenantId });
    expect(second.steps.every(({ status }) => status === 'done')).toBe(true);
    expect(asked).toContainEqual(['subscribe', first.tenantId, 'small']);
    expect((await actionsOf(first.tenantId)).sort()).toEqual([
      'catalog.city-settings-changed',
      ...starterFeatures('').map(() => 'catalog.feature-switched-on'),
      'onboarding.channel-saved',
      'onboarding.city-started',
      'onboarding.features-installed',
    ]);
  });

  it.each([
    [{ municipalityCode: '332088' }, 'municipalityCode'],
    [{ administrators: [{ name: '', email: 'a@b.example' }] }, 'administrators.0.name'],
    [{ administrators: [{ name: '花子', email: 'a at b' }] }, 'administrators.0.email'],
    [{ administrators: [{ name: '花子', email: 'a@b.example', role: 'operator' }] }, 'administrators.0.role'],
    [{ channel: { channelId: 'abc', channelSecret: 'f'.repeat(32) } }, 'channel.channelId'],
    [{ channel: { channelId: '1234567890', channelSecret: 'short' } }, 'channel.channelSecret'],
    [{ features: [{ key: '' }] }, 'features.0.key'],
    [{ municipality: '332089' }, ''],
  ])('%j is refused, by the name of the field', (change, path) => {
    const result = onboardingPlanSchema.safeParse({ municipalityCode: '332089', ...change });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

describe('going live', () => {
  async function readyCity(): Promise<string> {
    const tenantId = await newCity();
    const { channelId, channelSecret } = office.line.addAccount();
    await connectChannel(office.deps, tenantId, { lineChannelId: channelId, channelSecret }, ACTOR);
    await installStarterFeatures(office.deps, tenantId, ACTOR);
    await hire(tenantId, 'owner');
    return tenantId;
  }
  const checksOf = async (tenantId: string, deps = office.deps) =>
    Object.fromEntries((await listLiveChecks(deps, tenantId)).map(({ key, status }) => [key, status]));

  it('lists what is in the way, and goes no further', async () => {
    const tenantId = await newCity();
    expect(await checksOf(tenantId)).toEqual({
      channel: 'blocking',
      owner: 'blocking',
      approver: 'advice',
      features: 'blocking',
    });
    await expect(goLive(office.deps, tenantId, 'staff:owner')).rejects.toMatchObject({
      code: 'ONBOARDING_NOT_READY',
      userMessage: expect.stringMatching(/LINE公式アカウント[\s\S]*管理者[\s\S]*機能/),
    });
    expect(await statusesOf(tenantId)).toMatchObject({ live: 'open' });
  });

  it('happens once, is written down with the advice that was not taken, and has no way back', async () => {
    const tenantId = await readyCity();
    expect(await checksOf(tenantId)).toEqual({ channel: 'ok', owner: 'ok', approver: 'advice', features: 'ok' });
    await goLive(office.deps, tenantId, 'staff:owner');
    const { city } = await readOnboarding(office.deps, tenantId);
    expect(city.liveAt).toBeInstanceOf(Date);
    await goLive(office.deps, tenantId, 'staff:owner');
    expect((await readOnboarding(office.deps, tenantId)).city.liveAt).toEqual(city.liveAt);
    const facts = await inTenant<{ content: string }>(
      tenantId,
      `select content from audit_entry where action = 'onboarding.gone-live'`,
    );
    expect(facts.map(({ content }) => JSON.parse(content))).toEqual([
      expect.objectContaining({ actor: 'staff:owner', detail: { advice: ['approver'] } }),
    ]);
    await expect(inTenant(tenantId, 'update tenant set live_at = null')).rejects.toMatchObject({ code: '23000' });
  });

  it('waits for what others have to say', async () => {
    const tenantId = await readyCity();
    const said = {
      key: 'subscription',
      title: '契約',
      status: 'blocking',
      text: '契約プランを選んでください。',
    } as const;
    const deps = { ...office.deps, ports: { liveChecks: async () => [said] } };
    await expect(goLive(deps, tenantId, 'staff:owner')).rejects.toMatchObject({
      userMessage: expect.stringContaining(said.text),
    });
  });

  it('asks LINE anew how the channel is', async () => {
    const tenantId = await newCity();
    const account = office.line.addAccount();
    const given = { lineChannelId: account.channelId, channelSecret: account.channelSecret };
    await connectChannel(office.deps, tenantId, given, ACTOR);
    account.isWebhookActive = false;
    expect(await checksOf(tenantId)).toMatchObject({ channel: 'blocking' });
  });
});

describe('test residents', () => {
  it('are found by when they wrote, and marked by staff', async () => {
    const { db } = office.database;
    const tenant = await createTestTenant(db, { isPractice: true });
    const [early, late, gone] = await Promise.all([1, 2, 3].map(() => createTestResident(db, tenant)));
    const wroteAgo = (residentId = '', minutes = 0) =>
      inTenant(
        tenant.tenantId,
        `insert into conversation_session (resident_id, last_event_at) values ($1, now() - $2 * interval '1 minute')`,
        [residentId, minutes],
      );
    await wroteAgo(early?.residentId, 20);
    await wroteAgo(late?.residentId, 1);
    await inTenant(tenant.tenantId, `update resident set status = 'left' where id = $1`, [gone?.residentId]);
    const shown = () => db.readTenant(tenant.tenantId, listPossibleTestResidents);
    expect((await shown()).map(({ residentId }) => residentId)).toEqual([late?.residentId, early?.residentId]);
    const mark = (isTest: boolean, id = early?.residentId ?? '', tenantId = tenant.tenantId) =>
      db.withTenant(tenantId, (scope) => markTestResident(scope, id, isTest, 'staff:a'));
    await mark(true);
    expect((await shown()).map(({ isTest }) => isTest)).toEqual([true, false]);
    await mark(false);
    expect((await shown()).some(({ isTest }) => isTest)).toBe(false);
    expect(await actionsOf(tenant.tenantId)).toEqual([
      'onboarding.test-resident-marked',
      'onboarding.test-resident-unmarked',
    ]);
    const { tenantId: elsewhere } = await createTestTenant(db);
    await expect(mark(true, early?.residentId, elsewhere)).rejects.toMatchObject({
      code: 'ONBOARDING_RESIDENT_NOT_FOUND',
    });
  });
});
