import { instantPayoutMethodContract } from '@tenohira/feature-kit/testing';
import { orderRoutes, startIssuer } from '../testing/start-issuer.ts';
import { atmCash } from './index.ts';

instantPayoutMethodContract(atmCash, {
  start: () =>
    startIssuer({
      issuer: 'atm-cash',
      variable: 'ATM_CASH_URL',
      accountId: 'demo-a',
      routes: orderRoutes('/issuers/atm-cash/v1/receipts', 'cancel'),
    }),
  settings: { apiKey: 'sandbox-only-atm-cash-key-a' },
  recipient: {},
  amountYen: 70_000,
});
