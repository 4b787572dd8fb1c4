// What a payout method is. It turns instructions into a call or a file, and answers into outcomes; it never sees a
// database or a tenant and never chooses the next state.
import type { LocalDate } from '@tenohira/core';
import type { z } from 'zod';

export type Instruction<Recipient> = {
  /** The payout's id. The same key pays at most once, however often it is handed over. */
  idempotencyKey: string;
  amountYen: number;
  recipient: Recipient;
  /** Stands in for one that came back; in a file, by the same method: a bank wants to know that the account changed. */
  isReissue: boolean;
};

/** What a person needs to use what was issued. Encrypted at once, shown only on the resident's own page. */
export type PayoutSecret = {
  /** `[{ label: '確認番号', value: '1234' }]`, in the order in which they are typed in. */
  values: readonly { label: string; value: string }[];
  /** Where it is used: the page of the card, if there is one. */
  url?: string;
};

export type PayoutOutcome =
  /** The value is the recipient's. `expiresAt`: when it lapses unclaimed. */
  | { status: 'settled'; providerRef: string; secret?: PayoutSecret; expiresAt?: Date }
  /** Accepted, and it will be known later (`query`) whether it arrived. */
  | { status: 'submitted'; providerRef: string; secret?: PayoutSecret; expiresAt?: Date }
  /** Surely not paid, and trying again would not help. `code` is the provider's. */
  | { status: 'rejected'; code: string }
  /** Surely not paid, and later it may go: too many requests, maintenance, stock. */
  | { status: 'retry'; code: string }
  /** Nobody knows: a timeout, a connection that broke, an answer that makes no sense. */
  | { status: 'unknown'; code: string };

export type PayoutContext<Settings> = {
  /** The city's, as the method's schema parsed them. */
  settings: Settings;
  /** Addresses of providers by the name of their variable, for the names that the method lists. */
  endpoints: Readonly<Record<string, string>>;
  signal: AbortSignal;
  now: Date;
};

type MethodBase<Settings extends z.ZodType, Recipient extends z.ZodType> = {
  /** Folder name = key. */
  key: string;
  /** As residents see it on a button: 20 grapheme clusters at most. */
  title: string;
  /** One sentence for residents: how and when the value reaches them. */
  summary: string;
  /** What a city sets. Fields carry label and help by `.meta()`; what must not be shown again has `.meta({ secret: true })`. */
  settings: Settings;
  /** What is known of the recipient when a payout is planned. */
  recipient: Recipient;
  /** What the payout needs of the resident: an account, or nothing. */
  asks: 'account' | 'nothing';
  /** True where no value leaves: practice. */
  isPractice: boolean;
  /** The range of one payout, in yen, and the step in which it can be paid. */
  amount: { minYen: number; maxYen: number; stepYen: number };
};

/** One call a payout. */
export type InstantPayoutMethod<
  Settings extends z.ZodType = z.ZodType,
  Recipient extends z.ZodType = z.ZodType,
> = MethodBase<Settings, Recipient> & {
  mode: 'instant';
  /** Variables that hold the addresses it calls, `AMAZON_INCENTIVES_URL`. */
  endpoints: readonly string[];
  /** Called outside any transaction, at least once. The same idempotencyKey must pay at most once. Never throws for what a provider does. */
  submit(
    instruction: Instruction<z.infer<Recipient>>,
    context: PayoutContext<z.infer<Settings>>,
  ): Promise<PayoutOutcome>;
  /** What became of a key, for `unknown` and `submitted`. `absent`: the provider has never heard of it. */
  query(
    instruction: Instruction<z.infer<Recipient>>,
    context: PayoutContext<z.infer<Settings>>,
  ): Promise<PayoutOutcome | { status: 'absent' } | { status: 'expired' }>;
  /** Takes back what nobody has claimed, before its money is given out another way. `used`: it was claimed after all. */
  withdraw(
    instruction: Instruction<z.infer<Recipient>>,
    context: PayoutContext<z.infer<Settings>>,
  ): Promise<{ status: 'withdrawn' } | { status: 'used' } | { status: 'unknown'; code: string }>;
};

export type FileOptions<Settings> = {
  settings: Settings;
  /** 振込指定日. */
  payOn: LocalDate;
  /** The day on which the file is made or released, Asia/Tokyo. */
  today: LocalDate;
};

export type FileProblem = {
  /** Absent where the file as a whole is meant. */
  idempotencyKey?: string;
  code: string;
  /** For staff, in Japanese: what is wrong and what to do. */
  message: string;
  /** A warning is shown and must be confirmed; an error stops the file. */
  severity: 'error' | 'warning';
};

export type PayoutFile = {
  fileName: string;
  bytes: Uint8Array;
  /** The payouts in it, in the order of its lines. */
  idempotencyKeys: readonly string[];
  count: number;
  totalYen: number;
};

/** Many payouts in a file that a person hands to the bank. */
export type FilePayoutMethod<
  Settings extends z.ZodType = z.ZodType,
  Recipient extends z.ZodType = z.ZodType,
> = MethodBase<Settings, Recipient> & {
  mode: 'file';
  /** What would be wrong with these instructions on that day. Warnings: name characters that are lost, and the like. */
  preflight(
    instructions: readonly Instruction<z.infer<Recipient>>[],
    options: FileOptions<z.infer<Settings>>,
  ): FileProblem[];
  /** Why the bank could not pay on that day, as of today: a part of `preflight`, looked at again when the file is released. */
  preflightDay(options: FileOptions<z.infer<Settings>>): FileProblem[];
  /** The same instructions give the same bytes. Split where a file is full. @throws AppError where preflight finds an error */
  write(
    instructions: readonly Instruction<z.infer<Recipient>>[],
    options: FileOptions<z.infer<Settings>>,
  ): PayoutFile[];
};

export type PayoutMethod<Settings extends z.ZodType = z.ZodType, Recipient extends z.ZodType = z.ZodType> =
  | InstantPayoutMethod<Settings, Recipient>
  | FilePayoutMethod<Settings, Recipient>;

// biome-ignore lint/suspicious/noExplicitAny: a registry holds methods of every schema; each gets what its own schemas parsed
export type AnyPayoutMethod = PayoutMethod<any, any>;

/** Declares an instant method. `instantPayoutMethodContract` in `@tenohira/feature-kit/testing` says what it must fulfil. */
export function defineInstantMethod<Settings extends z.ZodType, Recipient extends z.ZodType>(
  method: Omit<InstantPayoutMethod<Settings, Recipient>, 'mode'>,
): InstantPayoutMethod<Settings, Recipient> {
  return { mode: 'instant', ...method };
}

/** Declares a method by file. */
export function defineFileMethod<Settings extends z.ZodType, Recipient extends z.ZodType>(
  method: Omit<FilePayoutMethod<Settings, Recipient>, 'mode'>,
): FilePayoutMethod<Settings, Recipient> {
  return { mode: 'file', ...method };
}
