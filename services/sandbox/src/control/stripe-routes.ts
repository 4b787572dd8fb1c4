// Accounts at Stripe, what happened there, and webhooks of every kind.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { errors } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { getCustomer } from '../stripe/desk.ts';
import { receiveTransfer } from '../stripe/invoices.ts';
import type { StripeAccount } from '../stripe/model.ts';
import { StripeError } from '../stripe/stripe-error.ts';
import { viewCustomer, viewEvent, viewInvoice, viewSubscription } from '../stripe/views.ts';
import { STRIPE_SIGNATURES } from '../stripe/webhooks.ts';
import { parameter, parse, readAfter } from './parameters.ts';

const accountSchema = z.strictObject({
  secretKey: z.string(),
  webhook: z.strictObject({ url: z.url(), secret: z.string().min(1) }).optional(),
});
const sendSchema = z.strictObject({
  signature: z.enum(STRIPE_SIGNATURES).default('valid'),
  copies: z.int().min(1).max(100).default(1),
});
const transferSchema = z.strictObject({ customerId: z.string(), amountYen: z.int().positive() });

export function registerStripeRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { stripe, store } = sandbox;

  app.put('/stripe/accounts', async (request) => {
    const { secretKey, webhook } = parse(accountSchema, request.body);
    const account = inPlainWords(() => stripe.accountOf(secretKey));
    if (webhook !== undefined) account.webhook = webhook;
    store.touch();
    return { accountId: account.id };
  });

  app.get('/stripe/accounts', async () => ({
    accounts: stripe.listAccounts().map(({ id, webhook, customers }) => ({
      accountId: id,
      ...(webhook === undefined ? {} : { webhookUrl: webhook.url }),
      customers: customers.length,
    })),
  }));

  app.get('/stripe/accounts/:accountId', async (request) => {
    const account = getAccount(sandbox, request);
    stripe.openDesk(account);
    return {
      customers: account.customers.map((each) => ({ ...viewCustomer(each), cash: each.cash })),
      subscriptions: account.subscriptions.map((each) => viewSubscription(account, each)),
      invoices: account.invoices.map((each) => viewInvoice(account, each)),
    };
  });

  app.post('/stripe/accounts/:accountId/transfers', async (request) => {
    const account = getAccount(sandbox, request);
    const { customerId, amountYen } = parse(transferSchema, request.body);
    const desk = stripe.openDesk(account);
    const customer = inPlainWords(() => getCustomer(desk, customerId));
    receiveTransfer(desk, customer, amountYen);
    store.touch();
    return { cash: customer.cash };
  });

  app.get('/stripe/accounts/:accountId/events', async (request) => ({
    events: getAccount(sandbox, request).events.map(viewEvent),
  }));

  app.post('/stripe/accounts/:accountId/events/:eventId/send', async (request) => {
    const account = getAccount(sandbox, request);
    const { signature, copies } = parse(sendSchema, request.body);
    const event = account.events.find(({ id }) => id === parameter(request, 'eventId'));
    if (event === undefined) throw errors.STRIPE_EVENT_NOT_FOUND();
    const statuses = await Promise.all(
      Array.from({ length: copies }, () => stripe.webhooks.sendAgain(account, event, signature)),
    );
    return { statuses };
  });

  app.get('/stripe/deliveries', async (request) => {
    await stripe.webhooks.idle();
    return { deliveries: stripe.webhooks.log.listAfter(readAfter(request)) };
  });
}

/** @throws AppError SANDBOX_STRIPE_ACCOUNT_NOT_FOUND */
function getAccount({ stripe }: Sandbox, request: FastifyRequest): StripeAccount {
  const account = stripe.findAccount(parameter(request, 'accountId'));
  if (account === undefined) throw errors.STRIPE_ACCOUNT_NOT_FOUND();
  return account;
}

/** Stripe's refusals as those of the control API. */
function inPlainWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof StripeError) throw errors.REQUEST_INVALID({ message: error.message });
    throw error;
  }
}
