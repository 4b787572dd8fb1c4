// What an answer makes of a payout. The one table to read before changing anything about money that leaves.
//
//   answer       to a submit                 to a query while unknown      to a query while submitted
//   settled      settled                     settled                       settled
//   submitted    submitted, asked later      submitted, asked later        asked again later
//   rejected     rejected                    rejected                      rejected
//   retry        ready, later                asked again later (1)         asked again later (1, 2)
//   unknown      unknown, asked later        asked again later             asked again later (2)
//   absent       unknown, asked later        ready: submit, same key (3)   unknown: a person should look
//   expired      unknown, asked later        expired                       expired
//
//   1  it says nothing about the payout
//   2  until so many in a row have said nothing (`personAfter`): then unknown, which a person can leave
//   3  never where the provider had accepted it before: a person should look
import type { PayoutOutcome, PayoutSecret } from '@tenohira/feature-kit';
import type { PayoutTiming } from './dependencies.ts';
import type { PayoutStatus } from './status.ts';

export type ProviderAnswer = PayoutOutcome | { status: 'absent' } | { status: 'expired' };

export type AttemptOutcome = ProviderAnswer['status'];

export type Decision = {
  to: PayoutStatus;
  /** Of the attempt row. */
  outcome: AttemptOutcome;
  /** Until it is looked at again, in milliseconds; absent where nothing more is to be done. */
  delayMs?: number;
  providerRef?: string;
  errorCode?: string;
  secret?: PayoutSecret;
  expiresAt?: Date;
};

export type Asked = {
  kind: 'submit' | 'query';
  status: PayoutStatus;
  /** This attempt's number. */
  number: number;
  /** The provider has said that it has it, whatever it says now. */
  wasAccepted: boolean;
  /** Of an accepted one: how many attempts before this have said nothing since it was last told of. */
  unanswered: number;
};

export function decideOutcome(asked: Asked, answer: ProviderAnswer, timing: PayoutTiming): Decision {
  const delayMs = timing.backOffMs[Math.min(asked.number, timing.backOffMs.length) - 1] ?? 0;
  const outcome = answer.status;
  const isSilent = asked.unanswered + 1 >= timing.personAfter;
  const stays = asked.kind === 'submit' || isSilent ? 'unknown' : asked.status;
  switch (answer.status) {
    case 'settled':
      return { to: 'settled', outcome, ...issued(answer) };
    case 'submitted':
      return { to: 'submitted', outcome, delayMs, ...issued(answer) };
    case 'rejected':
      return { to: 'rejected', outcome, errorCode: answer.code };
    case 'retry':
      return { to: asked.kind === 'submit' ? 'ready' : stays, outcome, delayMs, errorCode: answer.code };
    case 'unknown':
      return { to: stays, outcome, delayMs, errorCode: answer.code };
    case 'absent':
      return asked.kind === 'query' && asked.status === 'unknown' && !asked.wasAccepted
        ? { to: 'ready', outcome, delayMs: asked.number <= 2 ? 0 : delayMs }
        : { to: 'unknown', outcome, delayMs, errorCode: 'ABSENT_AFTER_ACCEPTED' };
    case 'expired':
      return asked.kind === 'query'
        ? { to: 'expired', outcome }
        : { to: 'unknown', outcome, delayMs, errorCode: 'EXPIRED_AT_ONCE' };
  }
}

function issued(answer: { providerRef: string; secret?: PayoutSecret; expiresAt?: Date }) {
  const { providerRef, secret, expiresAt } = answer;
  return { providerRef, ...(secret ? { secret } : {}), ...(expiresAt ? { expiresAt } : {}) };
}
