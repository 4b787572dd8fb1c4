// The menu below the chat, drawn by one person and published by another, over HTTP and LINE's API.
import { installFeature } from '@tenohira/catalog';
import { createLineClients } from '@tenohira/messaging';
import { type LineMenus, startLineMenus } from '@tenohira/rich-menus/testing';
import { createTestSecrets, createTestTenant, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const design = z.looseObject({ theme: z.string(), areas: z.array(z.looseObject({ label: z.string() })) });
const screen = z.looseObject({
  draft: z.looseObject({ design, problems: z.array(z.unknown()) }),
  published: z.looseObject({ menuId: z.uuid(), design }).nullable(),
  versions: z.array(z.looseObject({ menuId: z.uuid() })),
  choices: z.looseObject({}),
});

let line: LineMenus;
let city: TestTenant;
let editor: Caller;
let approver: Caller;

beforeAll(async () => {
  line = await startLineMenus();
});
afterAll(() => line.close());
const console_ = withTestConsole(({ db }) => ({
  lineClients: createLineClients({
    ...{ db, secrets: createTestSecrets(db) },
    ...{ apiBaseUrl: line.baseUrl, dataApiBaseUrl: line.baseUrl },
  }),
}));
beforeEach(async () => {
  line.forget();
  const { database, tools } = console_;
  city = await createTestTenant(database.db);
  [editor, approver] = await Promise.all([
    console_.signIn(city.tenantId, 'editor'),
    console_.signIn(city.tenantId, 'approver'),
  ]);
  await database.db.withTenant(city.tenantId, async (scope) => {
    for (const key of ['garbage-guide', 'road-damage-report']) {
      await installFeature(scope, tools.catalog, { key, settings: {} }, 'system');
    }
  });
});

const open = async () => screen.parse((await editor.call('GET', '/rich-menu')).json);
/** As the screen does, with what it shows. */
const publish = async (who = approver) =>
  who.call('POST', '/rich-menu/publish', { design: (await open()).draft.design });
const isPng = ({ headers, text }: { headers: Readonly<Record<string, unknown>>; text: string }) =>
  headers['content-type'] === 'image/png' && text.includes('PNG');

describe('the rich menu', () => {
  it('begins as a proposal, with all that can be chosen', async () => {
    const { draft, published, choices } = await open();
    expect(draft).toMatchObject({ updatedAt: null, problems: [], warnings: [], design: { layout: 'three' } });
    expect(published).toBeNull();
    expect(choices).toMatchObject({
      layouts: expect.arrayContaining([expect.objectContaining({ key: 'six', size: { width: 2500, height: 1686 } })]),
      themes: expect.arrayContaining([expect.objectContaining({ key: 'sea', title: '海' })]),
      icons: expect.arrayContaining([{ key: 'garbage', title: 'ごみ', svg: expect.stringMatching(/^<svg/) }]),
      features: [
        { featureKey: 'garbage-guide', label: 'ごみの収集・分別', icon: 'garbage' },
        { featureKey: 'road-damage-report', icon: 'road' },
      ],
      limits: { labelGraphemes: 20 },
    });
    expect(isPng(await editor.call('GET', '/rich-menu/picture'))).toBe(true);
  });

  it('is drawn by an editor and published by an approver', async () => {
    const { draft } = await open();
    const saved = await editor.call('PUT', '/rich-menu', {
      design: { ...draft.design, theme: 'forest' },
      seen: draft.design,
    });
    expect(saved).toMatchObject({ status: 200, json: { problems: [], warnings: [] } });
    expect((await publish(editor)).status).toBe(403);
    expect((await publish()).status).toBe(200);
    const { published } = await open();
    expect(published).toMatchObject({ requestedBy: '試験 approver', design: { theme: 'forest' }, problems: [] });
    expect(line.shown()).toMatchObject({ areas: [{}, {}, {}], image: expect.any(Buffer) });
    expect(isPng(await editor.call('GET', `/rich-menu/${published?.menuId}/picture`))).toBe(true);
  });

  it('is published as the approver has seen it, or not at all', async () => {
    const { draft } = await open();
    await editor.call('PUT', '/rich-menu', {
      design: { ...draft.design, theme: 'forest' },
      seen: draft.design,
    });
    expect(await approver.call('POST', '/rich-menu/publish', { design: draft.design })).toMatchObject({
      status: 409,
      json: { code: 'RICH_MENU_DRAFT_CHANGED', title: expect.stringContaining('開き直し') },
    });
    expect(line.menus()).toEqual([]);
  });

  it('keeps the draft that a colleague has saved meanwhile, and takes the same twice', async () => {
    const { design: seen } = (await open()).draft;
    const save = (who: Caller, theme: string, before: object) =>
      who.call('PUT', '/rich-menu', { design: { ...seen, theme }, seen: before });
    const colleague = await console_.signIn(city.tenantId, 'editor');
    const themes = ['forest', 'sakura'];
    const answers = await Promise.all([save(editor, 'forest', seen), save(colleague, 'sakura', seen)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({
      code: 'RICH_MENU_DRAFT_OVERTAKEN',
      title: expect.stringContaining('ほかの職員が先に'),
    });
    const { draft } = await open();
    const kept = themes[answers.findIndex(({ status }) => status === 200)] ?? '';
    expect(draft).toMatchObject({ design: { theme: kept }, updatedBy: '試験 editor' });
    // Its answer may have been lost.
    expect((await save(editor, kept, seen)).status).toBe(200);
    expect((await save(colleague, 'sea', draft.design)).status).toBe(200);
  });

  it('is kept unfinished, and says what is missing when it is to be published', async () => {
    const { draft } = await open();
    const areas = draft.design.areas.map((area, index) => (index === 1 ? { ...area, label: '', target: null } : area));
    const saved = await editor.call('PUT', '/rich-menu', { design: { ...draft.design, areas }, seen: draft.design });
    expect(saved).toMatchObject({
      status: 200,
      json: { problems: [{ field: 'areas.1.label' }, { field: 'areas.1.target' }] },
    });
    expect(await publish()).toMatchObject({
      status: 422,
      json: { code: 'RICH_MENU_NOT_READY', problems: [{ field: 'areas.1.label' }, {}] },
    });
    expect(line.menus()).toEqual([]);
    expect(isPng(await editor.call('GET', '/rich-menu/picture'))).toBe(true);
  });

  it('is drawn without being saved, with what is wrong', async () => {
    const { draft } = await open();
    const areas = draft.design.areas.map((area, index) => (index === 0 ? { ...area, label: '' } : area));
    const { status, json } = await editor.call('POST', '/rich-menu/preview', { design: { ...draft.design, areas } });
    expect({ status, json }).toMatchObject({
      status: 200,
      json: {
        problems: [{ field: 'areas.0.label' }],
        pictureUrl: expect.stringMatching(/^data:image\/png;base64,iVBOR/),
      },
    });
    expect((await open()).draft).toMatchObject({ updatedAt: null, problems: [] });
  });

  it('goes back to an earlier one', async () => {
    await publish();
    const first = (await open()).published?.menuId;
    const { draft } = await open();
    await editor.call('PUT', '/rich-menu', { design: { ...draft.design, theme: 'sakura' }, seen: draft.design });
    await publish();
    expect((await approver.call('POST', `/rich-menu/${first}/restore`)).status).toBe(200);
    const { published, versions } = await open();
    expect(published?.design.theme).toBe('sea');
    expect(versions).toHaveLength(3);
    expect(line.menus()).toHaveLength(1);
  });

  it('says what became wrong with what residents see', async () => {
    await publish();
    await editor.call('POST', '/features/garbage-guide/disable');
    expect((await open()).published).toMatchObject({ problems: [{ field: 'areas.0.target.featureKey' }] });
  });

  it('says that LINE did not answer, and what happens now', async () => {
    line.failNext('create', 'down');
    const answer = await publish();
    expect(answer).toMatchObject({ status: 503, json: { code: 'RICH_MENU_UNFINISHED' } });
    expect(JSON.stringify(answer.json)).toContain('自動でやり直します');
    expect(await open()).toMatchObject({ underWay: { status: 'planned', errorCode: 'LINE_UNAVAILABLE' } });
  });

  it('refuses a design that is none', async () => {
    const { design: seen } = (await open()).draft;
    const none = { layout: 'star', theme: 'sea', areas: [] };
    const answer = await editor.call('PUT', '/rich-menu', { design: none, seen });
    expect(answer).toMatchObject({ status: 400, json: { problems: [{ field: 'design.layout' }] } });
  });
});
