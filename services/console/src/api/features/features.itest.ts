// What staff do with features, over HTTP.
import { listAudit } from '@tenohira/audit';
import { checkMessages } from '@tenohira/line';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const card = z.looseObject({ key: z.string(), on: z.boolean(), menuOrder: z.number().nullable() });
const list = z.object({ features: z.array(card) });
const detail = z.looseObject({
  settings: z.record(z.string(), z.unknown()),
  form: z.looseObject({ properties: z.record(z.string(), z.looseObject({})) }),
  preview: z.array(z.looseObject({ from: z.enum(['resident', 'city']) })),
});

const console_ = withTestConsole();
let city: TestTenant;
let editor: Caller;

beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
  editor = await console_.signIn(city.tenantId, 'editor');
});

const features = async () => list.parse((await editor.call('GET', '/features')).json).features;
const open = async (key: string) => detail.parse((await editor.call('GET', `/features/${key}`)).json);
const put = (key: string, body: object) => editor.call('PUT', `/features/${key}`, body);

describe('the catalog', () => {
  it('shows what every feature is, with nothing on at first', async () => {
    const all = await features();
    expect(all.map(({ key }) => key)).toEqual([...console_.tools.catalog.features.keys()]);
    expect(all.find(({ key }) => key === 'garbage-guide')).toMatchObject({
      ...{ on: false, menuOrder: null, installedVersion: null, needsAttention: false, department: null },
      title: 'ごみ収集案内',
      category: { key: 'daily-life', title: 'くらし' },
      audience: { key: 'everyone', title: 'すべての住民' },
      highlights: expect.arrayContaining([expect.stringContaining('収集日')]),
    });
  });

  it('is put into the order of the menu', async () => {
    for (const key of ['garbage-guide', 'road-damage-report']) await put(key, { settings: {} });
    const keys = ['road-damage-report', 'garbage-guide'];
    expect((await editor.call('PUT', '/features/order', { keys })).status).toBe(200);
    expect((await features()).slice(0, 3).map(({ key, menuOrder }) => [key, menuOrder])).toEqual([
      ['road-damage-report', 0],
      ['garbage-guide', 1],
      [expect.any(String), null],
    ]);
    const incomplete = await editor.call('PUT', '/features/order', { keys: ['garbage-guide'] });
    expect(incomplete).toMatchObject({ status: 409, json: { code: 'CATALOG_ORDER_INCOMPLETE' } });
  });
});

describe('a feature', () => {
  it('opens with its defaults, a form in Japanese, and what it looks like on a phone', async () => {
    const { settings, form, preview } = await open('garbage-guide');
    expect(settings).toMatchObject({ closedDays: 'skip', areaLabel: '地区' });
    expect(form.properties.closedDays).toMatchObject({
      ...{ title: '休止期間の収集', type: 'string', enum: ['skip', 'shift'], default: 'skip' },
      labels: { skip: '休みにする', shift: expect.any(String) },
    });
    expect(preview[0]).toEqual({ from: 'resident', kind: 'text', text: 'ごみ' });
    const messages = preview.flatMap(({ from, message }) => (from === 'city' ? [message] : []));
    expect(messages.length).toBeGreaterThan(2);
  });

  it.each(['garbage-guide', 'road-damage-report', 'benefit-application', 'identity-registration', 'survey'])(
    'shows %s in messages that LINE would take, in the name of the city',
    async (key) => {
      const { preview } = await open(key);
      expect(preview.length).toBeGreaterThan(1);
      for (const { message } of preview.filter(({ from }) => from === 'city')) {
        expect(checkMessages([message as Parameters<typeof checkMessages>[0][number]])).toEqual([]); // it came as JSON
      }
      expect(JSON.stringify(preview)).not.toContain('みほん市');
    },
  );

  it('is shown with settings that are not saved yet', async () => {
    const settings = { nextSteps: '三日のうちに見に行きます。', maxPhotos: 0 };
    const { json } = await editor.call('POST', '/features/road-damage-report/preview', { settings });
    expect(JSON.stringify(json)).not.toContain('写真を送ってください');
    const asked = { settings: { contact: '市民課 00-0000-0000' } };
    const shown = await editor.call('POST', '/features/identity-registration/preview', asked);
    expect(JSON.stringify(shown.json)).toContain('市民課 00-0000-0000');
    expect((await features()).some(({ on }) => on)).toBe(false);
  });

  it('is switched on, set, given to a department, and switched off, all on record', async () => {
    const owner = await console_.signIn(city.tenantId, 'owner');
    const { json } = await owner.call('POST', '/departments', { name: '道路課' });
    const { departmentId } = z.object({ departmentId: z.uuid() }).parse(json);
    const saved = await put('road-damage-report', { settings: { maxPhotos: 1 }, departmentId, audience: 'staff' });
    expect(saved).toMatchObject({
      status: 200,
      json: {
        ...{ on: true, menuOrder: 0, audience: { key: 'staff' }, department: { departmentId, name: '道路課' } },
        settings: { maxPhotos: 1, contact: 'off' },
        departments: [{ departmentId, name: '道路課' }],
      },
    });
    expect((await editor.call('POST', '/features/road-damage-report/disable')).status).toBe(200);
    expect((await features()).some(({ on }) => on)).toBe(false);
    expect((await open('road-damage-report')).settings).toMatchObject({ maxPhotos: 1 });
    const entries = await console_.database.db.readTenant(city.tenantId, (scope) => listAudit(scope));
    const actor = `staff:${editor.staffId}`;
    expect(entries.filter((entry) => entry.actor === actor).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['catalog.feature-switched-on', 'catalog.feature-switched-off']),
    );
  });

  it('says of each wrong field where it is and what to change', async () => {
    const settings = { maxPhotos: 9, neighbours: [{ name: '', area: 'x' }] };
    const { status, json } = await put('road-damage-report', { settings, audience: 'registered' });
    expect(status).toBe(400);
    const problem = z
      .looseObject({ problems: z.array(z.object({ field: z.string(), message: z.string() })) })
      .parse(json);
    expect(problem.code).toBe('CATALOG_SETTINGS_INVALID');
    expect(problem.problems.map(({ field }) => field)).toEqual([
      'settings.maxPhotos',
      'settings.neighbours.0.name',
      'settings.neighbours.0.area',
      'audience',
    ]);
    for (const { message } of problem.problems) expect(message).toMatch(/[ぁ-ん]/);
    expect((await features()).some(({ on }) => on)).toBe(false);
  });

  it('that there is not, or of a department that there is not, is refused', async () => {
    expect((await editor.call('GET', '/features/tax')).status).toBe(404);
    expect((await editor.call('POST', '/features/tax/disable')).status).toBe(404);
    const departmentId = '018f0000-0000-7000-8000-0000000000d1';
    expect(await put('survey', { settings: {}, departmentId })).toMatchObject({
      status: 400,
      json: { problems: [{ field: 'departmentId' }] },
    });
  });
});
