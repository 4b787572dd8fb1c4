import { AUDIENCES } from '@tenohira/catalog';
import type { Message } from '@tenohira/line';
import { z } from 'zod';

const audience = z.object({ key: z.enum(AUDIENCES), title: z.string() });
const department = z.object({ departmentId: z.uuid(), name: z.string() });

const featureCard = z
  .object({
    ...{ key: z.string(), title: z.string(), summary: z.string(), version: z.int() },
    ...{ highlights: z.array(z.string()), menuLabel: z.string() },
    category: z.object({
      key: z.enum(['daily-life', 'report', 'benefit', 'procedure', 'event', 'information']),
      title: z.string(),
    }),
    icon: z.string().meta({ description: 'SVG' }),
    on: z.boolean(),
    menuOrder: z.int().nullable().meta({ description: '使っている機能の中での順番。0から' }),
    installedVersion: z.int().nullable().meta({ description: '設定を最後に保存したときの版' }),
    needsAttention: z.boolean().meta({ description: '設定を保存し直すまで、住民には見えない' }),
    ...{ audience, department: department.nullable() },
  })
  .meta({ id: 'Feature' });

export const featureCards = z.object({ features: z.array(featureCard) });

const preview = z.array(
  z.discriminatedUnion('from', [
    z.object({
      from: z.literal('resident'),
      kind: z.enum(['text', 'tap', 'menu', 'photo', 'location', 'form']),
      text: z.string(),
    }),
    z.object({
      from: z.literal('city'),
      message: z.custom<Message>().meta({ description: 'LINE Messaging APIのメッセージ' }),
    }),
  ]),
);

export const featureDetail = featureCard
  .extend({
    settings: z.unknown(),
    form: z.record(z.string(), z.unknown()).meta({ description: '設定のJSON Schema' }),
    ...{ audiences: z.array(audience), departments: z.array(department), preview },
  })
  .meta({ id: 'FeatureDetail' });

export const featurePreview = z.object({ preview });
