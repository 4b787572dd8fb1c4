import { instantPayoutMethodContract } from '@tenohira/feature-kit/testing';
import { describe } from 'vitest';
import { orderRoutes, startIssuer } from '../testing/start-issuer.ts';
import { giftCode } from './index.ts';

describe('with QUO Card Pay', () => {
  instantPayoutMethodContract(giftCode, {
    start: () =>
      startIssuer({
        issuer: 'quo-card-pay',
        variable: 'QUO_CARD_PAY_URL',
        accountId: 'demo-a',
        routes: orderRoutes('/issuers/quo-card-pay/v1/orders', 'cancel'),
      }),
    settings: { issuer: 'quo-card-pay', apiKey: 'sandbox-only-quo-card-pay-key-a' },
    recipient: {},
    amountYen: 70_000,
  });
});
