// Ridding LINE of menus that no longer count. LINE's list is asked by our own names, because a call whose answer was lost
// may have made one whose id nobody knows.
import { AppError } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { LineClient } from '@tenohira/line';
import type { LineClients } from '@tenohira/messaging';

const NAME = /^tenohira ([0-9a-f-]{36})$/;

/** A version's name at LINE; residents never see it. */
export function menuName(menuId: string): string {
  return `tenohira ${menuId}`;
}

/** Returns how many versions LINE has forgotten. Menus that were made by others are never touched. */
export async function clearLine(
  { db, lineClients }: { db: Database; lineClients: LineClients },
  tenantId: string,
): Promise<number> {
  const waiting = await db.readTenant(tenantId, readWaiting);
  let cleared = 0;
  for (const [channelId, ids] of Map.groupBy(waiting, (version) => version.channelId)) {
    const line = await lineClients.of(tenantId, channelId);
    // Asked before the rows are: what LINE has by now that counts has had its row for longer.
    const { body } = await line.listRichMenus();
    const counting = await db.readTenant(tenantId, (scope) => readCounting(scope, channelId));
    const inForce = counting.find(({ status }) => status === 'in-force')?.lineRichMenuId;
    // One that failed may have become the default all the same, and would leave none behind.
    if (inForce && ids.some(({ status }) => status === 'failed')) await line.setDefaultRichMenu(inForce);
    const known = new Set(counting.map(({ id }) => id));
    for (const { richMenuId, name } of body.richmenus) {
      const [, menuId] = NAME.exec(name) ?? [];
      if (menuId !== undefined && !known.has(menuId)) await deleteIfThere(line, richMenuId);
    }
    await db.withTenant(tenantId, ({ sql }) =>
      sql('update rich_menu set cleared_at = now(), line_rich_menu_id = null where id = any($1)', [
        ids.map(({ id }) => id),
      ]),
    );
    cleared += ids.length;
  }
  return cleared;
}

export async function deleteIfThere(line: LineClient, richMenuId: string): Promise<void> {
  await line.deleteRichMenu(richMenuId).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'LINE_NOT_FOUND') throw error;
  });
}

function readWaiting({ sql }: TenantDb) {
  return sql<{ id: string; channelId: string; status: string }>(
    `select id, channel_id as "channelId", status from rich_menu
     where status in ('replaced', 'failed') and cleared_at is null`,
  );
}

/** In force, or on its way. */
function readCounting({ sql }: TenantDb, channelId: string) {
  return sql<{ id: string; status: string; lineRichMenuId: string | null }>(
    `select id, status, line_rich_menu_id as "lineRichMenuId" from rich_menu
     where channel_id = $1 and status not in ('replaced', 'failed')`,
    [channelId],
  );
}
