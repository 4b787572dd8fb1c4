import type { Clock } from '@tenohira/core';
import type { InstantPayoutMethod, Instruction, PayoutContext } from '@tenohira/feature-kit';
import type { ProviderAnswer } from './decide-outcome.ts';

type Call = {
  kind: 'submit' | 'query';
  instruction: Instruction<unknown>;
  settings: unknown;
  endpoints: Readonly<Record<string, string>>;
  clock: Clock;
  timeoutMs: number;
};

const STATUSES: Readonly<Record<Call['kind'], readonly string[]>> = {
  submit: ['settled', 'submitted', 'rejected', 'retry', 'unknown'],
  query: ['settled', 'submitted', 'rejected', 'retry', 'unknown', 'absent', 'expired'],
};

/** Never throws: what cannot be understood, a method that throws, and one that does not return are all `unknown`. */
export async function callProvider(method: InstantPayoutMethod, call: Call): Promise<ProviderAnswer> {
  return withContext(call, async (context) => {
    const answer: ProviderAnswer = await method[call.kind](call.instruction, context);
    return STATUSES[call.kind].includes(answer?.status) ? answer : { status: 'unknown', code: 'ANSWER_INVALID' };
  });
}

export type WithdrawAnswer = Awaited<ReturnType<InstantPayoutMethod['withdraw']>>;

/** As callProvider, for taking back what nobody has claimed. */
export async function callWithdraw(
  method: InstantPayoutMethod,
  call: Omit<Call, 'kind'>,
): Promise<WithdrawAnswer | { status: 'unknown'; code: string }> {
  return withContext(call, async (context) => {
    const answer = await method.withdraw(call.instruction, context);
    return ['withdrawn', 'used', 'unknown'].includes(answer?.status)
      ? answer
      : { status: 'unknown', code: 'ANSWER_INVALID' };
  });
}

async function withContext<Answer>(
  { settings, endpoints, clock, timeoutMs }: Omit<Call, 'kind'>,
  ask: (context: PayoutContext<unknown>) => Promise<Answer>,
): Promise<Answer | { status: 'unknown'; code: string }> {
  const controller = new AbortController();
  const tooLate = Promise.withResolvers<{ status: 'unknown'; code: string }>();
  const timer = setTimeout(() => {
    controller.abort();
    tooLate.resolve({ status: 'unknown', code: 'TIMEOUT' });
  }, timeoutMs);
  // In a function of its own: a method that throws before its first await has thrown as well.
  const asked = (async () => ask({ settings, endpoints, signal: controller.signal, now: clock.now() }))();
  try {
    // A method that does not listen to its signal is not waited for.
    return await Promise.race([asked, tooLate.promise]);
  } catch {
    return { status: 'unknown', code: controller.signal.aborted ? 'TIMEOUT' : 'METHOD_THREW' };
  } finally {
    clearTimeout(timer);
    asked.catch(() => {});
  }
}
