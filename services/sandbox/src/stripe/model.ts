// What an account at Stripe holds. Moments are seconds since 1970 and amounts whole yen, as in Stripe's API.
import type { Json } from '@tenohira/core';
import type { Anchor, Interval } from './periods.ts';

type JsonObject = { [key: string]: Json };

type Metadata = { [key: string]: string };

export type Product = { id: string; name: string; active: boolean; metadata: Metadata; created: number };

export type Price = {
  id: string;
  productId: string;
  unitAmount: number;
  interval: Interval;
  taxBehavior: string;
  lookupKey: string | null;
  nickname: string | null;
  active: boolean;
  metadata: Metadata;
  created: number;
};

export type TaxRate = {
  id: string;
  displayName: string;
  percentage: number;
  inclusive: boolean;
  country: string | null;
  jurisdiction: string | null;
  description: string | null;
  active: boolean;
  metadata: Metadata;
  created: number;
};

export type Customer = {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  description: string | null;
  preferredLocales: string[];
  metadata: Metadata;
  created: number;
  /** What is owed (above 0) or credited (below 0) and goes into the next invoice. */
  balance: number;
  /** Transferred, and not yet used for an invoice. */
  cash: number;
  /** Begins the numbers of this customer's invoices. */
  invoicePrefix: string;
  nextInvoice: number;
};

export type Line = {
  id: string;
  description: string;
  amount: number;
  start: number;
  end: number;
  priceId: string;
  proration: boolean;
};

export type Subscription = {
  id: string;
  customerId: string;
  itemId: string;
  priceId: string;
  taxRateIds: string[];
  status: 'active' | 'past_due' | 'canceled';
  created: number;
  anchor: Anchor;
  anchorConfig: JsonObject | null;
  billingCycleAnchor: number;
  billingMode: string;
  periodStart: number;
  periodEnd: number;
  daysUntilDue: number;
  paymentSettings: JsonObject;
  description: string | null;
  metadata: Metadata;
  cancelAtPeriodEnd: boolean;
  canceledAt: number | null;
  endedAt: number | null;
  latestInvoiceId: string | null;
  /** Prorations that wait for the next invoice. */
  pending: Line[];
};

/** How a subscription is to be in a part of its time. */
export type Phase = {
  priceId: string;
  start: number;
  end: number;
  billingCycleAnchor: 'automatic' | 'phase_start' | null;
  taxRateIds: string[];
  daysUntilDue: number;
};

export type SubscriptionSchedule = {
  id: string;
  customerId: string;
  subscriptionId: string;
  status: 'active' | 'released' | 'canceled';
  phases: Phase[];
  metadata: Metadata;
  created: number;
  canceledAt: number | null;
  releasedAt: number | null;
};

export type Invoice = {
  id: string;
  /** Last part of its page's address. */
  token: string;
  number: string | null;
  customerId: string;
  subscriptionId: string;
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  reason: string;
  created: number;
  periodStart: number;
  periodEnd: number;
  lines: Line[];
  taxRateIds: string[];
  daysUntilDue: number;
  startingBalance: number;
  endingBalance: number | null;
  amountDue: number;
  amountPaid: number;
  amountPaidOffStripe: number;
  /** Of a draft; null where it is not advanced by itself. */
  finalizesAt: number | null;
  dueAt: number | null;
  finalizedAt: number | null;
  paidAt: number | null;
  voidedAt: number | null;
  uncollectibleAt: number | null;
  /** Whether its being overdue was told. */
  overdue: boolean;
  paymentSettings: JsonObject;
};

/** Money that paid an invoice, with the payment intent and the charge of the same digits. */
export type Payment = {
  /** After `inpay_`, `pi_`, `ch_`. */
  digits: string;
  invoiceId: string;
  customerId: string;
  amount: number;
  method: 'customer_balance' | 'card';
  created: number;
};

export type StripeEvent = {
  id: string;
  type: string;
  created: number;
  object: JsonObject;
  requestId: string | null;
  idempotencyKey: string | null;
  /** Whether the webhook took it. */
  delivered: boolean;
};

export type PortalSession = { token: string; customerId: string; returnUrl: string | null; created: number };

/** What the first request with an idempotency key was answered. */
export type SavedAnswer = { fingerprint: string; status: number; body: JsonObject; at: number };

export type StripeAccount = {
  id: string;
  /** At which address it was called last: so begin the addresses of its pages. */
  origin: string;
  webhook?: { url: string; secret: string };
  products: Product[];
  prices: Price[];
  taxRates: TaxRate[];
  customers: Customer[];
  subscriptions: Subscription[];
  schedules: SubscriptionSchedule[];
  invoices: Invoice[];
  payments: Payment[];
  events: StripeEvent[];
  portalSessions: PortalSession[];
  savedAnswers: { [idempotencyKey: string]: SavedAnswer };
};

export function emptyAccount(id: string): StripeAccount {
  return {
    id,
    origin: 'http://127.0.0.1',
    products: [],
    prices: [],
    taxRates: [],
    customers: [],
    subscriptions: [],
    schedules: [],
    invoices: [],
    payments: [],
    events: [],
    portalSessions: [],
    savedAnswers: {},
  };
}
