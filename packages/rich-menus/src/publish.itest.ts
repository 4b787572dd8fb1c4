import { listAudit } from '@tenohira/audit';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, disableFeature, installFeature } from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import { features } from '@tenohira/features';
import type { LineClient } from '@tenohira/line';
import { createLineClients } from '@tenohira/messaging';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readDraft, saveDraft } from './draft.ts';
import {
  finishRichMenus,
  publishRichMenu,
  publishStarterMenu,
  type RichMenuTools,
  restoreRichMenu,
} from './publish.ts';
import { type LineMenus, startLineMenus } from './testing/index.ts';
import { listVersions, readVersionPicture } from './versions.ts';

const catalog = createCatalog(features, sharedBlocks);
const actor = 'staff:018f0000-0000-7000-8000-000000000001';

let database: TestDatabase;
let line: LineMenus;
let tenant: TestTenant;
let tools: RichMenuTools;

beforeAll(async () => {
  [database, line] = await Promise.all([openTestDatabase(), startLineMenus()]);
});
beforeEach(async () => {
  line.forget();
  tenant = await createTestTenant(database.db);
  tools = toolsOf(tenant);
  await inTenant(async (db) => {
    for (const key of ['garbage-guide', 'road-damage-report']) {
      await installFeature(db, catalog, { key, settings: {} }, 'system');
    }
  });
});
afterAll(() => Promise.all([database.drop(), line.close()]));

const inTenant = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const publish = async (by: RichMenuTools = tools) => {
  const { design } = await inTenant((db) => readDraft(db, catalog));
  return publishRichMenu(by, tenant.tenantId, design, actor);
};
const finish = () => finishRichMenus(tools, tenant.tenantId);
const versions = () => inTenant(listVersions);
const statuses = async () => (await versions()).map(({ status }) => status);
const actions = async () => (await inTenant((db) => listAudit(db))).map(({ action }) => action);
/** Nobody is at work any more, and its time has come. */
const letTimePass = () => inTenant(({ sql }) => sql("update rich_menu set lease_until = now() - interval '1 second'"));

function toolsOf({ secrets }: TestTenant): RichMenuTools {
  const { db } = database;
  const { baseUrl } = line;
  const lineClients = createLineClients({ db, secrets, apiBaseUrl: baseUrl, dataApiBaseUrl: baseUrl });
  return { db, catalog, lineClients };
}

/** LINE as it was left, and our rows, tell one story: one menu in force, and nothing else of ours. */
async function expectOneMenu(): Promise<void> {
  const [inForce, ...more] = (await versions()).filter(({ status }) => status === 'in-force');
  expect(more).toEqual([]);
  expect(line.menus()).toHaveLength(1);
  expect(line.shown()).toMatchObject({ name: `tenohira ${inForce?.menuId}`, image: expect.any(Buffer) });
  const rows = await inTenant(({ prisma }) => prisma.richMenu.findMany({ select: { status: true, clearedAt: true } }));
  expect(rows.filter(({ status, clearedAt }) => status !== 'in-force' && clearedAt === null)).toEqual([]);
}

