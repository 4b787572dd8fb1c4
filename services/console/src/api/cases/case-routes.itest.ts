// The case desk over HTTP: what screens get, who may write, and what another city sees of it (nothing).
import { listAudit } from '@tenohira/audit';
import { hashToken, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { addApiToken, addDepartment, setDepartmentsOf } from '@tenohira/staff';
import { sealObject, storeObject } from '@tenohira/storage';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { submitTestCase } from '../../testing/submit-test-case.ts';
import { type Caller, callAs, withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
let editor: Caller;

beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
  editor = await console_.signIn(city.tenantId, 'editor');
});

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => console_.database.db.withTenant(city.tenantId, work);
const submit = (more: Parameters<typeof submitTestCase>[2] = {}) => submitTestCase(console_.database.db, city, more);
const get = (url: string, who = editor) => who.call('GET', url);
const post = (url: string, body: object, who = editor) => who.call('POST', url, body);
const field = (kind: 'text' | 'photo' | 'form', value: string) => ({ key: kind, label: `項目 ${kind}`, kind, value });

async function storePhoto(residentId: string, contentType = 'image/jpeg'): Promise<string> {
  const prepared = { bytes: Buffer.from('pixels'), thumbnail: Buffer.from('px'), contentType };
  const photo = await sealObject(city.secrets, city.tenantId, prepared);
  await run((db) => storeObject(db, photo, { residentId }));
  return photo.id;
}

async function storeForm(residentId: string): Promise<string> {
  const formId = uuidv7();
  const asked = (key: string, label: string, sensitive: boolean) => ({
    ...{ key, label, help: '', kind: 'text', required: false, maxLength: 60, choices: [], sensitive },
  });
  const fields = [asked('name', 'お名前', true), asked('when', '都合のよい時間', false)];
  const typed = JSON.stringify({ name: '試験 花子', when: '午前' });
  const answers = await city.secrets.encrypt(city.tenantId, `form_request.answers:${formId}`, typed);
  await run(({ sql }) =>
    sql(
      `insert into form_request (id, resident_id, token_hash, definition, answers, expires_at, submitted_at)
       values ($1, $2, $3, $4, $5, now(), now())`,
      [formId, residentId, hashToken(formId), JSON.stringify({ title: '連絡先', intro: '', fields }), answers],
    ),
  );
  return formId;
}

describe('GET /cases', () => {
  it('gives pages with the names that staff know, and counts with the first', async () => {
    const [first, second] = [await submit(), await submit({ title: '倒木' })];
    const page = await get('/cases?limit=1');
    expect(page.json).toMatchObject({
      items: [
        {
          ...{ number: second.number, title: '倒木', statusText: '受付済み' },
          feature: { key: 'road-damage-report', title: '道路の不具合通報' },
        },
      ],
      counts: { received: 2, done: 0 },
    });
    const { next } = page.json as { next: string };
    const rest = await get(`/cases?limit=1&after=${next}`);
    expect(rest.json).toMatchObject({ items: [{ number: first.number }], next: null, counts: null });
    for (const after of ['x', `1_${'-'.repeat(36)}`]) expect((await get(`/cases?after=${after}`)).status).toBe(400);
  });

  it('filters by what is mine and what is nobody’s', async () => {
    const roads = await run((db) => addDepartment(db, { name: '道路課' }, 'system'));
    const [mine, ours] = [await submit(), await submit({ departmentId: roads.departmentId })];
    await submit();
    const numbers = async (query: string, who = editor) =>
      ((await get(`/cases?${query}`, who)).json as { items: { number: string }[] }).items.map(({ number }) => number);
    const body = { departmentId: null, assigneeId: editor.staffId, version: 1 };
    expect((await post(`/cases/${mine.number}/assignment`, body)).json).toEqual({ version: 2 });
    expect(await numbers('assignee=me')).toEqual([mine.number]);
    expect(await numbers('department=mine')).toEqual([]);
    await run((db) => setDepartmentsOf(db, editor.staffId, [roads.departmentId], 'system'));
    expect(await numbers('department=mine')).toEqual([ours.number]);
    expect(await numbers(`department=${roads.departmentId}`)).toEqual([ours.number]);
    expect(await numbers('department=none&assignee=none')).toHaveLength(1);
    expect(await numbers('status=done')).toEqual([]);
    expect(await numbers('status=done&status=received&order=waiting')).toHaveLength(3);
    expect(await numbers('withLocation=true')).toEqual([]);
    expect(await numbers(`text=${encodeURIComponent('ひび')}`)).toHaveLength(3);
    expect(await numbers(`text=${mine.number}`)).toEqual([mine.number]);
  });

  it('names a photo for each, the first that its sender has not taken back', async () => {
    const { residentId } = await submit();
    const photo = await storePhoto(residentId);
    await submit({ residentId, fields: [field('photo', ''), field('photo', photo), field('photo', uuidv7())] });
    expect((await get('/cases')).json).toMatchObject({ items: [{ photos: 3, photoId: photo }, { photoId: null }] });
  });

  it('finds all there is up to the last day that can be typed', async () => {
    const { number } = await submit();
    expect((await get('/cases?from=0001-01-01&to=9999-12-31')).json).toMatchObject({ items: [{ number }] });
  });

  it('offers what there is to choose from', async () => {
    const roads = await run((db) => addDepartment(db, { name: '道路課' }, 'system'));
    expect((await get('/case-options')).json).toMatchObject({
      statuses: expect.arrayContaining([{ status: 'in-progress', text: '対応中' }]),
      features: [{ key: 'road-damage-report', title: '道路の不具合通報' }],
      departments: [{ departmentId: roads.departmentId, name: '道路課' }],
      myDepartmentIds: [],
      assignees: [{ staffId: editor.staffId }],
    });
  });
});

