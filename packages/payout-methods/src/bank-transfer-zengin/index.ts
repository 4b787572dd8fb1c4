import { bankAccountSchema, defineFileMethod } from '@tenohira/feature-kit';
import { MAX_AMOUNT_YEN } from './format.ts';
import { inspectDay, inspectFile } from './inspect-file.ts';
import { inspectTransfers } from './inspect-transfers.ts';
import { settingsSchema } from './schema.ts';
import { writeFiles } from './write-files.ts';

export { customerCodeOf } from './customer-code.ts';
export { readReturnReason } from './status.ts';

/** 総合振込: one file for the bank, carried there by the city's accountant. */
export const bankTransferZengin = defineFileMethod({
  key: 'bank-transfer-zengin',
  title: '銀行口座への振込',
  summary: 'ご指定の口座に、市区町村から振り込みます。数日から2週間ほどかかります。',
  settings: settingsSchema,
  recipient: bankAccountSchema,
  asks: 'account',
  isPractice: false,
  amount: { minYen: 1, maxYen: MAX_AMOUNT_YEN, stepYen: 1 },
  preflight: (transfers, options) => [
    ...inspectFile(transfers.length, options),
    ...inspectTransfers(transfers, options.settings),
  ],
  preflightDay: inspectDay,
  write: (transfers, options) => writeFiles(transfers, options),
});