describe('publishRichMenu', () => {
  it('shows the draft to every resident, and says who asked for it', async () => {
    const { menuId } = await publish();
    await expectOneMenu();
    expect(line.shown()?.areas).toMatchObject([
      { action: { type: 'postback', label: 'ごみの収集・分別', data: 'start=garbage-guide/guide' } },
      { action: { type: 'postback', label: '道路の不具合通報', data: 'start=road-damage-report/report' } },
      { action: { type: 'postback', label: 'メニュー', data: 'menu' } },
    ]);
    expect(line.shown()?.image).toEqual(Buffer.from(await inTenant((db) => readVersionPicture(db, menuId))));
    const entries = await inTenant((db) => listAudit(db));
    expect(entries.find(({ action }) => action === 'rich-menu.published')).toMatchObject({
      actor,
      subject: `rich-menu:${menuId}`,
    });
  });

  it('takes the one before away once the new one is shown', async () => {
    await publish();
    const before = line.shown()?.richMenuId;
    const { design } = await inTenant((db) => readDraft(db, catalog));
    await inTenant((db) => saveDraft(db, catalog, { ...design, theme: 'forest' }, actor));
    await publish();
    await expectOneMenu();
    expect(line.shown()?.richMenuId).not.toBe(before);
    expect(await versions()).toMatchObject([
      { status: 'in-force', design: { theme: 'forest' } },
      { status: 'replaced', design: { theme: 'sea' } },
    ]);
  });

  it('touches no menu that somebody else has made', async () => {
    line.add('冬のキャンペーン');
    await publish();
    await publish();
    expect(line.menus().map(({ name }) => name)).toEqual(['冬のキャンペーン', expect.stringMatching(/^tenohira /)]);
  });

  it('says what is missing, field by field, and asks LINE for nothing', async () => {
    const { design } = await inTenant((db) => readDraft(db, catalog));
    const [first, ...rest] = design.areas;
    await inTenant((db) => saveDraft(db, catalog, { ...design, areas: [{ ...first, label: '' }, ...rest] }, actor));
    await inTenant((db) => disableFeature(db, 'road-damage-report', actor));
    await expect(publish()).rejects.toMatchObject({
      code: 'RICH_MENU_NOT_READY',
      details: { problems: [{ field: 'areas.0.label' }, { field: 'areas.1.target.featureKey' }] },
    });
    expect([line.menus(), await versions()]).toEqual([[], []]);
  });

  it('shows nothing that whoever publishes it has not seen', async () => {
    const { design: seen } = await inTenant((db) => readDraft(db, catalog));
    await inTenant((db) => saveDraft(db, catalog, { ...seen, chatBarText: 'あとから' }, actor));
    await expect(publishRichMenu(tools, tenant.tenantId, seen, actor)).rejects.toMatchObject({
      code: 'RICH_MENU_DRAFT_CHANGED',
    });
    expect([line.menus(), await versions()]).toEqual([[], []]);
  });

  it('needs a channel', async () => {
    await inTenant(({ prisma }) => prisma.lineChannel.deleteMany());
    await expect(publish()).rejects.toMatchObject({ code: 'RICH_MENU_NO_CHANNEL' });
  });
});

describe('a LINE that fails', () => {
  const steps = ['create', 'upload', 'set-default'] as const;

  it.each(steps.flatMap((step) => [[step, 'down'] as const, [step, 'lose'] as const]))(
    'at %s (%s) is asked again later, and ends with one menu',
    async (step, how) => {
      await publish();
      line.failNext(step, how);
      await expect(publish()).rejects.toMatchObject({ code: 'RICH_MENU_UNFINISHED', retry: 'later' });
      expect(line.shown()).toBeDefined();
      expect(await finish()).toEqual({ published: 0, cleared: 0 });
      await letTimePass();
      expect(await finish()).toEqual({ published: 1, cleared: 1 });
      await expectOneMenu();
      expect(await statuses()).toEqual(['in-force', 'replaced']);
      expect(await finish()).toEqual({ published: 0, cleared: 0 });
    },
  );

  it.each(steps)('with a refusal at %s leaves what was there', async (step) => {
    const { menuId } = await publish();
    line.failNext(step, 'refuse');
    await expect(publish()).rejects.toMatchObject({
      code: 'RICH_MENU_REFUSED',
      statusCode: 422,
      userMessage: expect.stringContaining('公開できませんでした。'),
    });
    await finish();
    await expectOneMenu();
    expect(await versions()).toMatchObject([{ status: 'failed', errorCode: 'LINE_REQUEST_REJECTED' }, { menuId }]);
    expect(await actions()).toContain('rich-menu.publishing-failed');
  });

  it.each(['list', 'delete'] as const)(
    'at %s, when the old one is cleared away, is asked again later',
    async (step) => {
      await publish();
      line.failNext(step, 'down');
      await publish();
      expect(line.menus()).toHaveLength(2);
      expect(await finish()).toEqual({ published: 0, cleared: 1 });
      await expectOneMenu();
    },
  );

  it('is given up after half a day, and a new try takes its place', async () => {
    line.failNext('create', 'down');
    await expect(publish()).rejects.toMatchObject({ code: 'RICH_MENU_UNFINISHED' });
    await inTenant(({ sql }) => sql('update rich_menu set attempts = 14'));
    await letTimePass();
    line.failNext('create', 'down');
    await finish();
    expect(await statuses()).toEqual(['failed']);
    await publish();
    await finish();
    await expectOneMenu();
  });

  it('does not keep staff from trying at once', async () => {
    line.failNext('upload', 'lose');
    await expect(publish()).rejects.toMatchObject({ code: 'RICH_MENU_UNFINISHED' });
    await publish();
    expect(await versions()).toMatchObject([{ status: 'in-force' }, { status: 'failed', errorCode: 'SUPERSEDED' }]);
    await expectOneMenu();
  });
});

