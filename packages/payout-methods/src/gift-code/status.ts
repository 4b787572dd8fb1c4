// What the issuers say → our outcomes. What is not in a table is `unknown`: the retrying stops and a person looks.
import type { RefusalTable } from '@tenohira/feature-kit';

/**
 * Amazon Incentives: the `errorType` of a FAILURE.
 * developer.amazon.com/docs/incentives-api/gift-codes-errors.html
 *
 * Left out on purpose, since a card may exist: RESEND and F400 ("retry-able": ask again under the same id), F100 and F500
 * (internal, unknown), and F200 about a card that the id already stands for (RequestedDenominationMismatch,
 * CardActivatedWithDifferentDenomination, CardActivatedWithDifferentRequestId).
 */
export const AMAZON_REFUSALS: RefusalTable = {
  // F200: this request can never succeed.
  AmountBelowMinThreshold: 'rejected',
  FractionalAmountNotAllowed: 'rejected',
  InvalidAmountInput: 'rejected',
  InvalidAmountValue: 'rejected',
  MaxAmountExceeded: 'rejected',
  NegativeOrZeroAmount: 'rejected',
  // F300: money or contract. Nothing is issued, and the same request goes through once the city has settled it.
  InsufficientFunds: 'retry',
  IssuanceCapExceeded: 'retry',
  CustomerSurpassedDailyVelocityLimit: 'retry',
  ActiveContractNotFound: 'retry',
  AccountHasProblems: 'retry',
  AccessDenied: 'retry',
  InvalidPartnerIdInput: 'retry',
  // Before the request is looked at: docs.aws.amazon.com, Common Errors.
  AccessDeniedException: 'retry',
  IncompleteSignature: 'retry',
  InvalidAccessKey: 'retry',
  InvalidAwsAccessKeyId: 'retry',
  InvalidSignature: 'retry',
  InvalidSignatureException: 'retry',
  RequestExpired: 'retry',
  ThrottlingException: 'retry',
  UnrecognizedClientException: 'retry',
};

/** Amazon's `cardInfo.cardStatus`. A repeated request is a SUCCESS also where the card was cancelled. */
export const AMAZON_CARD_STATUS = {
  Fulfilled: 'live',
  RefundedToPurchaser: 'taken-back',
  Expired: 'expired',
} as const;

/** QUO Card Pay, issuing on demand: `error.code`. */
export const QUO_CARD_PAY_REFUSALS: RefusalTable = {
  INVALID_AMOUNT: 'rejected',
  INSUFFICIENT_DEPOSIT: 'retry',
  INVALID_API_KEY: 'retry',
  MAINTENANCE: 'retry',
};

/** QUO Card Pay: `status` of an order. Used or not, the card was the recipient's. */
export const QUO_CARD_PAY_STATUS = {
  ISSUED: 'live',
  USED: 'live',
  CANCELED: 'taken-back',
  EXPIRED: 'expired',
} as const;
