// What a city decides about the menu below the chat. Browser-safe.
import { z } from 'zod';
import { ICON_KEYS } from './icon-keys.ts';
import { LAYOUT_KEYS } from './layouts.ts';
import { THEME_KEYS } from './themes.ts';

/** What a tap does. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('feature'), featureKey: z.string().min(1).max(40) }),
  z.strictObject({ kind: z.literal('menu') }),
  z.strictObject({ kind: z.literal('url'), url: z.string().max(1_000) }),
  z.strictObject({ kind: z.literal('phone'), number: z.string().max(30) }),
]);

/** Bounds keep nonsense out of the row; what LINE and the picture hold is said by `checkDesign`. */
export const areaSchema = z.strictObject({
  label: z.string().max(100).default(''),
  /** A few words below the label. */
  note: z.string().max(100).default(''),
  /** Instead of the one that goes with the target. */
  icon: z.enum(ICON_KEYS).nullable().default(null),
  target: targetSchema.nullable().default(null),
});

export const richMenuDesignSchema = z.strictObject({
  layout: z.enum(LAYOUT_KEYS),
  theme: z.enum(THEME_KEYS),
  /** On the bar that opens and closes the menu. */
  chatBarText: z.string().max(100).default('メニュー'),
  openAtFirst: z.boolean().default(true),
  areas: z.array(areaSchema).max(20),
});

export type RichMenuTarget = z.infer<typeof targetSchema>;
export type RichMenuDesignArea = z.infer<typeof areaSchema>;
export type RichMenuDesign = z.infer<typeof richMenuDesignSchema>;
