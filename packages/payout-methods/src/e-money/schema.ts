import { z } from 'zod';

/** The city's contract with an issuer of voucher codes, and the brand that it chose. */
export const settingsSchema = z.strictObject({
  clientId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .meta({ title: '利用者ID', description: '発行会社から届いたもの' }),
  secret: z.string().min(16).max(256).meta({ title: '署名用の鍵', secret: true }),
  brand: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .meta({ title: 'ブランド', description: '発行会社の資料にある、決済サービスの識別名' }),
});

/** The code is entered in the resident's own app: nothing is asked of the resident. */
export const recipientSchema = z.strictObject({});

export type Settings = z.infer<typeof settingsSchema>;
