// A provider that does as it is told and keeps books of its own, which are the truth that a test compares with.
import { addDays } from '@tenohira/core';
import {
  defineFileMethod,
  defineInstantMethod,
  type InstantPayoutMethod,
  type PayoutOutcome,
} from '@tenohira/feature-kit';
import { z } from 'zod';

export type SubmitBehaviour =
  /** Pays and says so. */
  | 'settle'
  /** Takes it, pays, and says so when it is asked. */
  | 'accept'
  | 'reject'
  | 'retry'
  /** Pays, and the answer is lost. */
  | 'pay-in-silence'
  | 'pay-and-throw'
  /** The request is lost. */
  | 'lose'
  | 'throw'
  /** Pays, and never answers. */
  | 'hang'
  /** Says something that is no outcome. */
  | 'nonsense';

export type QueryBehaviour =
  | 'tell'
  /** Says that it has it and is not done. */
  | 'tell-in-hand'
  | 'silence'
  | 'throw'
  | 'retry';

export type ScriptedCall = { kind: 'submit' | 'query' | 'withdraw'; key: string };

export type ScriptedMethod = {
  method: InstantPayoutMethod;
  calls: ScriptedCall[];
  /** By key: what the provider knows. No entry: it has never heard of it. */
  accounts: Map<string, { state: 'paid' | 'accepted' | 'rejected' | 'withdrawn' | 'used'; amountYen: number }>;
  /** What a person reads on the provider's own screens. By then what was accepted has been paid. */
  look(key: string): 'paid' | 'not-paid';
  /** Payments made, once a key whatever happens. */
  paidYen(): number;
  countOf(kind: ScriptedCall['kind'], key?: string): number;
};

export type ScriptOptions = {
  key?: string;
  /** @param nth from 1, of this key and kind */
  submit?: (key: string, nth: number) => SubmitBehaviour | Promise<SubmitBehaviour>;
  query?: (key: string, nth: number) => QueryBehaviour | Promise<QueryBehaviour>;
  /** Runs after the provider has done its part and before the answer leaves. */
  beforeAnswer?: (call: ScriptedCall) => Promise<void>;
  expiresAt?: Date;
  /** What the resident is to use comes with "accepted" already. */
  issuesOnAccepting?: boolean;
  endpoints?: readonly string[];
};

