// What an endpoint of an issuer is, here, and the words in which each issuer says the same few things.
import type { JsonObject } from '../state/model.ts';
import type { IssuerName } from './accounts.ts';
import type { IssueBook } from './issue-book.ts';

export type IssuerAnswer = { status: number; body: JsonObject };

export type IssuerRequest = {
  method: string;
  /** As it was asked for, `/issuers/amazon/CreateGiftCard`. */
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** As it came: signatures are over these bytes. */
  text: string;
  /** The machine's time: what others sign with, also when the sandbox's own time has been moved ahead. */
  realNow: Date;
};

export type IssuerCall = IssuerRequest & {
  accountId: string;
  params: Readonly<Record<string, string | undefined>>;
  book: IssueBook;
  nowMs: number;
};

export type IssuerEndpoint = {
  method: 'GET' | 'POST';
  /** Under `/issuers/<name>`. */
  path: string;
  /** Gives out value: `issuerOutOfFunds` strikes here only. */
  issues?: true;
  handle(call: IssuerCall): IssuerAnswer;
};

export type Issuer = {
  name: IssuerName;
  endpoints: readonly IssuerEndpoint[];
  /** Whose request it is, or the refusal. */
  identify(request: IssuerRequest): { accountId: string } | IssuerAnswer;
  refusals: Record<'tooManyRequests' | 'internalError' | 'outOfFunds' | 'maintenance' | 'unlistedCode', IssuerAnswer>;
};

/** The body as a JSON object, or undefined. */
export function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>) // any object will do
      : undefined;
  } catch {
    return undefined;
  }
}
