import type { SendClassification } from '@tenohira/line';

/*
 * What LINE's answer means for the row. The rows of the table are the whole of the rule:
 *
 * | answer               | by reply                                         | by push                             |
 * | -------------------- | ------------------------------------------------ | ----------------------------------- |
 * | sent (200, 409)      | sent                                             | sent                                |
 * | reply-token-invalid  | sent, if an earlier try may have used the token; | –                                   |
 * |                      | else as a push, at once                          |                                     |
 * | unknown              | the same token again; it works at most once      | the same retry key again, for 23 h  |
 * | unreachable, rate,   | the same token again                             | the same retry key again            |
 * | concurrency          |                                                  |                                     |
 * | unauthorized         | later: the secret may be under repair            | later                               |
 * | quota-exhausted,     | failed                                           | failed                              |
 * | recipient-unknown,   |                                                  |                                     |
 * | rejected             |                                                  |                                     |
 */
export type Decision = {
  status: 'sent' | 'later' | 'failed' | 'unknown' | 'cancelled';
  errorCode?: string;
  requestId?: string;
  sentVia?: 'reply' | 'push';
  /** Before the next attempt, in milliseconds. */
  delayMs?: number;
  /** The reply was certainly not executed: what was uncertain is certain again. */
  replyNotExecuted?: boolean;
  /** The push was certainly not executed, and none before it may have been: LINE does not know its retry key. */
  pushNotExecuted?: boolean;
  /** The reply token is of no use: go on as a push. */
  dropReply?: boolean;
  /** The cached client's secret was refused: open it anew. */
  forgetClient?: boolean;
};

const MAX_DELAY_MS = 5 * 60_000;
const UNAUTHORIZED_DELAY_MS = 60_000;

export function decideOutcome(input: {
  via: 'reply' | 'push';
  answer: SendClassification;
  /** Attempts before this one. */
  attempts: number;
  /** An earlier reply may have been executed. */
  replyUncertain: boolean;
}): Decision {
  const { via, answer, attempts, replyUncertain } = input;
  const requestId = answer.acceptedRequestId ?? answer.requestId;
  const evidence = requestId === undefined ? {} : { requestId };
  const errorCode = answer.outcome.toUpperCase().replaceAll('-', '_');
  switch (answer.outcome) {
    case 'sent':
      return { status: 'sent', sentVia: via, ...evidence };
    case 'reply-token-invalid':
      return replyUncertain
        ? { status: 'sent', sentVia: 'reply', ...evidence }
        : { status: 'later', errorCode, dropReply: true, ...evidence };
    case 'unknown':
      return { status: 'later', errorCode, delayMs: backOffMs(attempts), ...evidence };
    case 'unreachable':
    case 'rate-limited':
    case 'concurrency-limited':
      return {
        status: 'later',
        errorCode,
        delayMs: backOffMs(attempts),
        replyNotExecuted: !replyUncertain,
        ...evidence,
      };
    case 'unauthorized':
      return {
        status: 'later',
        errorCode,
        delayMs: UNAUTHORIZED_DELAY_MS,
        replyNotExecuted: !replyUncertain,
        forgetClient: true,
        ...evidence,
      };
    case 'quota-exhausted':
    case 'recipient-unknown':
    case 'rejected':
      return { status: 'failed', errorCode, ...evidence };
  }
}

/** 1 s, 2 s, 4 s … 5 min, with a quarter of chance so that a thousand rows do not come back in one moment. */
function backOffMs(attempts: number): number {
  const base = Math.min(MAX_DELAY_MS, 1_000 * 2 ** Math.min(attempts, 20));
  return Math.round(base * (0.75 + Math.random() / 4));
}
