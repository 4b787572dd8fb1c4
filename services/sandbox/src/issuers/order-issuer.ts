// Issuers whose API is made of orders: make one under the customer's own number, look at it, take it back.
import type { IssuedValue, JsonObject } from '../state/model.ts';
import type { IssuerName } from './accounts.ts';
import { type Issuer, type IssuerAnswer, type IssuerCall, type IssuerRequest, readObject } from './issuer-endpoint.ts';

/** What went wrong, in no issuer's words yet. */
export type Refusal =
  | 'unauthorised'
  | 'invalid-request'
  | 'invalid-amount'
  | 'unknown-brand'
  | 'conflict'
  | 'out-of-funds'
  | 'out-of-stock'
  | 'absent'
  | 'used'
  | 'expired'
  | 'too-many-requests'
  | 'internal-error'
  | 'maintenance'
  | 'unlisted-code';

export type OrderIssuerOptions = {
  name: IssuerName;
  /** `/v1/orders` */
  collection: string;
  /** The last segment of the path that takes an order back. */
  cancelWord: string;
  refuse(refusal: Refusal): IssuerAnswer;
  identify(request: IssuerRequest): { accountId: string } | undefined;
  readOrder(
    body: Readonly<Record<string, unknown>>,
    call: IssuerCall,
  ): { key: string; amountYen: number; brand?: string } | Refusal;
  make(accountId: string): { id: string; secrets: { [name: string]: string } };
  show(value: IssuedValue): JsonObject;
};

const KEY = /^[\w-]{1,64}$/;

export function createOrderIssuer(options: OrderIssuerOptions): Issuer {
  const { name, collection, refuse } = options;
  const order = (call: IssuerCall): IssuerAnswer => {
    const body = readObject(call.text);
    const read = body === undefined ? 'invalid-request' : options.readOrder(body, call);
    if (typeof read === 'string') return refuse(read);
    if (!KEY.test(read.key)) return refuse('invalid-request');
    const result = call.book.issue(name, call.accountId, { ...read, make: () => options.make(call.accountId) });
    if (!('value' in result)) return refuse(result.result);
    return { status: result.result === 'issued' ? 201 : 200, body: options.show(result.value) };
  };
  const look = (call: IssuerCall): IssuerAnswer => {
    const value = call.book.find(name, call.accountId, call.params.key ?? '');
    return value === undefined ? refuse('absent') : { status: 200, body: options.show(value) };
  };
  const cancel = (call: IssuerCall): IssuerAnswer => {
    const value = call.book.cancel(name, call.accountId, call.params.key ?? '');
    if (value === undefined) return refuse('absent');
    if (value.status !== 'cancelled') return refuse(value.status === 'used' ? 'used' : 'expired');
    return { status: 200, body: options.show(value) };
  };
  return {
    name,
    endpoints: [
      { method: 'POST', path: collection, issues: true, handle: order },
      { method: 'GET', path: `${collection}/:key`, handle: look },
      { method: 'POST', path: `${collection}/:key/${options.cancelWord}`, handle: cancel },
    ],
    identify: (request) => options.identify(request) ?? refuse('unauthorised'),
    refusals: {
      tooManyRequests: refuse('too-many-requests'),
      internalError: refuse('internal-error'),
      outOfFunds: refuse('out-of-funds'),
      maintenance: refuse('maintenance'),
      unlistedCode: refuse('unlisted-code'),
    },
  };
}

export function isAmount(value: unknown, minYen: number, maxYen: number, stepYen: number): value is number {
  return Number.isInteger(value) && Number(value) >= minYen && Number(value) <= maxYen && Number(value) % stepYen === 0;
}
