import { z } from 'zod';

/** 種別コード 11 給与, 12 賞与, 71 and 72 those of 地方公務員: laid out alike, and wrong for a benefit. */
export const PAYROLL_KINDS: readonly string[] = ['11', '12', '71', '72'];

export const PAYROLL_REFUSED =
  '給与振込（種別11・12・71・72）は使えません。給付金は給与ではなく、受取人名に英字や記号も使えないためです。総合振込（種別21）を選んでください。';

export const settingsSchema = z.object({
  transferKind: z
    .enum(['21', '11', '12', '71', '72'], '種別は「21」（総合振込）にしてください。')
    .refine((kind) => kind === '21', PAYROLL_REFUSED)
    .default('21')
    .meta({ title: '種別コード', description: '総合振込の「21」だけが使えます' }),
  payerCode: z
    .string()
    .regex(/^\d{10}$/, '委託者コードは10けたの数字です。指定金融機関から知らされたとおりに入力してください。')
    .meta({ title: '委託者コード', description: '指定金融機関との契約で決まった10けたの数字' }),
  payerName: z.string().min(1, '委託者名を入力してください。').max(40, '委託者名は40文字までです。').meta({
    title: '委託者名',
    description: '契約のとおりのカナ（例：テノヒラシ カイケイカンリシヤ）。半角にすると40文字まで',
  }),
  bankCode: z
    .string()
    .regex(/^\d{4}$/, '銀行コードは4けたの数字です。')
    .meta({ title: '仕向銀行コード', description: '振込を頼む指定金融機関の4けたのコード' }),
  branchCode: z
    .string()
    .regex(/^\d{3}$/, '支店コードは3けたの数字です。')
    .meta({ title: '仕向支店コード', description: '引き落とす口座がある支店の3けたのコード' }),
  accountType: z
    .enum(['1', '2', '9'], '預金種目は、普通・当座・その他から選んでください。')
    .meta({ title: '預金種目', description: '1：普通 ／ 2：当座 ／ 9：その他' }),
  accountNumber: z
    .string()
    .regex(/^\d{7}$/, '口座番号は7けたの数字です（短いときは前に0を付けます）。')
    .meta({ title: '口座番号', description: '引き落とす口座の番号。7けた', secret: true }),
  leadBusinessDays: z.number().int().min(0).max(20).default(3).meta({
    title: 'データを渡す期限（営業日前）',
    description: '振込指定日の何営業日前までに銀行へ渡すか。指定金融機関に確かめてください',
  }),
  allowTestBank: z.boolean().default(false).meta({
    title: 'テスト銀行を許す',
    description: '練習のときだけ「はい」にします（銀行コード9999、支店コード999）',
  }),
});

export type Settings = z.infer<typeof settingsSchema>;
