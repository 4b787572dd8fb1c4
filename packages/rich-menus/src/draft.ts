import { isDeepStrictEqual } from 'node:util';
import { type Actor, appendAudit, type Change, findLastChange } from '@tenohira/audit';
import { type Catalog, listInstalled } from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import { type CheckedDesign, checkDesign } from './check-design.ts';
import { type RichMenuDesign, richMenuDesignSchema } from './design.ts';
import { errors } from './errors.ts';
import { starterDesign } from './starter-design.ts';

export type Draft = CheckedDesign & {
  design: RichMenuDesign;
  /** Null where nobody has begun one: the design is a proposal, made from the features that are on. */
  updatedAt: Date | null;
};

const SUBJECT = 'rich-menu:draft';
const SAVED = 'rich-menu.draft-saved';

/** What the city is working on, and what is still wrong with it. */
export async function readDraft(db: TenantDb, catalog: Catalog): Promise<Draft> {
  const installed = await listInstalled(db, catalog);
  const row = await db.prisma.richMenuDraft.findFirst();
  const stored = richMenuDesignSchema.safeParse(row?.design);
  const design = stored.data ?? starterDesign(installed);
  return { design, updatedAt: (stored.success && row?.updatedAt) || null, ...checkDesign(design, installed) };
}

/** Who saved the draft last, and when. */
export function findDraftChange(db: TenantDb): Promise<Change | undefined> {
  return findLastChange(db, { subject: SUBJECT, action: SAVED });
}

/**
 * Keeps a design in the place of the one that whoever drew it had begun with.
 * @param seen the draft as it was then
 * @throws AppError RICH_MENU_DRAFT_OVERTAKEN where another has been saved since, and as saveDraft
 */
export async function changeDraft(
  db: TenantDb,
  catalog: Catalog,
  { design, seen }: { design: RichMenuDesign; seen: RichMenuDesign },
  actor: Actor,
): Promise<CheckedDesign> {
  // The tenant's row and not the draft's, which may not be there yet: one after the other.
  await db.sql('select 1 from tenant for no key update');
  const { design: present, updatedAt } = await readDraft(db, catalog);
  // A proposal is nobody's; and what is there already was saved by a call whose answer was lost.
  const mayGo = updatedAt === null || [seen, design].some((each) => isDeepStrictEqual(each, present));
  if (!mayGo) throw errors.DRAFT_OVERTAKEN();
  return saveDraft(db, catalog, design, actor);
}

/**
 * Keeps a design, also one that is not finished; its `problems` keep it from being published.
 * @throws AppError RICH_MENU_DESIGN_INVALID where it is no design at all
 */
export async function saveDraft(db: TenantDb, catalog: Catalog, design: unknown, actor: Actor): Promise<CheckedDesign> {
  const parsed = richMenuDesignSchema.safeParse(design);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    throw errors.DESIGN_INVALID({ details: { problems } });
  }
  await db.sql(
    `insert into rich_menu_draft (design) values ($1)
     on conflict (tenant_id) do update set design = excluded.design, updated_at = now()`,
    [JSON.stringify(parsed.data)],
  );
  const { layout, theme } = parsed.data;
  await appendAudit(db, [{ actor, action: SAVED, subject: SUBJECT, detail: { layout, theme } }]);
  return checkDesign(parsed.data, await listInstalled(db, catalog));
}
