// An account at the sandbox's Stripe, asked through Stripe's own library.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import type { TestSandbox } from './start-sandbox.ts';

export type ReceivedEvent = { body: string; signature: string };

export type TestStripe = Awaited<ReturnType<typeof openTestStripe>>;

const YEARLY = { lookup_key: 'yearly', unit_amount: 1_200_000, recurring: { interval: 'year' } } as const;

export async function openTestStripe(sandbox: TestSandbox) {
  const secretKey = `sk_test_${randomBytes(12).toString('hex')}`;
  const secret = `whsec_${randomBytes(12).toString('hex')}`;
  const received: ReceivedEvent[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ body, signature: String(request.headers['stripe-signature'] ?? '') });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const webhook = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, secret }; // it listens on a port, not on a pipe
  const { accountId } = await sandbox.control('PUT', '/stripe/accounts', { secretKey, webhook });
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe(secretKey, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    timeout: 5_000,
  });
  return {
    accountId: String(accountId),
    secretKey,
    secret,
    stripe,
    received,
    /** With which the webhook answers next; 200 when there are none. */
    answers,
    /** Types of the events that came, once all have. */
    types: async (): Promise<string[]> => {
      await sandbox.control('GET', '/stripe/deliveries');
      return received.map(({ body }) => String(JSON.parse(body).type));
    },
    /** A yearly price of 1,200,000 yen with 10 % tax, and a customer. */
    stock: async () => {
      const product = await stripe.products.create({ name: '基本料金' });
      const price = await stripe.prices.create({
        ...YEARLY,
        currency: 'jpy',
        product: product.id,
        tax_behavior: 'exclusive',
      });
      const rate = await stripe.taxRates.create({ display_name: '消費税', percentage: 10, inclusive: false });
      const customer = await stripe.customers.create({ name: 'みほん市', email: 'kaikei@city.example' });
      return { product, price, rate, customer };
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
