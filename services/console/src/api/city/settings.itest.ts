// The city itself and its departments, over HTTP.
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const added = z.object({ departmentId: z.uuid() });

const console_ = withTestConsole();
let city: TestTenant;
let owner: Caller;

beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
  owner = await console_.signIn(city.tenantId, 'owner');
});

const settingsNow = async () => ((await owner.call('GET', '/city')).json as { settings: object }).settings;
const departments = async () => (await owner.call('GET', '/departments')).json;

describe('the city', () => {
  it('shows its settings with a form, and takes changes from its owners', async () => {
    expect((await owner.call('GET', '/city')).json).toMatchObject({
      ...{ name: expect.stringContaining('試験市'), municipalityCode: null },
      settings: { messageRetentionDays: 90 },
      form: { properties: { messageRetentionDays: { title: 'やりとりの保存日数', minimum: 1, default: 90 } } },
    });
    const settings = { greeting: 'ようこそ', messageRetentionDays: 30 };
    expect(await owner.call('PUT', '/city/settings', { settings, seen: await settingsNow() })).toMatchObject({
      status: 200,
      json: { settings: { ...settings, conversationTimeoutMinutes: 30 } },
    });
    expect((await owner.call('GET', '/city')).json).toMatchObject({ settings, updatedBy: '試験 owner' });
    const editor = await console_.signIn(city.tenantId, 'editor');
    expect((await editor.call('PUT', '/city/settings', { settings, seen: settings })).status).toBe(403);
  });

  it('keeps what a colleague has saved meanwhile, and takes the same twice', async () => {
    const seen = await settingsNow();
    const change = (who: Caller, greeting: string, before: unknown) =>
      who.call('PUT', '/city/settings', { settings: { greeting }, seen: before });
    const colleague = await console_.signIn(city.tenantId, 'owner');
    const answers = await Promise.all([change(owner, 'はじめの', seen), change(colleague, 'あとの', seen)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({
      code: 'CATALOG_CITY_SETTINGS_OVERTAKEN',
      title: expect.stringContaining('ほかの職員が先に'),
    });
    const saved = answers.find(({ status }) => status === 200)?.json as { settings: { greeting: string } };
    expect(await settingsNow()).toEqual(saved.settings);
    // Its answer may have been lost.
    expect((await change(owner, saved.settings.greeting, seen)).status).toBe(200);
    expect((await change(owner, 'いまの', saved.settings)).status).toBe(200);
  });

  it('says which setting is wrong', async () => {
    const settings = { messageRetentionDays: 0 };
    expect(await owner.call('PUT', '/city/settings', { settings, seen: await settingsNow() })).toMatchObject({
      status: 400,
      json: { problems: [{ field: 'settings.messageRetentionDays' }] },
    });
  });
});

describe('departments', () => {
  it('are added, renamed and closed', async () => {
    const { json } = await owner.call('POST', '/departments', { name: '道路課', phone: '00-0000-0000' });
    const { departmentId } = added.parse(json);
    expect(await departments()).toEqual({ departments: [{ departmentId, name: '道路課', phone: '00-0000-0000' }] });
    await owner.call('PUT', `/departments/${departmentId}`, { name: '道路河川課' });
    expect(await departments()).toEqual({ departments: [{ departmentId, name: '道路河川課', phone: null }] });
    expect((await owner.call('POST', `/departments/${departmentId}/close`)).status).toBe(200);
    expect(await departments()).toEqual({ departments: [] });
    expect((await owner.call('POST', `/departments/${departmentId}/close`)).status).toBe(404);
  });

  it('stand with the people who work there', async () => {
    const { departmentId } = added.parse((await owner.call('POST', '/departments', { name: '道路課' })).json);
    const people = async () => (await owner.call('GET', '/staff')).json;
    expect(await people()).toMatchObject({ staff: [{ staffId: owner.staffId, departments: [] }] });
    await owner.call('PUT', `/staff/${owner.staffId}/departments`, { departmentIds: [departmentId] });
    expect(await people()).toMatchObject({ staff: [{ departments: [{ departmentId, name: '道路課' }] }] });
    await owner.call('POST', `/departments/${departmentId}/close`);
    expect(await people()).toMatchObject({ staff: [{ departments: [] }] });
  });

  it('have one name each', async () => {
    await owner.call('POST', '/departments', { name: '道路課' });
    expect(await owner.call('POST', '/departments', { name: ' 道路課 ' })).toMatchObject({
      status: 409,
      json: { code: 'STAFF_DEPARTMENT_EXISTS' },
    });
    expect(await owner.call('POST', '/departments', { name: '', phone: '代表' })).toMatchObject({
      status: 400,
      json: { problems: [{ field: 'name' }, { field: 'phone' }] },
    });
  });
});