describe('GET /cases/:caseNumber', () => {
  it('shows fields, photos, place, time line and where it may go, and keeps forms closed', async () => {
    const { residentId } = await submit();
    const [photo, form] = [await storePhoto(residentId), await storeForm(residentId)];
    const { number, caseId } = await submit({
      ...{ residentId, latitude: 35, longitude: 139 },
      fields: [field('text', '大きい'), field('photo', photo), field('form', form)],
    });
    const { json, text } = await get(`/cases/${number}`);
    expect(json).toMatchObject({
      ...{ number, status: 'received', version: 1, followers: 1, mergedInto: null, merged: [] },
      nextStatuses: [
        { status: 'in-progress', text: '対応中' },
        { status: 'done', text: '対応済み' },
        { status: 'declined', text: '対応できません' },
      ],
      notices: {
        reply: `【受付番号 ${number}】\n道路の穴・ひび割れ\n\n担当からのお返事:\n`,
        statuses: [{ status: 'in-progress' }, { status: 'done' }, { status: 'declined' }],
      },
      location: { latitude: 35, longitude: 139 },
      fields: [{ label: '項目 text', kind: 'text', value: '大きい' }],
      photos: [{ objectId: photo }],
      forms: [
        {
          formId: form,
          answers: [
            { label: 'お名前', personal: true, value: null },
            { label: '都合のよい時間', personal: false, value: '午前' },
          ],
        },
      ],
      reporter: {
        residentId,
        number: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/),
        canReply: true,
      },
      timeline: [{ text: '受け付けました', by: { kind: 'resident' } }],
    });
    expect(text).not.toContain('花子');
    expect(await run((db) => listAudit(db, { subject: `case:${caseId}` }))).toEqual([]);
  });

  it('opens forms on demand, for those who may, and writes down who looked', async () => {
    const { residentId } = await submit();
    const form = await storeForm(residentId);
    const { number, caseId } = await submit({ residentId, fields: [field('form', form)] });
    const viewer = await console_.signIn(city.tenantId, 'viewer');
    expect((await get(`/cases/${number}?forms=open`, viewer)).status).toBe(403);
    expect((await get(`/cases/${number}?forms=open`)).json).toMatchObject({
      forms: [{ answers: [{ label: 'お名前', value: '試験 花子' }, {}] }],
    });
    const links = await run((db) => listAudit(db, { subject: `case:${caseId}` }));
    expect(links).toMatchObject([
      { actor: `staff:${editor.staffId}`, action: 'case.forms-opened', detail: { formIds: [form] } },
    ]);
    expect(JSON.stringify(links)).not.toContain('花子');
  });

  it('opens no form for a program, whatever the person may who made its token', async () => {
    const { residentId } = await submit();
    const { number } = await submit({ residentId, fields: [field('form', await storeForm(residentId))] });
    const made = { name: '連携', scopes: ['cases:read', 'cases:prepare'], days: 1, createdBy: editor.staffId };
    const { token } = await run((db) => addApiToken(db, { tell: async () => {} }, made));
    const call = callAs(console_.server, { authorization: `Bearer ${token}` });
    expect((await call('GET', `/cases/${number}`)).status).toBe(200);
    expect((await call('GET', `/cases/${number}?forms=open`)).json).toMatchObject({ code: 'STAFF_NOT_ALLOWED' });
  });
});

