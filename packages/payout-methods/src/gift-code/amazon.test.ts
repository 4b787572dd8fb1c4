import { instantPayoutMethodContract } from '@tenohira/feature-kit/testing';
import { describe, expect, it } from 'vitest';
import { startIssuer } from '../testing/start-issuer.ts';
import { creationRequestIdOf } from './amazon-client.ts';
import { giftCode } from './index.ts';

const settings = {
  issuer: 'amazon' as const,
  partnerId: 'Demoa',
  accessKeyId: 'AKIDSANDBOXDEMOA',
  secretAccessKey: 'sandbox-only-amazon-secret-a',
  region: 'us-west-2' as const,
};

const CREATE = 'POST /issuers/amazon/CreateGiftCard';

const start = () =>
  startIssuer({
    issuer: 'amazon',
    variable: 'AMAZON_INCENTIVES_URL',
    accountId: 'Demoa',
    routes: { issue: CREATE, ask: CREATE, 'take-back': 'POST /issuers/amazon/CancelGiftCard' },
  });

describe('with Amazon', () => {
  instantPayoutMethodContract(giftCode, {
    start,
    settings,
    recipient: {},
    amountYen: 70_000,
    asksByRepeating: true,
    hidesUse: true,
    keepsLapsed: true,
  });

  it('makes a creationRequestId of at most 40 letters and digits that begins with the partner', () => {
    const id = creationRequestIdOf('Demoa', '019ab2c4-5d6e-7f80-9123-456789abcdef');
    expect(id).toBe('Demoa019ab2c45d6e7f809123456789abcdef');
    expect(id.length).toBeLessThanOrEqual(40);
  });

  it('neither pays nor gives up where its keys are wrong', async () => {
    const provider = await start();
    const instruction = { idempotencyKey: crypto.randomUUID(), amountYen: 70_000, recipient: {}, isReissue: false };
    for (const wrong of [{ secretAccessKey: 'another-secret-of-someone' }, { partnerId: 'Demob' }]) {
      const outcome = await giftCode.submit(instruction, {
        settings: { ...settings, ...wrong },
        endpoints: provider.endpoints,
        signal: AbortSignal.timeout(10_000),
        now: provider.now(),
      });
      expect(outcome.status).toBe('retry');
    }
    expect(await provider.given()).toEqual({ count: 0, totalYen: 0 });
    await provider.close();
  });
});
