// An issuer that speaks Amazon Incentives ("AGCOD"): developer.amazon.com/docs/incentives-api/digital-gift-cards.html and
// …/gift-codes-errors.html. Not played: programs of resellers, XML, physical cards.
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../state/model.ts';
import { AMAZON_CUSTOMERS } from './accounts.ts';
import { checkAwsSignature } from './aws-signature.ts';
import { type Issuer, type IssuerAnswer, type IssuerCall, readObject } from './issuer-endpoint.ts';

/** "the cancel operation must be performed within 15 minutes of creation": …/gift-codes-faq.html */
const CANCEL_WITHIN_MS = 15 * 60 * 1_000;
const MAX_REQUEST_ID_LENGTH = 40;
const MAX_AMOUNT_YEN = 500_000;

export const amazon: Issuer = {
  name: 'amazon',
  endpoints: [
    { method: 'POST', path: '/CreateGiftCard', issues: true, handle: createGiftCard },
    { method: 'POST', path: '/CancelGiftCard', handle: cancelGiftCard },
    { method: 'POST', path: '/GetAvailableFunds', handle: getAvailableFunds },
  ],
  identify: (request) => {
    const customerOf = (accessKeyId: string) =>
      AMAZON_CUSTOMERS.find((candidate) => candidate.accessKeyId === accessKeyId);
    const check = checkAwsSignature(request, {
      service: 'AGCODService',
      secretOf: (accessKeyId) => customerOf(accessKeyId)?.secretAccessKey,
    });
    if (!check.ok) return failure(403, 'F300', check.type);
    const customer = customerOf(check.accessKeyId);
    if (customer === undefined || readObject(request.text)?.partnerId !== customer.partnerId) {
      return failure(403, 'F300', 'AccessDenied');
    }
    return { accountId: customer.partnerId };
  },
  refusals: {
    tooManyRequests: { status: 429, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } },
    internalError: failure(500, 'F100', 'GeneralError'),
    outOfFunds: failure(400, 'F300', 'InsufficientFunds'),
    maintenance: failure(400, 'F400', 'SystemTemporarilyUnavailable', 'RESEND'),
    unlistedCode: failure(400, 'F200', 'SomethingNewThisYear'),
  },
};

function createGiftCard(call: IssuerCall): IssuerAnswer {
  const { creationRequestId, value } = readObject(call.text) ?? {};
  if (typeof creationRequestId !== 'string') return failure(400, 'F200', 'InvalidRequestIdInput');
  if (creationRequestId.length > MAX_REQUEST_ID_LENGTH) return failure(400, 'F200', 'RequestIdTooLong');
  if (!creationRequestId.startsWith(call.accountId)) return failure(400, 'F200', 'RequestIdMustStartWithPartnerName');
  const { amount, currencyCode } = (value ?? {}) as { amount?: unknown; currencyCode?: unknown }; // checked below
  if (currencyCode !== 'JPY') return failure(400, 'F200', 'CurrencyCodeMismatch');
  if (typeof amount !== 'number') return failure(400, 'F200', 'InvalidAmountInput');
  if (amount <= 0) return failure(400, 'F200', 'InvalidAmountValue');
  if (!Number.isInteger(amount)) return failure(400, 'F200', 'FractionalAmountNotAllowed');
  if (amount > MAX_AMOUNT_YEN) return failure(400, 'F200', 'MaxAmountExceeded');

  const result = call.book.issue('amazon', call.accountId, {
    key: creationRequestId,
    amountYen: amount,
    make: () => ({ id: randomDigits(16), secrets: { gcClaimCode: randomClaimCode() } }),
  });
  if (result.result === 'conflict') return failure(400, 'F200', 'RequestedDenominationMismatch');
  if (!('value' in result)) return amazon.refusals.outOfFunds;
  const { value: card } = result;
  const words = { issued: 'Fulfilled', used: 'Fulfilled', cancelled: 'RefundedToPurchaser', expired: 'Expired' };
  return {
    status: 200,
    body: {
      cardInfo: {
        cardNumber: null,
        cardStatus: words[card.status],
        expirationDate: null,
        value: { amount: card.amountYen, currencyCode: 'JPY' },
      },
      creationRequestId,
      gcClaimCode: card.secrets.gcClaimCode ?? null,
      gcExpirationDate: javaDate(card.expiresAtMs),
      gcId: card.id,
      status: 'SUCCESS',
    },
  };
}

function cancelGiftCard(call: IssuerCall): IssuerAnswer {
  const { creationRequestId } = readObject(call.text) ?? {};
  if (typeof creationRequestId !== 'string') return failure(400, 'F200', 'InvalidRequestIdInput');
  const card = call.book.find('amazon', call.accountId, creationRequestId);
  if (card === undefined) return failure(400, 'F200', 'CardNotFound');
  if (card.status === 'used') return failure(400, 'F200', 'OperationNotPermitted');
  if (card.status !== 'cancelled' && call.nowMs - card.issuedAtMs > CANCEL_WITHIN_MS) {
    return failure(400, 'F200', 'CancelRequestArrivedAfterTimeLimit');
  }
  call.book.cancel('amazon', call.accountId, creationRequestId);
  return { status: 200, body: { creationRequestId, gcId: card.id, status: 'SUCCESS' } };
}

function getAvailableFunds(call: IssuerCall): IssuerAnswer {
  const { fundsYen } = call.book.accountOf('amazon', call.accountId);
  const timestamp = `${new Date(call.nowMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')}`;
  return {
    status: 200,
    body: { availableFunds: { amount: fundsYen, currencyCode: 'JPY' }, status: 'SUCCESS', timestamp },
  };
}

function failure(status: number, errorCode: string, errorType: string, word = 'FAILURE'): IssuerAnswer {
  const agcodResponse: JsonObject = {
    __type: 'CreateGiftCardResponse:http://internal.amazon.com/coral/com.amazonaws.agcod/',
    cardInfo: null,
    creationRequestId: null,
    gcClaimCode: null,
    gcExpirationDate: null,
    gcId: null,
    status: word,
  };
  return { status, body: { agcodResponse, errorCode, errorType, message: errorType } };
}

/** `Thu Jun 10 14:59:59 UTC 2032` */
function javaDate(ms: number): string {
  const [weekday, day, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}

function randomDigits(count: number): string {
  return Array.from(randomBytes(count), (byte) => byte % 10).join('');
}

/** Four, six and four letters or digits, the form of a claim code. */
function randomClaimCode(): string {
  const letters = Array.from(randomBytes(14), (byte) => 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'.charAt(byte % 32)).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4, 10)}-${letters.slice(10)}`;
}
