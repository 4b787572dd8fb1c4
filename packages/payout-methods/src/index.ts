// The payout methods, in the order in which they are offered.
import type { AnyPayoutMethod } from '@tenohira/feature-kit';
import { atmCash } from './atm-cash/index.ts';
import { bankTransferZengin } from './bank-transfer-zengin/index.ts';
import { eMoney } from './e-money/index.ts';
import { giftCode } from './gift-code/index.ts';
import { noop } from './noop/index.ts';

export const payoutMethods: readonly AnyPayoutMethod[] = [bankTransferZengin, giftCode, eMoney, atmCash, noop];
