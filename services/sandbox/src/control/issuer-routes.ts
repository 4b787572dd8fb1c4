// What an issuer gave out, its customers' funds, and residents who use what they were given.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ISSUERS, type IssuerName } from '../issuers/accounts.ts';
import type { Sandbox } from '../sandbox.ts';
import type { IssuedValue } from '../state/model.ts';
import { parameter, parse } from './parameters.ts';

const issuerSchema = z.enum(ISSUERS);
const redeemSchema = z.strictObject({ accountId: z.string().min(1), key: z.string().min(1) });
const accountSchema = z.strictObject({
  accountId: z.string().min(1),
  fundsYen: z.int().nonnegative().optional(),
  lifeMs: z.int().positive().optional(),
  stock: z.record(z.string(), z.int().nonnegative()).optional(),
});

export function registerIssuerRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { issueBook, store } = sandbox;
  const viewAccount = (issuer: IssuerName, accountId: string) => {
    const { fundsYen, lifeMs, stock } = issueBook.accountOf(issuer, accountId);
    return { accountId, fundsYen, lifeMs, stock };
  };

  app.get('/issuers/:issuer/issued', async (request) => {
    const issuer = parse(issuerSchema, parameter(request, 'issuer'));
    const issued = issueBook
      .listAccounts(issuer)
      .flatMap(({ accountId, account }) => Object.values(account.issued).map((value) => view(accountId, value)));
    // What was taken back or lapsed costs nobody anything.
    const kept = issued.filter(({ status }) => status === 'issued' || status === 'used');
    return { count: issued.length, totalYen: sum(issued), keptCount: kept.length, keptYen: sum(kept), issued };
  });

  app.put('/issuers/:issuer', async (request) => {
    const issuer = parse(issuerSchema, parameter(request, 'issuer'));
    const { accountId, ...changes } = parse(accountSchema, request.body);
    Object.assign(issueBook.accountOf(issuer, accountId), changes);
    store.touch();
    return viewAccount(issuer, accountId);
  });

  app.post('/issuers/:issuer/redeem', async (request) => {
    const issuer = parse(issuerSchema, parameter(request, 'issuer'));
    const { accountId, key } = parse(redeemSchema, request.body);
    return view(accountId, issueBook.use(issuer, accountId, key));
  });
}

function view(accountId: string, value: IssuedValue) {
  const { key, id, amountYen, brand, secrets, status, asked } = value;
  return {
    accountId,
    key,
    id,
    amountYen,
    ...(brand === undefined ? {} : { brand }),
    status,
    asked,
    issuedAt: new Date(value.issuedAtMs).toISOString(),
    expiresAt: new Date(value.expiresAtMs).toISOString(),
    secrets,
  };
}

function sum(values: readonly { amountYen: number }[]): number {
  return values.reduce((total, { amountYen }) => total + amountYen, 0);
}
