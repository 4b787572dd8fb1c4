// What an issuer of voucher codes says → our outcomes. What is not in the table is `unknown`: the retrying stops and a
// person looks.
import type { RefusalTable } from '@tenohira/feature-kit';

/** `resultCode` of a refusal. E409_REQUEST_ID is left out: the key already stands for a voucher of another amount or brand. */
export const REFUSALS: RefusalTable = {
  // This request can never succeed.
  E400_AMOUNT: 'rejected',
  // Nothing is issued, and the same request goes through once the city or the issuer has settled it.
  E400_BRAND: 'retry',
  E401_SIGNATURE: 'retry',
  E402_FUNDS: 'retry',
  E409_STOCK: 'retry',
  E503_MAINTENANCE: 'retry',
};

/** `state` of a voucher. Redeemed or not, the code was the recipient's. */
export const VOUCHER_STATE = {
  issued: 'live',
  redeemed: 'live',
  revoked: 'taken-back',
  expired: 'expired',
} as const;
