// What the issuers have given out: each key of a customer once, paid from the customer's funds.
import { errors } from '../errors.ts';
import type { IssuedValue, IssuerAccount } from '../state/model.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import type { IssuerName } from './accounts.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const DEFAULT_FUNDS_YEN = 1_000_000_000;

const DEFAULT_LIFE_MS: Readonly<Record<IssuerName, number>> = {
  // "Gift Cards purchased … through Amazon.jp for use in Japan expire after 10 years":
  // developer.amazon.com/docs/incentives-api/gift-codes-faq.html
  amazon: 3_650 * DAY_MS,
  'quo-card-pay': 1_095 * DAY_MS,
  'e-money': 90 * DAY_MS,
  'atm-cash': 30 * DAY_MS,
};

export type IssueOrder = {
  key: string;
  amountYen: number;
  brand?: string;
  /** Made only if it is issued now. */
  make(): { id: string; secrets: { [name: string]: string } };
};

export type IssueResult =
  | { result: 'issued' | 'repeated'; value: IssuedValue }
  /** The key stands for another amount or brand. */
  | { result: 'conflict' | 'out-of-funds' | 'out-of-stock' };

export type IssueBook = ReturnType<typeof createIssueBook>;

export function createIssueBook(store: Store, clock: VirtualClock) {
  const accountOf = (issuer: IssuerName, accountId: string): IssuerAccount => {
    const name = `${issuer}/${accountId}`;
    store.world.issuerAccounts[name] ??= {
      fundsYen: DEFAULT_FUNDS_YEN,
      lifeMs: DEFAULT_LIFE_MS[issuer],
      stock: {},
      issued: {},
    };
    return store.world.issuerAccounts[name];
  };

  const find = (issuer: IssuerName, accountId: string, key: string): IssuedValue | undefined => {
    const account = accountOf(issuer, accountId);
    const value = Object.hasOwn(account.issued, key) ? account.issued[key] : undefined;
    if (value !== undefined) lapse(account, value);
    return value;
  };

  /** What lapsed unused is not the customer's to pay. */
  const lapse = (account: IssuerAccount, value: IssuedValue) => {
    if (value.status !== 'issued' || clock.nowMs() < value.expiresAtMs) return;
    value.status = 'expired';
    account.fundsYen += value.amountYen;
    store.touch();
  };

  return {
    accountOf,
    find,
    issue: (issuer: IssuerName, accountId: string, order: IssueOrder): IssueResult => {
      const account = accountOf(issuer, accountId);
      const known = find(issuer, accountId, order.key);
      if (known !== undefined) {
        if (known.amountYen !== order.amountYen || known.brand !== order.brand) return { result: 'conflict' };
        known.asked += 1;
        store.touch();
        return { result: 'repeated', value: known };
      }
      if (account.fundsYen < order.amountYen) return { result: 'out-of-funds' };
      const left = order.brand === undefined ? undefined : account.stock[order.brand];
      if (left !== undefined && left < 1) return { result: 'out-of-stock' };
      if (left !== undefined && order.brand !== undefined) account.stock[order.brand] = left - 1;
      const value: IssuedValue = {
        key: order.key,
        amountYen: order.amountYen,
        ...(order.brand === undefined ? {} : { brand: order.brand }),
        ...order.make(),
        status: 'issued',
        issuedAtMs: clock.nowMs(),
        expiresAtMs: clock.nowMs() + account.lifeMs,
        asked: 1,
      };
      account.issued[order.key] = value;
      account.fundsYen -= order.amountYen;
      store.touch();
      return { result: 'issued', value };
    },
    /** Takes back what has not been used. Twice is as good as once. */
    cancel: (issuer: IssuerName, accountId: string, key: string): IssuedValue | undefined => {
      const value = find(issuer, accountId, key);
      if (value?.status !== 'issued') return value;
      value.status = 'cancelled';
      accountOf(issuer, accountId).fundsYen += value.amountYen;
      store.touch();
      return value;
    },
    /** @throws AppError SANDBOX_VALUE_NOT_FOUND, SANDBOX_VALUE_NOT_USABLE */
    use: (issuer: IssuerName, accountId: string, key: string): IssuedValue => {
      const value = find(issuer, accountId, key);
      if (value === undefined) throw errors.VALUE_NOT_FOUND({ details: { issuer, accountId, key } });
      if (value.status !== 'issued') throw errors.VALUE_NOT_USABLE({ details: { status: value.status } });
      value.status = 'used';
      store.touch();
      return value;
    },
    /** Every account of an issuer that has been used. */
    listAccounts: (issuer: IssuerName): { accountId: string; account: IssuerAccount }[] =>
      Object.entries(store.world.issuerAccounts)
        .filter(([name]) => name.startsWith(`${issuer}/`))
        .map(([name, account]) => {
          for (const value of Object.values(account.issued)) lapse(account, value);
          return { accountId: name.slice(issuer.length + 1), account };
        }),
  };
}