describe('a process that dies', () => {
  /** From that call on nothing comes back: neither an answer nor a record. */
  function dyingAt(method: keyof LineClient): RichMenuTools {
    const of = async (tenantId: string, channelId: string): Promise<LineClient> => {
      const client = await tools.lineClients.of(tenantId, channelId);
      const die = async (...given: unknown[]) => {
        await Reflect.apply(client[method], client, given);
        reached.resolve();
        return new Promise<never>(() => {});
      };
      return { ...client, [method]: die };
    };
    return { ...tools, lineClients: { ...tools.lineClients, of } };
  }
  let reached = Promise.withResolvers<void>();
  beforeEach(() => {
    reached = Promise.withResolvers<void>();
  });

  it('keeps others from publishing until its time is over', async () => {
    void publish(dyingAt('uploadRichMenuImage'));
    await reached.promise;
    await expect(publish()).rejects.toMatchObject({ code: 'RICH_MENU_UNDER_WAY', statusCode: 409 });
    await letTimePass();
    await publish();
    await expectOneMenu();
  });

  it.each(['createRichMenu', 'uploadRichMenuImage', 'setDefaultRichMenu', 'deleteRichMenu'] as const)(
    'just after %s leaves nothing behind for ever',
    async (method) => {
      await publish();
      void publish(dyingAt(method));
      await reached.promise;
      await letTimePass();
      await finish();
      await expectOneMenu();
      expect(await statuses()).toEqual(['in-force', 'replaced']);
    },
  );
});

describe('restoreRichMenu', () => {
  it('puts an earlier version in force again, as a new one, and leaves the draft alone', async () => {
    const { menuId } = await publish();
    const { design } = await inTenant((db) => readDraft(db, catalog));
    await inTenant((db) => saveDraft(db, catalog, { ...design, theme: 'sakura' }, actor));
    await publish();
    await restoreRichMenu(tools, tenant.tenantId, menuId, actor);
    await expectOneMenu();
    expect((await versions()).map(({ design: { theme }, status }) => [theme, status])).toEqual([
      ['sea', 'in-force'],
      ['sakura', 'replaced'],
      ['sea', 'replaced'],
    ]);
    expect((await inTenant((db) => readDraft(db, catalog))).design.theme).toBe('sakura');
    const [restored] = (await inTenant((db) => listAudit(db))).filter(({ detail }) => detail?.restoredFrom === menuId);
    expect(restored).toMatchObject({ actor, action: 'rich-menu.publishing-requested' });
  });

  it("finds nothing of another city's", async () => {
    const { menuId } = await publish();
    const other = await createTestTenant(database.db);
    await expect(restoreRichMenu(toolsOf(other), other.tenantId, menuId, actor)).rejects.toMatchObject({
      code: 'RICH_MENU_NOT_FOUND',
      statusCode: 404,
    });
    expect(await database.db.readTenant(other.tenantId, listVersions)).toEqual([]);
  });
});

describe('publishStarterMenu', () => {
  const start = () => publishStarterMenu(tools, tenant.tenantId, 'system');

  it('may be repeated: one menu, and the draft of whoever began one stays', async () => {
    const { design } = await inTenant((db) => readDraft(db, catalog));
    await inTenant((db) => saveDraft(db, catalog, { ...design, theme: 'wisteria' }, actor));
    const first = await start();
    expect(await start()).toEqual(first);
    await expectOneMenu();
    expect((await versions())[0]?.design.theme).toBe('sea');
    expect((await inTenant((db) => readDraft(db, catalog))).design.theme).toBe('wisteria');
  });

  it('goes on where LINE had failed', async () => {
    line.failNext('set-default', 'down');
    await expect(start()).rejects.toMatchObject({ code: 'RICH_MENU_UNFINISHED' });
    await start();
    await expectOneMenu();
  });

  it('says what to do where there is nothing to show', async () => {
    for (const key of ['garbage-guide', 'road-damage-report']) {
      await inTenant((db) => disableFeature(db, key, 'system'));
    }
    await expect(start()).rejects.toMatchObject({ code: 'RICH_MENU_NOTHING_TO_SHOW' });
  });
});

it('keeps twenty versions to go back to', async () => {
  await publish();
  await inTenant(({ sql }) =>
    sql(
      `insert into rich_menu (id, channel_id, design, request, picture, requested_by, status, created_at, cleared_at)
       select gen_random_uuid(), channel_id, design, request, picture, requested_by, 'replaced', created_at - n * interval '1 day', now()
       from rich_menu, generate_series(1, 30) as n`,
    ),
  );
  await publish();
  expect(await inTenant(({ prisma }) => prisma.richMenu.count())).toBe(20);
  await expectOneMenu();
});
