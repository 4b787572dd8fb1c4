import { z } from 'zod';

const amazonSchema = z.strictObject({
  issuer: z.literal('amazon').meta({ title: '発行会社', description: 'amazon：Amazonギフトカード' }),
  partnerId: z
    .string()
    .regex(
      /^[A-Z][A-Za-z0-9]{4}$/,
      '発行会社から届いた5文字のパートナーIDを、大文字と小文字を区別して入力してください。',
    )
    .meta({ title: 'パートナーID', description: '発行会社から届いた5文字' }),
  accessKeyId: z
    .string()
    .regex(/^[A-Z0-9]{16,128}$/, 'アクセスキーIDは、半角の英大文字と数字です。')
    .meta({ title: 'アクセスキーID' }),
  secretAccessKey: z.string().min(16).max(256).meta({ title: 'シークレットアクセスキー', secret: true }),
  region: z
    .enum(['us-west-2', 'us-east-1', 'eu-west-1'])
    .default('us-west-2')
    .meta({ title: 'リージョン', description: '日本の契約では us-west-2' }),
});

const quoCardPaySchema = z.strictObject({
  issuer: z.literal('quo-card-pay').meta({ title: '発行会社', description: 'quo-card-pay：QUOカードPay' }),
  apiKey: z.string().min(16).max(256).meta({ title: 'APIキー', secret: true }),
});

/**
 * The city's contract with one issuer. A payout's key is known to that issuer alone: change the issuer or the partner id
 * only while no payout of this method is under way.
 */
export const settingsSchema = z.discriminatedUnion('issuer', [amazonSchema, quoCardPaySchema]);

/** The issuer's card is the bearer's: nothing is asked of the resident. */
export const recipientSchema = z.strictObject({});

export type Settings = z.infer<typeof settingsSchema>;
export type AmazonSettings = z.infer<typeof amazonSchema>;
export type QuoCardPaySettings = z.infer<typeof quoCardPaySchema>;
