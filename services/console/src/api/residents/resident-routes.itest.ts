// Residents over HTTP. What opening and deleting do is tried in packages/residents; here: shapes, roles, and other cities.
import { createTestRegistration } from '@tenohira/identity/testing';
import { createTestResident, createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { submitTestCase, type TestCase } from '../../testing/submit-test-case.ts';
import { type Caller, callAs, withTestConsole } from '../../testing/test-console.ts';

const REASON = { reason: '窓口での問い合わせのため' };
const PERSON = { sub: 's', name: '試験 花子', address: '試験市1-2-3', birthdate: '1980-01-02', gender: '2' };

const console_ = withTestConsole();
let city: TestTenant;
let editor: Caller;
let reported: TestCase;

beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
  editor = await console_.signIn(city.tenantId, 'editor');
  reported = await submitTestCase(console_.database.db, city);
  await console_.database.db.withTenant(city.tenantId, (db) =>
    createTestRegistration(db, city.secrets, { residentId: reported.residentId, person: PERSON }),
  );
});

type Items = { items: { residentId: string; number: string }[]; next: string | null };
const list = async (query = '', who = editor) => (await who.call('GET', `/residents${query}`)).json as Items;

describe('GET /residents', () => {
  it('finds by number in any spelling, by case, and by state, without a name', async () => {
    await createTestResident(console_.database.db, city);
    const [found] = (await list(`?caseNumber=${reported.number}`)).items;
    expect(found).toMatchObject({ residentId: reported.residentId, isRegistered: true, friendshipText: '友だち' });
    const typed = encodeURIComponent((found?.number ?? '').replace('-', ' ').toLowerCase());
    expect((await list(`?number=${typed}`)).items).toEqual([found]);
    const inWide = reported.number
      .replace('-', '－')
      .replace(/\d/g, (digit) => '０１２３４５６７８９'.charAt(Number(digit)));
    expect((await list(`?caseNumber=${encodeURIComponent(inWide)}`)).items).toEqual([found]);
    expect((await list('?isRegistered=true')).items).toEqual([found]);
    expect((await list('?isRegistered=false&friendship=friend')).items).toHaveLength(1);
    expect((await list('?wants=garbage-guide')).items).toEqual([]);
    expect((await list('?isDeleted=true')).items).toEqual([]);
    const { items, next } = await list('?limit=1');
    expect([...items, ...(await list(`?limit=1&after=${next}`)).items]).toHaveLength(2);
    expect((await editor.call('GET', '/residents?number=12')).json).toMatchObject({
      ...{ code: 'CONSOLE_INPUT_INVALID', title: expect.stringContaining('8文字') },
    });
    expect((await editor.call('GET', '/residents')).text).not.toContain(PERSON.name);
  });

  it('offers the features that send what one asks for', async () => {
    expect((await editor.call('GET', '/resident-options')).json).toMatchObject({
      subscriptions: [{ key: 'garbage-guide', title: 'ごみ収集案内' }],
    });
  });
});

describe('one resident', () => {
  const url = (action: string) => `/residents/${reported.residentId}/${action}`;

  it('is opened with a reason, in two steps, and deleted by an owner', async () => {
    const history = await editor.call('POST', url('opening'), REASON);
    expect(history.json).toMatchObject({
      cases: [{ number: reported.number, feature: { title: '道路の不具合通報' }, statusText: '受付済み' }],
      consent: { version: '1' },
      messages: [],
    });
    expect(history.text).not.toContain(PERSON.name);
    expect((await editor.call('POST', url('identity'), REASON)).json).toEqual({
      ...{ name: PERSON.name, address: PERSON.address, birthdate: PERSON.birthdate },
    });
    expect((await editor.call('POST', url('opening'), { reason: '' })).status).toBe(400);
    expect((await editor.call('POST', url('deletion'), REASON)).status).toBe(403);
    const owner = await console_.signIn(city.tenantId, 'owner');
    expect((await owner.call('PUT', url('test'), { isTest: true })).status).toBe(200);
    expect((await list('?isTest=true')).items).toHaveLength(1);
    expect((await owner.call('POST', url('deletion'), REASON)).json).toMatchObject({ wasRegistered: true });
    expect((await list()).items).toEqual([]);
    expect((await editor.call('POST', url('identity'), REASON)).status).toBe(404);
    const { items: entries } = (await owner.call('GET', `/audit?subject=resident:${reported.residentId}`)).json as {
      items: { action: string; actor: string }[];
    };
    // Newest first.
    expect(entries.map(({ action }) => action).reverse()).toEqual([
      'resident.opened',
      'resident.identity-opened',
      'resident.test-marked',
      'identity.registration-withdrawn',
      'resident.deleted',
    ]);
    expect(entries.at(-1)?.actor).toBe(`staff:${editor.staffId}`);
  });

  it.each(['opening', 'identity'])('is looked at anew by a call to %s that is repeated', async (action) => {
    const call = callAs(console_.server, { ...editor.headers, 'idempotency-key': 'again' });
    expect((await call('POST', url(action), REASON)).status).toBe(200);
    expect((await call('POST', url(action), REASON)).status).toBe(200);
    const { items } = (await editor.call('GET', `/audit?subject=resident:${reported.residentId}`)).json as Items;
    expect(items).toHaveLength(2);
  });

  it('is not opened by who only looks, nor by another city', async () => {
    const viewer = await console_.signIn(city.tenantId, 'viewer');
    const elsewhere = await createTestTenant(console_.database.db);
    const stranger = await console_.signIn(elsewhere.tenantId, 'owner');
    for (const action of ['opening', 'identity', 'deletion']) {
      expect((await viewer.call('POST', url(action), REASON)).status, action).toBe(403);
      expect((await stranger.call('POST', url(action), REASON)).status, action).toBe(404);
    }
    expect((await list('', stranger)).items).toEqual([]);
  });
});

it('says where somebody of the staff works', async () => {
  const owner = await console_.signIn(city.tenantId, 'owner');
  const url = `/staff/${editor.staffId}/departments`;
  expect((await owner.call('PUT', url, { departmentIds: [] })).json).toEqual({ departments: [] });
  expect((await editor.call('PUT', url, { departmentIds: [] })).status).toBe(403);
});
