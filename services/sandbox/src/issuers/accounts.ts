// The customers that the issuers know. Invented keys that open nothing but this sandbox; the README lists them.

export const ISSUERS = ['amazon', 'quo-card-pay', 'e-money', 'atm-cash'] as const;
export type IssuerName = (typeof ISSUERS)[number];

export const AMAZON_CUSTOMERS = [
  { partnerId: 'Demoa', accessKeyId: 'AKIDSANDBOXDEMOA', secretAccessKey: 'sandbox-only-amazon-secret-a' },
  { partnerId: 'Demob', accessKeyId: 'AKIDSANDBOXDEMOB', secretAccessKey: 'sandbox-only-amazon-secret-b' },
] as const;

export const QUO_CARD_PAY_CUSTOMERS = [
  { id: 'demo-a', apiKey: 'sandbox-only-quo-card-pay-key-a' },
  { id: 'demo-b', apiKey: 'sandbox-only-quo-card-pay-key-b' },
] as const;

export const E_MONEY_CUSTOMERS = [
  { id: 'demo-a', secret: 'sandbox-only-e-money-secret-a' },
  { id: 'demo-b', secret: 'sandbox-only-e-money-secret-b' },
] as const;

export const E_MONEY_BRANDS = ['mihon-pay', 'sakura-points'] as const;

export const ATM_CASH_CUSTOMERS = [
  { id: 'demo-a', apiKey: 'sandbox-only-atm-cash-key-a', partnerCode: '1001' },
  { id: 'demo-b', apiKey: 'sandbox-only-atm-cash-key-b', partnerCode: '1002' },
] as const;