describe('a reply in the time line', () => {
  it('says whether it is still being sent, in a word for programs and in one for people', async () => {
    const { number } = await submit();
    await post(`/cases/${number}/replies`, { text: 'お待ちください', version: 1 });
    const delivery = async () =>
      ((await get(`/cases/${number}`)).json as { timeline: { delivery: unknown }[] }).timeline.at(-1)?.delivery;
    expect(await delivery()).toEqual({ status: 'pending', text: '送信待ち' });
    await run(({ sql }) =>
      sql("update outbox_message set status = 'failed', error_code = 'TOO_OLD', finished_at = now()"),
    );
    expect(await delivery()).toEqual({ status: 'failed', text: '送れませんでした' });
  });
});

describe('GET /cases/:caseNumber/nearby', () => {
  const at = (latitude: number, category = 'hole') => submit({ category, latitude, longitude: 139 });

  it('finds what may be the same thing, the nearest first, and not itself', async () => {
    const { number } = await at(35);
    const [far, near] = [await at(35.002), await at(35.0001)];
    for (const elsewhere of [await at(35.01), await at(35, 'lamp'), await submit()]) {
      expect(elsewhere.number).not.toBe(number);
    }
    expect((await get(`/cases/${number}/nearby`)).json).toMatchObject({
      items: [
        { number: near.number, statusText: '受付済み', distanceM: 11 },
        { number: far.number, distanceM: 222 },
      ],
    });
  });

  it('finds nothing for a case without a place', async () => {
    const { number } = await submit();
    expect((await get(`/cases/${number}/nearby`)).json).toEqual({ items: [] });
  });
});

describe('GET /cases/:caseNumber/photos/:objectId', () => {
  it('is a picture that no browser runs', async () => {
    const { residentId } = await submit();
    const photo = await storePhoto(residentId);
    const { number } = await submit({ fields: [field('photo', photo)] });
    const { status, text, headers } = await get(`/cases/${number}/photos/${photo}`);
    expect([status, text]).toEqual([200, 'pixels']);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'no-store',
    });
  });

  it('comes in small for lists, and in no other size', async () => {
    const { residentId } = await submit();
    const photo = await storePhoto(residentId);
    const { number } = await submit({ fields: [field('photo', photo)] });
    const url = `/cases/${number}/photos/${photo}`;
    const { status, text, headers } = await get(`${url}?size=thumbnail`);
    expect([status, text, headers['content-type']]).toEqual([200, 'px', 'image/jpeg']);
    expect((await get(`${url}?size=huge`)).status).toBe(400);
  });

  it('is a file where it is no picture that a browser draws', async () => {
    const { residentId } = await submit();
    const photo = await storePhoto(residentId, 'image/svg+xml');
    const { number } = await submit({ fields: [field('photo', photo)] });
    expect((await get(`/cases/${number}/photos/${photo}`)).headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
      'x-content-type-options': 'nosniff',
    });
  });

  it('is not there by the number of another case', async () => {
    const { residentId, number: other } = await submit();
    const photo = await storePhoto(residentId);
    await submit({ fields: [field('photo', photo)] });
    expect((await get(`/cases/${other}/photos/${photo}`)).status).toBe(404);
  });
});

