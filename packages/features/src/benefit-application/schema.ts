// What a city sets. Browser-safe: the console draws its form from it.
import { z } from 'zod';

export const settingsSchema = z.strictObject({
  contact: z.string().min(1).max(100).default('市役所・町村役場').meta({
    title: '問い合わせ先',
    description: '困ったときの連絡先。例：給付金の窓口 0120-000-000（平日9時〜17時）。住民にそのまま見せます',
  }),
  lineId: z
    .string()
    .regex(/^(@[a-z0-9._-]{1,30})?$/, '@から始まるIDを入れてください')
    .default('')
    .meta({
      title: 'LINE公式アカウントのID',
      description:
        '@から始まるID（ベーシックIDかプレミアムID）。手紙のQRコードのページから、LINEのトークを開けるようになります',
    }),
});
