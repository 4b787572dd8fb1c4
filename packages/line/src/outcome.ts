import { AppError } from '@tenohira/core';
import type { LineAnswer } from './transport.ts';

/*
 * LINE's words and our outcomes (https://developers.line.biz/en/reference/messaging-api/#status-codes,
 * #error-responses, https://developers.line.biz/en/docs/messaging-api/retrying-api-request/).
 *
 * | LINE                                                   | outcome             | executed?   | again?                   |
 * | ------------------------------------------------------ | ------------------- | ----------- | ------------------------ |
 * | 2xx with a JSON body                                   | sent                | yes         | never                    |
 * | 409 and a retry key was sent                           | sent                | yes, before | never                    |
 * | 400 "Invalid reply token"                              | reply-token-invalid | no          | never (push instead)     |
 * | 400 "Failed to send messages"                          | recipient-unknown   | no          | never                    |
 * | 400, 403, 404, 409, 410, 413, 415, other 4xx           | rejected            | no          | never                    |
 * | 401, token refused                                     | unauthorized        | no          | never                    |
 * | 429 "You have reached your monthly limit."             | quota-exhausted     | no          | never                    |
 * | 429 "… concurren…"                                     | concurrency-limited | no          | the same                 |
 * | 429, any other words                                   | rate-limited        | no          | the same                 |
 * | 5xx, time-out, reset, 3xx, a body that is not LINE's   | unknown             | who knows   | the same, if it is safe  |
 * | no connection, or LINE did not issue a token           | unreachable         | no          | the same                 |
 */
export type SendOutcome =
  | 'sent'
  | 'reply-token-invalid'
  | 'recipient-unknown'
  | 'rejected'
  | 'unauthorized'
  | 'quota-exhausted'
  | 'concurrency-limited'
  | 'rate-limited'
  | 'unknown'
  | 'unreachable';

/**
 * Whether to send again, always after a growing pause:
 * - `same-key`: the same body with the same retry key, until 24 hours after the first attempt; never with a new key
 * - `same-request`: nothing was executed, or a reply token makes sure that it executes once
 * - `never`: it would fail the same way, it is done, or it might be sent twice
 */
export type SendRetry = 'same-key' | 'same-request' | 'never';

export type SendClassification = {
  outcome: SendOutcome;
  retry: SendRetry;
  status?: number;
  /** LINE's x-line-request-id: the only thing by which LINE finds a request. Keep it. */
  requestId?: string;
  /** On 409: the id of the request that was accepted. */
  acceptedRequestId?: string;
  /** LINE's own words, for us. */
  lineMessage?: string;
};

const OUTCOMES = {
  LINE_REQUEST_REJECTED: 'rejected',
  LINE_RETRY_KEY_INVALID: 'rejected',
  LINE_FORBIDDEN: 'rejected',
  LINE_NOT_FOUND: 'rejected',
  LINE_PAYLOAD_TOO_LARGE: 'rejected',
  LINE_UNAUTHORIZED: 'unauthorized',
  LINE_TOKEN_REFUSED: 'unauthorized',
  LINE_QUOTA_EXHAUSTED: 'quota-exhausted',
  LINE_CONCURRENCY_LIMITED: 'concurrency-limited',
  LINE_RATE_LIMITED: 'rate-limited',
  LINE_UNAVAILABLE: 'unknown',
  LINE_TIMEOUT: 'unknown',
  LINE_ABORTED: 'unknown',
  LINE_CONNECTION_LOST: 'unknown',
  LINE_UNREACHABLE: 'unreachable',
  LINE_TOKEN_UNAVAILABLE: 'unreachable',
} as const satisfies Record<string, SendOutcome>;

/** Nothing was executed and the reason may pass. */
const NOT_YET: ReadonlySet<SendOutcome> = new Set(['rate-limited', 'concurrency-limited', 'unreachable']);

/**
 * Says what became of a send, from its answer or from what it threw. An error that is not LINE's (a defect of ours) is
 * thrown on.
 *
 * @example
 * const { outcome, retry, requestId } = await line.push(request, { retryKey: outboxRow.id }).then(classifySend, classifySend);
 */
export function classifySend(result: LineAnswer<unknown> | unknown): SendClassification {
  if (isAnswer(result)) {
    const { status, requestId, acceptedRequestId } = result;
    return { outcome: 'sent', retry: 'never', status, ...definedOf({ requestId, acceptedRequestId }) };
  }
  if (!(result instanceof AppError) || !isOurCode(result.code)) throw result;
  const { status, requestId, lineMessage, idempotency } = result.details;
  const outcome = outcomeOf(result.code, lineMessage);
  return {
    outcome,
    retry: retryOf(outcome, idempotency),
    ...(typeof status === 'number' ? { status } : {}),
    ...definedOf({ requestId, lineMessage }),
  };
}

function outcomeOf(code: keyof typeof OUTCOMES, lineMessage: unknown): SendOutcome {
  const outcome = OUTCOMES[code];
  if (code !== 'LINE_REQUEST_REJECTED' || typeof lineMessage !== 'string') return outcome;
  if (/^invalid reply token/i.test(lineMessage)) return 'reply-token-invalid';
  if (/^failed to send messages/i.test(lineMessage)) return 'recipient-unknown';
  return outcome;
}

function retryOf(outcome: SendOutcome, idempotency: unknown): SendRetry {
  if (!NOT_YET.has(outcome) && outcome !== 'unknown') return 'never';
  if (idempotency === 'retry-key') return 'same-key';
  return outcome === 'unknown' && idempotency !== 'reply-token' ? 'never' : 'same-request';
}

function isOurCode(code: string): code is keyof typeof OUTCOMES {
  return Object.hasOwn(OUTCOMES, code);
}

function isAnswer(result: unknown): result is LineAnswer<unknown> {
  return (
    typeof result === 'object' &&
    result !== null &&
    !(result instanceof Error) &&
    'status' in result &&
    'body' in result
  );
}

function definedOf<Key extends string>(texts: Record<Key, unknown>): Partial<Record<Key, string>> {
  const defined: Partial<Record<Key, string>> = {};
  for (const key in texts) {
    const text = texts[key];
    if (typeof text === 'string') defined[key] = text;
  }
  return defined;
}
