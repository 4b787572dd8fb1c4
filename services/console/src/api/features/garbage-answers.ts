import { z } from 'zod';
import { instant } from '../answer.ts';

const doubt = z.object({ file: z.string(), line: z.int().optional(), message: z.string() });
const names = z.array(z.string());

export const garbageInForce = z.object({
  inForce: z
    .object({
      ...{ importedAt: instant, fileNames: names, items: z.int() },
      areas: z.array(z.object({ key: z.string(), name: z.string(), district: z.string().optional() })),
      categories: z.array(
        z.object({ label: z.string(), sublabel: z.string(), description: z.string(), bgColor: z.string() }),
      ),
      closures: z.array(z.object({ center: z.string(), from: z.iso.date(), to: z.iso.date() })),
      closedDays: z.enum(['skip', 'shift']).meta({ description: '休みの日の収集。skipは、なし。shiftは、1週間あとへ' }),
      doubts: z.array(doubt),
    })
    .nullable()
    .meta({ description: 'nullは、まだ取り込んでいない' }),
});

export const garbageCalendarDays = z.object({
  ...{ from: z.iso.date(), to: z.iso.date() },
  days: z.array(
    z.object({
      day: z.iso.date(),
      collections: z.array(z.object({ categoryLabel: z.string(), remarks: names })),
    }),
  ),
});

const residentsToAskAgain = z.int().meta({ description: '地区を選び直していただく住民の人数' });
const changedNames = z.object({ added: names, removed: names, changed: names });

const difference = z.object({
  areas: z.object({
    ...{ added: names, removed: names, renamed: z.array(z.object({ from: z.string(), to: z.string() })) },
  }),
  ...{ categories: changedNames, items: changedNames },
  days: z.object({
    ...{ from: z.iso.date(), to: z.iso.date() },
    groups: z.array(
      z.object({
        areas: names,
        changes: z.array(z.object({ day: z.iso.date(), before: names, after: names })),
      }),
    ),
    furtherAreas: z.int().meta({ description: 'groupsのほかに、収集日が変わる地区の数' }),
  }),
});

export const garbageImportPreview = z
  .object({
    files: z.array(z.object({ name: z.string(), encoding: z.enum(['utf-8', 'utf-8-bom', 'shift_jis']).nullable() })),
    problems: z
      .array(
        z.object({
          ...{ file: z.string(), line: z.int().optional(), column: z.string().optional() },
          ...{ reason: z.string(), message: z.string() },
        }),
      )
      .meta({ description: '直すところ。ひとつでもあれば、取り込めない' }),
    doubts: z.array(doubt).meta({ description: '読めたものの、確かめたいところ' }),
    counts: z
      .object({ areas: z.int(), categories: z.int(), items: z.int(), closures: z.int() })
      .nullable()
      .meta({ description: 'nullは、直すところがある' }),
    difference: difference.nullable().meta({ description: 'いま案内しているものとの違い' }),
    residentsToAskAgain,
    isInForce: z.boolean().meta({ description: 'このファイルを、いま案内している' }),
    seal: z.string().nullable().meta({ description: '取り込むときに渡す' }),
  })
  .meta({ id: 'GarbageImportPreview' });

export const garbageImport = z.object({
  ...{ changed: z.boolean(), areas: z.int(), items: z.int(), residentsToAskAgain },
});
