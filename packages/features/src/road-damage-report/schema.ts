// What a city sets. Browser-safe: the console draws its form from it.
import { z } from 'zod';
import { parseArea } from './area/parse-area.ts';
import { CATEGORIES } from './categories.ts';

/** Photos of one report at most; the flow has a question for each number up to this. */
export const MAX_PHOTOS = 3;

const HOW_TO_AREA =
  '[[緯度, 経度], …] の形か、地図ソフトのGeoJSON（Polygon・MultiPolygon）を貼りつけます。飛び地は、いくつでも入れられます。';

const areaSchema = z
  .union([z.string(), z.array(z.json()), z.record(z.string(), z.json())], '区域の形が正しくありません。')
  .transform((input, context) => {
    const parsed = parseArea(input);
    if ('area' in parsed) return parsed.area;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });

const neighbourSchema = z.strictObject({
  name: z.string().min(1).max(30).meta({ title: '市町村の名前' }),
  contact: z
    .string()
    .max(200)
    .default('')
    .meta({ title: '連絡先', description: '電話番号や通報ページのアドレス。住民にそのまま見せます' }),
  area: areaSchema.meta({ title: '区域', description: HOW_TO_AREA, editor: 'area' }),
});

export const settingsSchema = z.strictObject({
  emergencyPhone: z.string().max(60).default('').meta({
    title: '緊急の電話番号',
    description: 'すぐに直さないと危ないときの電話。例：道路課 0120-000-000（24時間）',
  }),
  maxPhotos: z
    .int()
    .min(0)
    .max(MAX_PHOTOS)
    .default(MAX_PHOTOS)
    .meta({ title: '写真の数', description: `${MAX_PHOTOS}枚まで。0にすると、写真を聞きません` }),
  contact: z
    .enum(['off', 'optional', 'required'])
    .default('off')
    .meta({
      title: '連絡先を聞く',
      description: '聞くときは、トークではなく入力ページで聞きます',
      labels: { off: '聞かない', optional: '入れるかどうか選んでもらう', required: '必ず入れてもらう' },
    }),
  nextSteps: z
    .string()
    .max(300)
    .default('担当の職員が場所と内容を確かめて、対応します。')
    .meta({ title: '送信したあとの説明', description: 'このあと何が起きるかを、住民に伝えます' }),
  area: areaSchema.prefault([]).meta({
    title: '市の区域',
    description: `${HOW_TO_AREA}空のときは、どこの場所でも受け付けます`,
    editor: 'area',
  }),
  borderToleranceM: z
    .int()
    .min(0)
    .max(1000)
    .default(50)
    .meta({ title: '市の境のゆとり（m）', description: '境からこの距離までは、区域の外でも受け付けます' }),
  neighbours: z
    .array(neighbourSchema)
    .max(30)
    .prefault([])
    .meta({ title: 'となりの市町村', description: '区域の外の場所のとき、その市町村の名前と連絡先を案内します' }),
  similarRadiusM: z
    .strictObject({
      hole: radius('hole'),
      gutter: radius('gutter'),
      lamp: radius('lamp'),
      sign: radius('sign'),
      tree: radius('tree'),
      other: radius('other'),
    })
    .prefault({})
    .meta({
      title: '同じ通報とみる距離（m）',
      description: 'この距離の中に対応中の通報があれば、同じかどうか住民に聞きます。0にすると聞きません',
    }),
});

export type Settings = z.infer<typeof settingsSchema>;

function radius(key: (typeof CATEGORIES)[number]['key']) {
  const category = CATEGORIES.find((candidate) => candidate.key === key);
  return z
    .int()
    .min(0)
    .max(500)
    .default(category?.similarRadiusM ?? 0)
    .meta({ title: category?.label ?? key });
}
