// The rows: what was to be published, how far it got, what became of it.
import { type Actor, appendAudit } from '@tenohira/audit';
import { type AppError, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { RichMenu as LineRichMenu } from '@tenohira/line';
import { type RichMenuDesign, richMenuDesignSchema } from './design.ts';
import { errors } from './errors.ts';

export type VersionStatus = 'planned' | 'created' | 'uploaded' | 'in-force' | 'replaced' | 'failed';

export const UNDER_WAY: readonly VersionStatus[] = ['planned', 'created', 'uploaded'];

export type Version = {
  menuId: string;
  status: VersionStatus;
  design: RichMenuDesign;
  requestedBy: string;
  createdAt: Date;
  publishedAt: Date | null;
  /** Why it did not go through, or has not yet. */
  errorCode: string | null;
};

/** Who is at work on a version, and until when nobody else may be. */
export type Turn = { menuId: string; leaseToken: string };

export type VersionAtHand = Turn & {
  channelId: string;
  status: VersionStatus;
  lineRichMenuId: string | null;
  /** Turns that began before this one: each may have left something at LINE. */
  earlierTurns: number;
  request: LineRichMenu;
  picture: Uint8Array<ArrayBuffer>;
};

/** Longer than all calls to LINE together may take. */
const LEASE = "interval '3 minutes'";
/** With the pauses between them, about half a day. */
const MAX_ATTEMPTS = 15;
/** What a city can go back to. */
const KEPT_VERSIONS = 20;
const IS_UNDER_WAY = "status in ('planned', 'created', 'uploaded')";
const IS_FREE = '(lease_token is null or lease_until < now())';

/** Newest first. */
export async function listVersions(db: TenantDb): Promise<Version[]> {
  const rows = await db.prisma.richMenu.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    omit: { picture: true, request: true },
    take: KEPT_VERSIONS,
  });
  return rows.flatMap(({ id, status, design, requestedBy, createdAt, publishedAt, errorCode }) => {
    const parsed = richMenuDesignSchema.safeParse(design);
    if (!parsed.success) return [];
    const version = { menuId: id, design: parsed.data, requestedBy, createdAt, publishedAt, errorCode };
    return [{ ...version, status: status as VersionStatus }]; // the table's own check knows no other
  });
}

/** @throws AppError RICH_MENU_NOT_FOUND */
export async function readVersionPicture(db: TenantDb, menuId: string): Promise<Uint8Array> {
  const row = await db.prisma.richMenu.findFirst({ where: { id: menuId }, select: { picture: true } });
  if (!row) throw errors.NOT_FOUND();
  return row.picture;
}

export type NewVersion = {
  menuId: string;
  design: RichMenuDesign;
  request: LineRichMenu;
  picture: Uint8Array<ArrayBuffer>;
  /** The version whose design it is. */
  restoredFrom?: string;
};

/**
 * The intent, before LINE hears of anything. It takes the place of one that nobody is at work on.
 * @throws AppError RICH_MENU_NO_CHANNEL, RICH_MENU_UNDER_WAY
 */
export async function planVersion(db: TenantDb, version: NewVersion, actor: Actor): Promise<Turn> {
  await db.sql(`select pg_advisory_xact_lock(hashtextextended('rich-menu.publish:' || current_tenant_id()::text, 0))`);
  const channel = await db.prisma.lineChannel.findFirst({ orderBy: { createdAt: 'asc' }, select: { id: true } });
  if (!channel) throw errors.NO_CHANNEL();
  await db.sql(
    `update rich_menu set status = 'failed', error_code = 'SUPERSEDED', lease_token = null, lease_until = null
     where channel_id = $1 and ${IS_UNDER_WAY} and ${IS_FREE}`,
    [channel.id],
  );
  const busy = await db.sql(`select 1 from rich_menu where channel_id = $1 and ${IS_UNDER_WAY}`, [channel.id]);
  if (busy.length > 0) throw errors.UNDER_WAY();
  const { menuId, design, request, picture } = version;
  const leaseToken = uuidv7();
  await db.sql(
    `insert into rich_menu (id, channel_id, design, request, picture, requested_by, lease_token, lease_until)
     values ($1, $2, $3, $4, $5, $6, $7, now() + ${LEASE})`,
    [menuId, channel.id, JSON.stringify(design), JSON.stringify(request), Buffer.from(picture), actor, leaseToken],
  );
  const detail = { layout: design.layout, theme: design.theme, restoredFrom: version.restoredFrom ?? null };
  await appendAudit(db, [{ actor, action: 'rich-menu.publishing-requested', subject: `rich-menu:${menuId}`, detail }]);
  return { menuId, leaseToken };
}

