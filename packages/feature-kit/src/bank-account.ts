import { z } from 'zod';

/** A bank account as every part of the product writes it. Codes are digits with their zeros. */
export const bankAccountSchema = z.strictObject({
  bankCode: z.string().regex(/^\d{4}$/),
  branchCode: z.string().regex(/^\d{3}$/),
  /** 1 普通, 2 当座, 4 貯蓄 */
  type: z.enum(['1', '2', '4']),
  number: z.string().regex(/^\d{7}$/),
  /** The holder's name in kana, as the bank has it, before it is brought into the bank's letters. */
  holderKana: z.string().min(1).max(60),
});

export type BankAccount = z.infer<typeof bankAccountSchema>;
