// What the bank says → our outcomes. What is not in the table is `unknown`: the retrying stops and a person looks.
import type { RefusalTable } from '@tenohira/feature-kit';

/** `code` of a refusal. DUPLICATE_REQUEST is left out: the key already stands for a withdrawal of another amount. */
export const REFUSALS: RefusalTable = {
  // This request can never succeed.
  AMOUNT_ERROR: 'rejected',
  // Nothing is laid ready, and the same request goes through once the city or the bank has settled it.
  AUTH_ERROR: 'retry',
  BALANCE_SHORTAGE: 'retry',
  OUT_OF_SERVICE: 'retry',
};

/** `status` of a withdrawal. Received or not, the cash is the recipient's. */
export const RECEIPT_STATUS = {
  WAITING: 'live',
  RECEIVED: 'live',
  CANCELED: 'taken-back',
  EXPIRED: 'expired',
} as const;
