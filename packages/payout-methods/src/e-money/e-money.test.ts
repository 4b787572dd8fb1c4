import { instantPayoutMethodContract } from '@tenohira/feature-kit/testing';
import { orderRoutes, startIssuer } from '../testing/start-issuer.ts';
import { eMoney } from './index.ts';

instantPayoutMethodContract(eMoney, {
  start: () =>
    startIssuer({
      issuer: 'e-money',
      variable: 'E_MONEY_URL',
      accountId: 'demo-a',
      routes: orderRoutes('/issuers/e-money/v1/vouchers', 'revoke'),
    }),
  settings: { clientId: 'demo-a', secret: 'sandbox-only-e-money-secret-a', brand: 'mihon-pay' },
  recipient: {},
  amountYen: 70_000,
});
