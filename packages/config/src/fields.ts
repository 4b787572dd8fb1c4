// The kinds of values that variables hold, each with a message that says what to write.
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

export const port = (fallback: number) =>
  z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(fallback);

export const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/[^/]+\/.+/, 'must look like postgres://user:password@host:5432/database');

export const redisUrl = z.string().regex(/^rediss?:\/\/[^/]+/, 'must look like redis://host:6379');

export const smtpUrl = z
  .string()
  .regex(/^smtps?:\/\/[^/]+/, 'must look like smtps://user:password@host:465 or smtp://localhost:3025');

export const mailSender = z
  .string()
  .regex(
    /^([^<>"\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
    'must look like 手のひら市役所 <no-reply@city.example.jp>',
  );

export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

/** 32 random bytes: `openssl rand -base64 32`. */
export const key32 = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64: openssl rand -base64 32');

/** An Ed25519 key, PKCS #8 in PEM: `openssl genpkey -algorithm ed25519`. */
export const ed25519Key = z
  .string()
  .refine(isEd25519, 'must be an Ed25519 key, PKCS #8 in PEM: openssl genpkey -algorithm ed25519');

function isEd25519(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

/** Addresses and networks with commas between them. */
export const networks = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);

export const host = z.string().default('127.0.0.1');

/** Where LINE's API is. */
export const lineApi = {
  LINE_API_BASE_URL: httpUrl.default('https://api.line.me'),
  LINE_DATA_API_BASE_URL: httpUrl.default('https://api-data.line.me'),
};

/** Stripe: without it nobody is billed, and every city's standing is good. */
export const stripe = {
  STRIPE_API_BASE_URL: httpUrl.default('https://api.stripe.com'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'must look like sk_live_… or rk_live_…')
    .optional(),
  /** Of the webhook's endpoint. */
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\w+$/, 'must look like whsec_…')
    .optional(),
  /** How long after its due date a bill may be owed before a city's console only reads, in days; for new subscriptions. */
  BILLING_GRACE_DAYS: z.coerce
    .number('must be a number of days')
    .int('must be a number of days')
    .min(0, 'must be a number of days')
    .max(366, 'must be a number of days')
    .default(30),
};

/** One of these is of no use without the other. */
const STRIPE_SECRETS = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const;

export function wantStripeWhole(
  config: Readonly<Partial<Record<(typeof STRIPE_SECRETS)[number], string | undefined>>>,
  context: z.core.$RefinementCtx,
): void {
  const missing = STRIPE_SECRETS.filter((name) => config[name] === undefined);
  if (missing.length === STRIPE_SECRETS.length) return;
  for (const name of missing) context.addIssue({ code: 'custom', path: [name], message: 'is missing' });
}

/** What every service needs to reach the tenants' data. */
export const database = {
  /** Logs in with the rights of `tenohira_app`: one tenant at a time. */
  APP_DATABASE_URL: postgresUrl,
  /** Logs in with the rights of `tenohira_platform`: the short list that crosses tenants. */
  PLATFORM_DATABASE_URL: postgresUrl,
  /** Wraps the tenants' data keys. */
  MASTER_KEY: key32,
};
