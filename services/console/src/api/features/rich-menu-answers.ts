import { AUDIENCES } from '@tenohira/catalog';
import { ICON_KEYS, LAYOUT_KEYS, THEME_KEYS } from '@tenohira/rich-menus';
import { z } from 'zod';
import { instant } from '../answer.ts';

/** What a tap does. */
const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feature'), featureKey: z.string() }),
  z.object({ kind: z.literal('menu') }),
  z.object({ kind: z.literal('url'), url: z.string() }),
  z.object({ kind: z.literal('phone'), number: z.string() }),
]);

const design = z
  .object({
    ...{ layout: z.enum(LAYOUT_KEYS), theme: z.enum(THEME_KEYS) },
    ...{ chatBarText: z.string(), openAtFirst: z.boolean() },
    areas: z.array(
      z.object({
        ...{ label: z.string(), note: z.string(), target: target.nullable() },
        icon: z.enum(ICON_KEYS).nullable().meta({ description: 'nullは、押したときの動きに合うもの' }),
      }),
    ),
  })
  .meta({ id: 'RichMenuDesign' });

const designProblems = z.array(
  z.object({ field: z.string().meta({ description: '例: areas.2.label' }), message: z.string() }),
);

const checked = {
  problems: designProblems.meta({ description: '公開の前に直すところ' }),
  warnings: designProblems,
};

export const checkedDesign = z.object(checked);
export const designPreview = z.object({ ...checked, pictureUrl: z.string() });

const versionFacts = {
  menuId: z.uuid(),
  status: z.enum(['planned', 'created', 'uploaded', 'in-force', 'replaced', 'failed']),
  design,
  requestedBy: z.string().nullable().meta({ description: '公開した職員の名前' }),
  ...{ createdAt: instant, publishedAt: instant.nullable(), errorCode: z.string().nullable() },
};
const menuVersion = z.object(versionFacts).meta({ id: 'RichMenuVersion' });

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });

const choices = z.object({
  layouts: z.array(
    z.object({
      ...{ key: z.enum(LAYOUT_KEYS), title: z.string(), description: z.string() },
      ...{ size: z.object({ width: z.int(), height: z.int() }), areas: z.array(bounds) },
      hero: z.int().optional().meta({ description: '目立つ場所の番号。0から' }),
    }),
  ),
  themes: z.array(
    z.object({
      ...{ key: z.enum(THEME_KEYS), title: z.string(), background: z.string(), card: z.string(), ink: z.string() },
      accents: z.array(z.string()),
    }),
  ),
  icons: z.array(z.object({ key: z.enum(ICON_KEYS), title: z.string(), svg: z.string().meta({ description: 'SVG' }) })),
  features: z.array(
    z.object({
      ...{ featureKey: z.string(), title: z.string(), audience: z.enum(AUDIENCES) },
      ...{ label: z.string(), note: z.string(), icon: z.enum(ICON_KEYS) },
    }),
  ),
  limits: z.object({ labelGraphemes: z.int(), noteGraphemes: z.int(), chatBarTextGraphemes: z.int() }),
});

export const richMenu = z.object({
  draft: z
    .object({ ...checked, design, updatedAt: instant.nullable(), updatedBy: z.string().nullable() })
    .meta({ description: 'updatedAtがnullのものは、使っている機能からつくった案' }),
  published: z
    .object({ ...versionFacts, ...checked })
    .nullable()
    .meta({ description: '公開中のもの。直すところは、公開のあとに生じた' }),
  underWay: menuVersion.nullable(),
  versions: z.array(menuVersion),
  choices,
});
