import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';
import { openTestStripe, type TestStripe } from '../testing/stripe-account.ts';

let sandbox: TestSandbox;
let account: TestStripe;

beforeEach(async () => {
  sandbox = await startSandbox();
  account = await openTestStripe(sandbox);
});
afterEach(async () => {
  await sandbox.close();
  await account.close();
});

const verify = ({ body, signature }: TestStripe['received'][number]) =>
  account.stripe.webhooks.constructEvent(
    body,
    signature,
    account.secret,
    undefined,
    undefined,
    sandbox.clock.now().getTime(),
  );
const fail = (fault: object) =>
  sandbox.control('PUT', '/faults', { faults: [{ count: 1, endpoint: 'webhook', ...fault }] });
const create = (name: string) => account.stripe.customers.create({ name });
const names = async () => {
  await account.types();
  return account.received.map(({ body }) => JSON.parse(body).data.object.name);
};

describe('an event', () => {
  it('is signed so that Stripe’s own library takes it', async () => {
    const { id } = await create('みほん市');
    await account.types();
    const [delivery] = account.received;
    if (!delivery) throw new Error('nothing came');
    expect(verify(delivery)).toMatchObject({ type: 'customer.created', data: { object: { id, name: 'みほん市' } } });
    expect(() => verify({ ...delivery, body: `${delivery.body} ` })).toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
  });

  it.each(['wrong', 'truncated', 'old', 'absent'] as const)(
    'under a signature that is %s is refused by it',
    async (signature) => {
      await create('みほん市');
      await account.types();
      const { events } = await sandbox.control('GET', `/stripe/accounts/${account.accountId}/events`);
      await sandbox.control('POST', `/stripe/accounts/${account.accountId}/events/${events[0].id}/send`, { signature });
      const forged = account.received[1];
      if (!forged) throw new Error('nothing came');
      expect(() => verify(forged)).toThrow(Stripe.errors.StripeSignatureVerificationError);
    },
  );

  it('is sent again when it was not taken', async () => {
    account.answers.push(500);
    await create('みほん市');
    await expect.poll(() => account.received.length, { timeout: 5_000 }).toBe(2);
    expect(account.received[0]?.body).toContain(JSON.parse(account.received[1]?.body ?? '').id);
  });

  it.each([
    ['twice', { kind: 'webhookDuplicate' }, ['い', 'い', 'ろ']],
    ['after the next one', { kind: 'webhookReorder' }, ['ろ', 'い']],
  ])('comes %s when the lever says so', async (_how, fault, order) => {
    await fail(fault);
    await create('い');
    await create('ろ');
    expect(await names()).toEqual(order);
  });

  it.each([
    ['late', { kind: 'webhookDelay', ms: 50 }],
    ['after it was lost', { kind: 'webhookDrop' }],
  ])('comes %s', async (_how, fault) => {
    await fail(fault);
    await create('い');
    expect(await names()).toEqual([]);
    await expect.poll(names, { timeout: 5_000 }).toEqual(['い']);
  });
});