describe('working on a case', () => {
  it('goes from version to version, and tells who was slower', async () => {
    const { number } = await submit();
    expect(
      (await post(`/cases/${number}/status`, { status: 'in-progress', comment: '見ます', version: 1 })).json,
    ).toEqual({ notified: 1, version: 2 });
    expect((await post(`/cases/${number}/replies`, { text: 'お待ちください', version: 2 })).json).toEqual({
      version: 3,
    });
    const late = await post(`/cases/${number}/status`, { status: 'done', version: 2 });
    expect(late.status).toBe(409);
    expect(late.json).toMatchObject({ code: 'CASE_CHANGED', title: expect.stringContaining('ほかの職員') });
    expect((await post(`/cases/${number}/notes`, { text: '部品を注文' })).json).toEqual({ ok: true });
    expect((await get(`/cases/${number}`)).json).toMatchObject({
      version: 3,
      timeline: [
        {},
        { body: '見ます' },
        { body: 'お待ちください', delivery: { status: 'pending', text: '送信待ち' } },
        { body: '部品を注文', delivery: null },
      ],
    });
  });

  it('merges duplicates', async () => {
    const [a, b] = [await submit(), await submit()];
    expect(
      (await post(`/cases/${a.number}/merge`, { into: ` ${b.number.replace('-', '−')}`, version: 1 })).json,
    ).toEqual({
      ...{ notified: 1, into: b.number },
    });
    expect((await get(`/cases/${b.number}`)).json).toMatchObject({ followers: 2, merged: [{ number: a.number }] });
  });

  it('answers with templates that know the case', async () => {
    const { number } = await submit();
    const body = '{title}({number})の件です。';
    const template = { featureKey: 'road-damage-report', title: 'お礼', body };
    const { json } = await post('/reply-templates', template);
    const { templateId } = json as { templateId: string };
    expect((await get(`/cases/${number}/reply-templates`)).json).toEqual({
      items: [{ templateId, title: 'お礼', text: `道路の穴・ひび割れ(${number})の件です。` }],
    });
    expect((await editor.call('PUT', `/reply-templates/${templateId}`, { ...template, title: '別' })).status).toBe(200);
    expect((await get('/reply-templates')).json).toMatchObject({ items: [{ title: '別', body }] });
    expect((await editor.call('DELETE', `/reply-templates/${templateId}`)).status).toBe(200);
    expect((await get('/reply-templates')).json).toEqual({ items: [] });
  });

  it('takes the list along as a file, with the filter of the list', async () => {
    await submit({ title: '=1+1' });
    await submit({ featureKey: 'survey' });
    const { headers, text } = await post('/cases/export', { feature: 'road-damage-report' });
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; .*\.csv$/),
    });
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain(`"道路の不具合通報","","'=1+1"`);
    const link = (await run((db) => listAudit(db, { subject: 'cases' })))[0];
    expect(link).toMatchObject({ action: 'case.exported', detail: { featureKey: 'road-damage-report', rows: 1 } });
  });
});

describe('who may not', () => {
  const writes = (number: string) =>
    [
      ['POST', `/cases/${number}/status`, { status: 'done', version: 1 }],
      ['POST', `/cases/${number}/assignment`, { departmentId: null, assigneeId: null, version: 1 }],
      ['POST', `/cases/${number}/replies`, { text: 'x', version: 1 }],
      ['POST', `/cases/${number}/notes`, { text: 'x' }],
      ['POST', `/cases/${number}/merge`, { into: number, version: 1 }],
    ] as const;

  it('is a viewer, who writes nothing and exports nothing', async () => {
    const { number } = await submit();
    const viewer = await console_.signIn(city.tenantId, 'viewer');
    for (const [method, url, body] of writes(number)) {
      expect((await viewer.call(method, url, body)).status, url).toBe(403);
    }
    expect((await post('/cases/export', {}, viewer)).status).toBe(403);
    expect((await get(`/cases/${number}`, viewer)).json).toMatchObject({ version: 1, timeline: [{}] });
  });

  it("is somebody of another city, for whom this city's cases and photos do not exist", async () => {
    const { residentId } = await submit();
    const photo = await storePhoto(residentId);
    const { number } = await submit({ fields: [field('photo', photo)] });
    const elsewhere = await createTestTenant(console_.database.db);
    const stranger = await console_.signIn(elsewhere.tenantId, 'owner');
    for (const url of [`/cases/${number}`, `/cases/${number}/photos/${photo}`, `/cases/${number}/reply-templates`]) {
      expect((await get(url, stranger)).status, url).toBe(404);
    }
    for (const [method, url, body] of writes(number).slice(0, 4)) {
      expect((await stranger.call(method, url, body)).status, url).toBe(404);
    }
    expect((await post(`/cases/${number}/merge`, { into: '26-00001', version: 1 }, stranger)).status).toBe(404);
    expect((await get('/cases', stranger)).json).toMatchObject({ items: [], counts: { received: 0 } });
    expect((await post('/cases/export', {}, stranger)).text.split('\r\n')).toHaveLength(2);
  });
});