/** One look, for a timer that goes through every city: nearly always there is nothing. */
export async function hasUnfinished({ sql }: TenantDb): Promise<boolean> {
  const rows = await sql(
    `select 1 from rich_menu where ${IS_UNDER_WAY} or (status in ('replaced', 'failed') and cleared_at is null) limit 1`,
  );
  return rows.length > 0;
}

/** A turn at the version that waits for one, if its time has come. */
export async function takeUnfinished(db: TenantDb): Promise<Turn | undefined> {
  const leaseToken = uuidv7();
  const [row] = await db.sql<{ menuId: string }>(
    `update rich_menu set lease_token = $1, lease_until = now() + ${LEASE}, attempts = attempts + 1
     where id = (select id from rich_menu where ${IS_UNDER_WAY} and lease_until < now() order by id limit 1 for update skip locked)
     returning id as "menuId"`,
    [leaseToken],
  );
  return row && { ...row, leaseToken };
}

/** @throws AppError RICH_MENU_UNDER_WAY where somebody else has the turn by now */
export async function readVersion(db: TenantDb, { menuId, leaseToken }: Turn): Promise<VersionAtHand> {
  const row = await db.prisma.richMenu.findFirst({ where: { id: menuId, leaseToken } });
  if (!row) throw errors.UNDER_WAY();
  const { channelId, lineRichMenuId, picture } = row;
  return {
    ...{ menuId, leaseToken, channelId, lineRichMenuId, picture, earlierTurns: row.attempts - 1 },
    status: row.status as VersionStatus, // the table's own check knows no other
    request: row.request as LineRichMenu, // written by planVersion
  };
}

/** How far it got. @throws AppError RICH_MENU_UNDER_WAY where somebody else has the turn by now */
export async function recordStep(
  db: TenantDb,
  { menuId, leaseToken }: Turn,
  status: 'planned' | 'created' | 'uploaded',
  lineRichMenuId: string | null,
): Promise<void> {
  const rows = await db.sql(
    `update rich_menu set status = $3, line_rich_menu_id = $4, lease_until = now() + ${LEASE}
     where id = $1 and lease_token = $2 and ${IS_UNDER_WAY} returning 1`,
    [menuId, leaseToken, status, lineRichMenuId],
  );
  if (rows.length === 0) throw errors.UNDER_WAY();
}

/** LINE shows it: the one before is history. */
export async function recordInForce(db: TenantDb, { menuId, leaseToken, channelId }: VersionAtHand): Promise<void> {
  await db.sql(`update rich_menu set status = 'replaced' where channel_id = $1 and status = 'in-force'`, [channelId]);
  const [row] = await db.sql<{ requestedBy: string }>(
    `update rich_menu set status = 'in-force', published_at = now(), error_code = null, lease_token = null, lease_until = null
     where id = $1 and lease_token = $2 returning requested_by as "requestedBy"`,
    [menuId, leaseToken],
  );
  if (!row) throw errors.UNDER_WAY();
  await db.sql(
    `delete from rich_menu where status in ('replaced', 'failed') and cleared_at is not null and id not in
       (select id from rich_menu order by created_at desc, id desc limit $1)`,
    [KEPT_VERSIONS],
  );
  await appendAudit(db, [
    { actor: toActor(row.requestedBy), action: 'rich-menu.published', subject: `rich-menu:${menuId}` },
  ]);
}

/** Waits for its next turn, or is given up. */
export async function recordFailure(
  db: TenantDb,
  { menuId, leaseToken }: Turn,
  { code, retry }: Pick<AppError, 'code' | 'retry'>,
): Promise<'waits' | 'failed'> {
  const [row] = await db.sql<{ status: string; requestedBy: string }>(
    `update rich_menu set error_code = $3, lease_token = null,
       lease_until = now() + least(power(2, attempts), 60) * interval '1 minute',
       status = case when $4 and attempts < $5 then status else 'failed' end
     where id = $1 and lease_token = $2 returning status, requested_by as "requestedBy"`,
    [menuId, leaseToken, code, retry === 'later', MAX_ATTEMPTS],
  );
  if (row?.status !== 'failed') return 'waits';
  await appendAudit(db, [
    {
      ...{ actor: toActor(row.requestedBy), action: 'rich-menu.publishing-failed' },
      ...{ subject: `rich-menu:${menuId}`, detail: { code } },
    },
  ]);
  return 'failed';
}

function toActor(text: string): Actor {
  return text.startsWith('staff:') ? `staff:${text.slice('staff:'.length)}` : 'system';
}
