// From a row to the menu under every resident's chat: create, give it its picture, make it the default, delete the one
// before. Each step is recorded, so that whatever ends in between is taken up or cleared away.
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '@tenohira/audit';
import { type Catalog, listInstalled } from '@tenohira/catalog';
import { AppError, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { LineClient } from '@tenohira/line';
import type { LineClients } from '@tenohira/messaging';
import { checkDesign } from './check-design.ts';
import { clearLine, deleteIfThere, menuName } from './clear-line.ts';
import { type RichMenuDesign, richMenuDesignSchema } from './design.ts';
import { readDraft, saveDraft } from './draft.ts';
import { errors } from './errors.ts';
import { renderRichMenu } from './render-rich-menu.ts';
import { starterDesign } from './starter-design.ts';
import type { ThemeKey } from './themes.ts';
import { toLineMenu } from './to-line-menu.ts';
import {
  hasUnfinished,
  listVersions,
  planVersion,
  readVersion,
  recordFailure,
  recordInForce,
  recordStep,
  type Turn,
  takeUnfinished,
  type VersionAtHand,
} from './versions.ts';

export type RichMenuTools = { db: Database; catalog: Catalog; lineClients: LineClients };

/**
 * Puts the draft in force. When it returns, every resident has it; LINE's own phones fetch it within a minute or so.
 * @param seen the draft as whoever publishes it has seen it
 * @throws AppError RICH_MENU_DRAFT_CHANGED, RICH_MENU_NOT_READY (`details.problems`), RICH_MENU_NO_CHANNEL, RICH_MENU_UNDER_WAY, RICH_MENU_REFUSED,
 *   RICH_MENU_UNFINISHED (the worker goes on with it)
 */
export async function publishRichMenu(
  tools: RichMenuTools,
  tenantId: string,
  seen: RichMenuDesign,
  actor: Actor,
): Promise<{ menuId: string }> {
  const { design } = await tools.db.readTenant(tenantId, (scope) => readDraft(scope, tools.catalog));
  if (!isDeepStrictEqual(design, seen)) throw errors.DRAFT_CHANGED();
  return publishDesign(tools, tenantId, design, actor);
}

/** Puts an earlier version in force again, as a new one. The draft stays as it is. @throws as publishRichMenu, and RICH_MENU_NOT_FOUND */
export async function restoreRichMenu(
  tools: RichMenuTools,
  tenantId: string,
  menuId: string,
  actor: Actor,
): Promise<{ menuId: string }> {
  const row = await tools.db.readTenant(tenantId, ({ prisma }) =>
    prisma.richMenu.findFirst({ where: { id: menuId }, select: { design: true } }),
  );
  const design = richMenuDesignSchema.safeParse(row?.design);
  if (!design.success) throw errors.NOT_FOUND();
  return publishDesign(tools, tenantId, design.data, actor, menuId);
}

/**
 * A first menu from the features that are on, for a city that has none. May be repeated: what is in force stays, and what
 * was begun goes on.
 * @throws AppError RICH_MENU_NOTHING_TO_SHOW, and as publishRichMenu
 */
export async function publishStarterMenu(
  tools: RichMenuTools,
  tenantId: string,
  actor: Actor,
  { theme }: { theme?: ThemeKey } = {},
): Promise<{ menuId: string }> {
  const { db, catalog } = tools;
  const versions = await db.readTenant(tenantId, listVersions);
  const present = versions.find(({ status }) => status === 'in-force');
  if (present) return { menuId: present.menuId };
  const installed = await db.readTenant(tenantId, (scope) => listInstalled(scope, catalog));
  const design = starterDesign(installed, theme);
  if (design.areas.length < 2) throw errors.NOTHING_TO_SHOW();
  await db.withTenant(tenantId, async (scope) => {
    const { updatedAt } = await readDraft(scope, catalog);
    if (updatedAt === null) await saveDraft(scope, catalog, design, actor);
  });
  return publishDesign(tools, tenantId, design, actor);
}

/** Goes on with what was left unfinished, and rids LINE of what no longer counts. For a timer, any number of times. */
export async function finishRichMenus(
  tools: RichMenuTools,
  tenantId: string,
): Promise<{ published: number; cleared: number }> {
  if (!(await tools.db.readTenant(tenantId, hasUnfinished))) return { published: 0, cleared: 0 };
  const turn = await tools.db.withTenant(tenantId, takeUnfinished);
  const published = turn
    ? await carryOut(tools, tenantId, turn).then(
        () => 1,
        (error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          return 0; // its row says why
        },
      )
    : 0;
  return { published, cleared: await clearLine(tools, tenantId) };
}

async function publishDesign(
  tools: RichMenuTools,
  tenantId: string,
  design: RichMenuDesign,
  actor: Actor,
  restoredFrom?: string,
): Promise<{ menuId: string }> {
  const { db, catalog } = tools;
  const installed = await db.readTenant(tenantId, (scope) => listInstalled(scope, catalog));
  const { problems } = checkDesign(design, installed);
  if (problems.length > 0) {
    const lines = problems.map(({ message }) => `・${message}`);
    const lead = 'まだ公開できません。次のところを直してください。';
    throw errors.NOT_READY({ userMessage: [lead, ...new Set(lines)].join('\n'), details: { problems } });
  }
  const menuId = uuidv7();
  const request = toLineMenu(design, catalog.features, menuName(menuId));
  const picture = await renderRichMenu(design, catalog.features);
  const turn = await db.withTenant(tenantId, (scope) =>
    planVersion(
      scope,
      { menuId, design, request, picture, ...(restoredFrom === undefined ? {} : { restoredFrom }) },
      actor,
    ),
  );
  await carryOut(tools, tenantId, turn);
  // What LINE keeps of the one before is seen by nobody: the timer tries again.
  await clearLine(tools, tenantId).catch(() => 0);
  return { menuId };
}

/** Commit, then act: each call to LINE lies between two short transactions. */
async function carryOut(tools: RichMenuTools, tenantId: string, turn: Turn): Promise<void> {
  const { db, lineClients } = tools;
  try {
    const version = await db.readTenant(tenantId, (scope) => readVersion(scope, turn));
    const line = await lineClients.of(tenantId, version.channelId);
    const record = (status: 'planned' | 'created' | 'uploaded', id: string | null) =>
      db.withTenant(tenantId, (scope) => recordStep(scope, turn, status, id));
    const lineRichMenuId =
      version.status === 'uploaded' && version.lineRichMenuId !== null && (await isThere(line, version.lineRichMenuId))
        ? version.lineRichMenuId
        : await makeAnew(line, version, record);
    await line.setDefaultRichMenu(lineRichMenuId);
    await db.withTenant(tenantId, (scope) => recordInForce(scope, version));
  } catch (error) {
    throw await failureOf(tools, tenantId, turn, error);
  }
}

/** LINE replaces no picture, so what an earlier turn left half made is thrown away. */
async function makeAnew(
  line: LineClient,
  { menuId, earlierTurns, request, picture }: VersionAtHand,
  record: (status: 'planned' | 'created' | 'uploaded', id: string | null) => Promise<void>,
): Promise<string> {
  if (earlierTurns > 0) {
    const { body } = await line.listRichMenus();
    for (const { richMenuId, name } of body.richmenus) {
      if (name === menuName(menuId)) await deleteIfThere(line, richMenuId);
    }
    await record('planned', null);
  }
  const { body } = await line.createRichMenu(request);
  await record('created', body.richMenuId);
  await line.uploadRichMenuImage(body.richMenuId, { bytes: picture, contentType: 'image/png' });
  await record('uploaded', body.richMenuId);
  return body.richMenuId;
}

async function isThere(line: LineClient, richMenuId: string): Promise<boolean> {
  const { body } = await line.listRichMenus();
  return body.richmenus.some((menu) => menu.richMenuId === richMenuId);
}

/** What to tell whoever waits. A defect is recorded like a LINE that does not answer: the next turn may go well. */
async function failureOf({ db }: RichMenuTools, tenantId: string, turn: Turn, cause: unknown): Promise<unknown> {
  const known = cause instanceof AppError ? cause : { code: 'RICH_MENU_UNEXPECTED', retry: 'later' as const };
  if (known.code === 'RICH_MENU_UNDER_WAY') return cause;
  const outcome = await db.withTenant(tenantId, (scope) => recordFailure(scope, turn, known));
  if (!(cause instanceof AppError)) return cause;
  if (outcome === 'waits') return errors.UNFINISHED({ cause });
  return errors.REFUSED({ userMessage: `公開できませんでした。${cause.userMessage}`, cause });
}
