import { type Actor, appendAudit } from '@tenohira/audit';
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

/** What the city is working on, and what is still wrong with it. */
export async function readDraft(db: TenantDb, catalog: Catalog): Promise<Draft> {
  const installed = await listInstalled(db, catalog);
  const row = await db.prisma.richMenuDraft.findFirst();
  const stored = richMenuDesignSchema.safeParse(row?.design);
  const design = stored.data ?? starterDesign(installed);
  return { design, updatedAt: (stored.success && row?.updatedAt) || null, ...checkDesign(design, installed) };
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
  await appendAudit(db, [
    { actor, action: 'rich-menu.draft-saved', subject: 'rich-menu:draft', detail: { layout, theme } },
  ]);
  return checkDesign(parsed.data, await listInstalled(db, catalog));
}
