import { z } from 'zod';
import { instant } from '../answer.ts';
import { category, preview, withdrawal } from '../features/answers.ts';

const published = z.object({
  ...{ key: z.string(), title: z.string(), summary: z.string(), version: z.int(), category },
  isStarter: z.boolean().meta({ description: 'どの市区町村も、これからはじめる' }),
  cities: z.int(),
  citiesBehind: z.int().meta({ description: 'そのうち、いまの版で設定を保存していない市区町村' }),
  withdrawal: withdrawal.nullable(),
});

export const catalogFeature = published
  .extend({ problems: z.int().meta({ description: '自動の点検で見つかったことの数' }) })
  .meta({ id: 'CatalogFeature' });

const problem = z.object({
  severity: z.enum(['error', 'warning']),
  ...{ flow: z.string().optional(), block: z.string().optional(), code: z.string(), message: z.string() },
});

const flow = z.object({
  ...{ key: z.string(), title: z.string() },
  fewestTaps: z.int().nullable().meta({ description: 'メニューからおわりまでの、いちばん少ないタップ数' }),
  mostTaps: z.int().nullable(),
});

const decision = z.object({
  ...{ at: instant, by: z.string(), reason: z.string() },
  kind: z.enum(['withdrawn', 'reinstated']),
});

export const catalogFeatureDetail = published
  .extend({
    problems: z.array(problem),
    flows: z.array(flow),
    keywords: z.array(z.string()),
    highlights: z.array(z.string()),
    settings: z.array(z.string()).meta({ description: '市区町村が決める項目の名前' }),
    preview,
    decisions: z.array(decision),
  })
  .meta({ id: 'CatalogFeatureDetail' });
