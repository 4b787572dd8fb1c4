import { z } from 'zod';

export const bankEntry = z.object({ code: z.string(), name: z.string(), kana: z.string() });

export const yuchoAccount = z.object({
  ...{ bankCode: z.string(), bankName: z.string(), branchCode: z.string(), branchName: z.string() },
  type: z.enum(['1', '2', '4']),
  number: z.string(),
});