export function createScriptedMethod(options: ScriptOptions = {}): ScriptedMethod {
  const { submit = () => 'settle' as const, query = () => 'tell' as const, beforeAnswer = async () => {} } = options;
  const calls: ScriptedCall[] = [];
  const accounts: ScriptedMethod['accounts'] = new Map();
  const countOf = (kind: ScriptedCall['kind'], key?: string) =>
    calls.filter((call) => call.kind === kind && (key === undefined || call.key === key)).length;
  const called = (kind: ScriptedCall['kind'], key: string) => {
    calls.push({ kind, key });
    return countOf(kind, key);
  };
  const secretOf = (key: string) => ({ values: [{ label: '番号', value: `code-${key}` }] });
  const settled = (key: string): PayoutOutcome => ({
    status: 'settled',
    providerRef: `ref-${key}`,
    secret: secretOf(key),
    ...(options.expiresAt ? { expiresAt: options.expiresAt } : {}),
  });
  const accepted = (key: string): PayoutOutcome => ({
    status: 'submitted',
    providerRef: `ref-${key}`,
    ...(options.issuesOnAccepting ? { secret: secretOf(key) } : {}),
  });
  const told = (key: string): PayoutOutcome | undefined => {
    const account = accounts.get(key);
    if (account?.state === 'accepted') accounts.set(key, { ...account, state: 'paid' });
    if (account?.state === 'rejected') return { status: 'rejected', code: 'NO_SUCH_RECIPIENT' };
    return account ? settled(key) : undefined;
  };
  const method = defineInstantMethod({
    key: options.key ?? 'scripted',
    title: '試験',
    summary: '試験用の支払方法です。',
    settings: z.object({}),
    recipient: z.object({ to: z.string().optional() }),
    asks: 'nothing',
    isPractice: false,
    amount: { minYen: 1, maxYen: 1_000_000, stepYen: 1 },
    endpoints: options.endpoints ?? [],
    submit: async ({ idempotencyKey: key, amountYen }) => {
      const behaviour = await submit(key, called('submit', key));
      const known = told(key);
      const pay = (state: 'paid' | 'accepted' | 'rejected') => {
        if (!known) accounts.set(key, { state, amountYen });
      };
      const answer = async (outcome: PayoutOutcome) => {
        await beforeAnswer({ kind: 'submit', key });
        return outcome;
      };
      switch (behaviour) {
        case 'settle':
          pay('paid');
          return answer(known ?? settled(key));
        case 'accept':
          pay('accepted');
          return answer(known ?? accepted(key));
        case 'reject':
          pay('rejected');
          return answer(known ?? { status: 'rejected', code: 'NO_SUCH_RECIPIENT' });
        case 'retry':
          return answer(known ?? { status: 'retry', code: 'BUSY' });
        case 'pay-in-silence':
          pay('paid');
          return answer({ status: 'unknown', code: 'NO_ANSWER' });
        case 'pay-and-throw':
          pay('paid');
          await beforeAnswer({ kind: 'submit', key });
          throw new Error('connection reset');
        case 'lose':
          return answer({ status: 'unknown', code: 'NO_ANSWER' });
        case 'throw':
          throw new Error('connection refused');
        case 'hang':
          pay('paid');
          return new Promise<never>(() => {});
        case 'nonsense':
          return { status: 'perhaps' } as unknown as PayoutOutcome; // what a broken method could return
      }
    },
    query: async ({ idempotencyKey: key }) => {
      const behaviour = await query(key, called('query', key));
      await beforeAnswer({ kind: 'query', key });
      if (behaviour === 'throw') throw new Error('connection reset');
      if (behaviour === 'silence') return { status: 'unknown', code: 'NO_ANSWER' };
      if (behaviour === 'retry') return { status: 'retry', code: 'BUSY' };
      if (behaviour === 'tell-in-hand') return accepted(key);
      if (accounts.get(key)?.state === 'withdrawn') return { status: 'expired' };
      return told(key) ?? { status: 'absent' };
    },
    withdraw: async ({ idempotencyKey: key }) => {
      called('withdraw', key);
      const account = accounts.get(key);
      if (account?.state === 'used') return { status: 'used' };
      if (account) accounts.set(key, { ...account, state: 'withdrawn' });
      await beforeAnswer({ kind: 'withdraw', key });
      return { status: 'withdrawn' };
    },
  });
  return {
    method,
    calls,
    accounts,
    countOf,
    look: (key) => {
      told(key);
      return isPaid(accounts.get(key)?.state) ? 'paid' : 'not-paid';
    },
    paidYen: () =>
      [...accounts.values()].reduce((sum, { state, amountYen }) => (isPaid(state) ? sum + amountYen : sum), 0),
  };
}

function isPaid(state: string | undefined): boolean {
  return state === 'paid' || state === 'used' || state === 'accepted';
}

/** A file of one line a payout. Recipients whose `flaw` is set have something wrong with them. */
export const scriptedFileMethod = defineFileMethod({
  key: 'scripted-file',
  title: '試験の振込',
  summary: '試験用のファイルです。',
  settings: z.object({ linesAFile: z.number().int().min(1).default(999_999) }),
  recipient: z.object({ account: z.string(), flaw: z.enum(['error', 'warning']).optional() }),
  asks: 'account',
  isPractice: false,
  amount: { minYen: 1, maxYen: 9_999_999_999, stepYen: 1 },
  preflight: (instructions) =>
    instructions.flatMap(({ idempotencyKey, recipient: { flaw } }) =>
      flaw ? [{ idempotencyKey, code: 'FLAW', message: '試験の注意です。', severity: flaw }] : [],
    ),
  preflightDay: ({ payOn, today }) =>
    payOn < addDays(today, 1) ? [{ code: 'SOON', message: '明日より前にはできません。', severity: 'error' }] : [],
  write: (instructions, { settings, payOn }) => {
    const files = Math.ceil(instructions.length / settings.linesAFile);
    return Array.from({ length: files }, (_, index) => {
      const own = instructions.slice(index * settings.linesAFile, (index + 1) * settings.linesAFile);
      const lines = own.map(
        ({ recipient, amountYen, isReissue }) => `${recipient.account},${amountYen},${isReissue ? 2 : 0}`,
      );
      return {
        fileName: `scripted-${payOn}-${index + 1}.txt`,
        bytes: Buffer.from(`${payOn}\r\n${lines.join('\r\n')}\r\n`),
        idempotencyKeys: own.map(({ idempotencyKey }) => idempotencyKey),
        count: own.length,
        totalYen: own.reduce((sum, { amountYen }) => sum + amountYen, 0),
      };
    });
  },
});
