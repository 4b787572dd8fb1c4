// What a resident consents to. The chat sums it up, the page shows it whole; both read it from here. Browser-safe.
import { z } from 'zod';

/** All that is kept, in plain words. Not a setting: no city keeps more. */
export const KEPT_ITEMS = ['お名前', '住所', '生年月日', '性別'] as const;

/** The provider's pairwise `sub`. */
export const KEPT_NUMBER = 'このサービスだけで使う番号（マイナンバーではありません）';

/** What the card holds and nobody here sees. */
export const NOT_KEPT_ITEMS = ['マイナンバー（12けたの番号）', '暗証番号', '顔写真'] as const;

export const settingsSchema = z.strictObject({
  consentVersion: z.string().min(1).max(20).default('1').meta({
    title: '同意の文の版',
    description: '使いみちを変えたら、ここも変えます。登録が済んでいる人に、もう一度同意をお願いします',
  }),
  purposes: z
    .array(z.string().min(1).max(120))
    .min(1)
    .max(8)
    .default([
      '給付金などの対象になるかを調べるため',
      '対象の方に、このLINEでお知らせを送るため',
      '申し込みのときに、お名前や住所を書かなくてもよいようにするため',
    ])
    .meta({ title: '使いみち', description: '登録した内容を何に使うか。1つずつ、短く書きます' }),
  contact: z
    .string()
    .min(1)
    .max(60)
    .default('市役所・町村役場')
    .meta({ title: '問い合わせ先', description: '例：市民課 0120-000-000' }),
  privacyUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional()
    .meta({ title: '個人情報の取扱いのページ', description: 'https:// ではじまるアドレス。なければ出しません' }),
});

export type Settings = z.infer<typeof settingsSchema>;
